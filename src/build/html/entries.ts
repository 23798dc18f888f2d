import type { ActionFacts } from '../../catalog/facts';
import { quoted } from './text';

/** The file Node-RED requires for a set of actions: types only, so that loading it costs nothing. */
export function setEntry(actions: readonly ActionFacts[]): string {
  const pairs = actions.map(({ node, type }) => `  [${quoted(node)}, ${quoted(type)}],`).join('\n');
  return `'use strict';\n\nmodule.exports = (RED) => require('../src/runtime').registerActions(RED, [\n${pairs}\n]);\n`;
}

/** The file Node-RED requires for the hand-written nodes. */
export const specialEntry = `'use strict';\n\nmodule.exports = (RED) => require('../src/runtime').registerSpecialNodes(RED);\n`;
