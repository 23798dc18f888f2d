import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, type AnyNode, type ObjectExpression, type Property } from 'acorn';
import { loadActions } from '../../nodes/actions';
import { build } from '../../src/build/main';
import { Catalog } from '../../src/catalog/facts/catalog';
import { factsOf } from '../../src/catalog/define';
import { specialNodes } from '../../src/catalog/facts/special-nodes';
import { translateToEnglish } from '../../src/catalog/facts/sentences';
import { repoRoot } from '../support/node-red/hosts';
import { keepTrackOfFolder } from '../support/processes';

export const catalog = new Catalog(factsOf(loadActions()), translateToEnglish);
export const specialTypes: readonly string[] = specialNodes.map(({ type }) => type);
const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
  'node-red': { nodes: Record<string, string> };
};
export const sets = Object.keys(manifest['node-red'].nodes);

let folder: string | undefined;

/** The text of a built file; the build runs once, into a folder of its own. */
export function built(path: string): string {
  if (!folder) {
    folder = mkdtempSync(join(tmpdir(), 'linkedapi-build-'));
    keepTrackOfFolder(folder);
    build(repoRoot, folder);
  }
  return readFileSync(join(folder, path), 'utf8');
}

export const setHtml = (set: string): string => built(`nodes/${set}.html`);
export const setTexts = (set: string): unknown => JSON.parse(built(`nodes/locales/en-US/${set}.json`));

/** The text under a dotted key of a locale file. */
export function textAt(texts: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], texts);
}

/** The scripts that the official scorecard and the catalogue of nodes examine, by their own rule. */
export function scripts(html: string): string[] {
  return [...html.matchAll(/<script.+?type=['"]text\/javascript['"].*?>([\S\s]*?)<\/script>/gi)].map(
    ([, script]) => script ?? '',
  );
}

/** Templates or help of a set by node type. */
export function elements(html: string, attribute: 'data-template-name' | 'data-help-name'): Map<string, string> {
  const found = html.matchAll(new RegExp(`<script type="text/html" ${attribute}="([^"]+)">([\\S\\s]*?)</script>`, 'g'));
  return new Map([...found].map(([, type = '', content = '']) => [type, content]));
}

/** Every `registerType('…', { … })` of a set, read as the scorecard does, without running it. */
export function registrations(html: string): Map<string, ObjectExpression> {
  const found = new Map<string, ObjectExpression>();
  for (const script of scripts(html)) {
    walk(parse(script, { ecmaVersion: 'latest' }), (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const { property } = node.callee;
      if (property.type !== 'Identifier' || property.name !== 'registerType') return;
      const [type, definition] = node.arguments;
      if (type?.type !== 'Literal' || definition?.type !== 'ObjectExpression') {
        throw new Error('A type is not registered with a literal name and an inline object');
      }
      found.set(String(type.value), definition);
    });
  }
  return found;
}

function walk(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node);
  for (const value of Object.values(node).flat() as unknown[]) {
    if (typeof value === 'object' && value !== null && 'type' in value) walk(value as AnyNode, visit);
  }
}

/** The properties of an inline object by name; throws where the scorecard's parser would fail. */
export function properties(object: AnyNode | undefined): Map<string, Property['value']> {
  if (object?.type !== 'ObjectExpression') throw new Error(`Not an inline object but ${object?.type}`);
  return new Map(
    object.properties.map((property) => {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') {
        throw new Error('A property is a spread or has a quoted key');
      }
      return [property.key.name, property.value];
    }),
  );
}

export function literalOf(value: Property['value'] | undefined): unknown {
  if (value?.type !== 'Literal') throw new Error(`Not a literal but ${value?.type}`);
  return value.value;
}
