import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importTable } from './test/lint/import-table.mjs';
import { noCircles } from './test/lint/no-circles.mjs';

const commonJs = { require: 'readonly', module: 'writable', __dirname: 'readonly' };
const nodeGlobals = { process: 'readonly' };

export default defineConfig(
  globalIgnores(['dist/', '.cache/', '.demo/', 'test/artefacts/', 'test/golden/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { house: { rules: { 'import-table': importTable, 'no-circles': noCircles } } },
    rules: {
      'house/no-circles': 'error',
      'max-lines': ['error', 400],
      // Prettier decides the layout, everywhere.
      'no-warning-comments': ['error', { terms: ['prettier-ignore'], location: 'anywhere' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { sourceType: 'commonjs', globals: { ...commonJs, ...nodeGlobals } },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: nodeGlobals } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers and booleans read well in a template; the rest of the rule stays.
      // Leaving something out of an object is done by naming it beside the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'PrivateIdentifier', message: 'Private members are written as `private name`.' },
        {
          selector: 'VariableDeclaration:not([declare=true]) > VariableDeclarator[id.name=/^(?!RED$)[A-Z][A-Z0-9_]+$/]',
          message: 'Constants are written in camelCase.',
        },
        {
          selector: 'PropertyDefinition[key.name=/^_/], MethodDefinition[key.name=/^_/]',
          message: 'Members have no underscore.',
        },
      ],
    },
  },
  {
    // The way of a run: whatever may be missing is handled, not asserted.
    files: ['src/{shared,workflow,client,runs,runtime}/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'error' },
  },
  {
    files: ['src/**', 'nodes/**'],
    rules: { 'house/import-table': 'error', 'no-console': 'error' },
  },
  {
    files: ['src/**/*.ts', 'nodes/**/*.ts'],
    ignores: ['src/editor/**'],
    rules: { 'no-restricted-globals': ['error', 'window', 'document', 'localStorage', '$', 'jQuery'] },
  },
  { files: ['src/build/**', 'src/cli/**'], rules: { 'no-console': 'off' } },
  {
    // Tests look into answers and pages that come without types; what they find there, they assert.
    files: ['test/**/*.ts', 'bench/**/*.ts', 'soak/**/*.ts'],
    rules: {
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // A random test says how to run it again when it fails; only test/support/property.ts does that.
    files: ['test/**/*.ts', 'bench/**/*.ts', 'soak/**/*.ts'],
    ignores: ['test/support/property.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'fast-check',
          allowImportNames: ['default'],
          message: 'Import the default, so that lint sees what is used of it.',
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['assert', 'check'].map((property) => ({
          object: 'fc',
          property,
          message: 'Use assertProperty() of test/support/property.ts.',
        })),
        { object: 'Math', property: 'random', message: 'Use withSeed() of test/support/property.ts.' },
      ],
    },
  },
);
