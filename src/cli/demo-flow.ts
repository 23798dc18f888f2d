import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const recipe = 'examples/recipes/search people and collect profiles with skills.json';

/** The demo: a recipe of the package whose inject fires once by itself. */
export function demoFlow(root: string): Record<string, unknown>[] {
  const nodes = JSON.parse(readFileSync(join(root, recipe), 'utf8')) as Record<string, unknown>[];
  return nodes.map((node) => (node['type'] === 'inject' ? { ...node, once: true } : node));
}
