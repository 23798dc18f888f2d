import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../src/build/html/language';
import { folderOf } from '../../src/build/html/special';
import { specialNodes, textKeyOf } from '../../src/catalog/facts';
import { repoRoot } from '../support/node-red/hosts';

/** Files that may name several hand-written nodes, and why the list cannot replace that. */
const allowed: Record<string, string> = {
  'src/catalog/facts/special-nodes.ts': 'the list',
  'src/catalog/endpoints.ts': 'which nodes ask an endpoint is a fact of the endpoint',
};

const special = specialNodes.map(({ type }) => type);
const folders = join(repoRoot, 'nodes/special');

const sources = ['src', 'nodes'].flatMap((folder) =>
  readdirSync(join(repoRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|cjs)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);

/** The hand-written nodes that a file's code names, by type or by folder. */
function namedIn(path: string): string[] {
  const code = readFileSync(join(repoRoot, path), 'utf8').replace(/\/\*[\S\s]*?\*\/|^\s*\/\/.*$/gm, '');
  return special.filter((type) => new RegExp(`(['"\`])(${type}|[\\w./]*special/${folderOf(type)})\\1`).test(code));
}

describe('the hand-written nodes', () => {
  it('are listed in one place: any other file of the code names one at most', () => {
    const lists = sources.filter((path) => namedIn(path).length > 1);
    assert.deepEqual(lists.sort(), Object.keys(allowed).sort());
  });

  it('have a folder each, with the same files', () => {
    const files = languages(repoRoot).flatMap((code) => [`help.${code}.html`, `words.${code}.json`]);
    for (const type of special) {
      assert.deepEqual(
        readdirSync(join(folders, folderOf(type))).sort(),
        [...files, 'index.ts', 'panel.html'].sort(),
        type,
      );
    }
  });

  it('have panels with words of their own or of the editor, not of each other', () => {
    for (const type of special) {
      const panel = readFileSync(join(folders, folderOf(type), 'panel.html'), 'utf8');
      const named = [...panel.matchAll(/data-i18n="(?:\[\w+\])?(\w+)\.|\._\('(\w+)\./g)].map(
        ([, inHtml, inCode]) => inHtml ?? inCode,
      );
      const foreign = special.filter((other) => other !== type && named.includes(textKeyOf(other)));
      assert.deepEqual(foreign, [], type);
    }
  });
});
