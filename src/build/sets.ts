import type { ActionFacts } from '../catalog/facts';

/** The set of the hand-written nodes; every other set is a folder of actions. */
export const specialSet = 'linkedapi';

/** One colour per subject, in the order of the manifest: muted, with room for white icons and dark words. */
const colors = ['#9FB8D9', '#9CC48F', '#86C2B8', '#DDB07F', '#BBA5D2', '#A9B7A0', '#D8C074', '#D99CA5', '#C9A58F'];

/** Names of subjects that differ from their folder. */
const subjects: Record<string, string> = { navigator: 'Sales Navigator' };

/** The palette category of a set's nodes. A hyphen would cut its heading. */
export const categoryOf = (set: string): string =>
  set === specialSet ? 'Linked API' : `Linked API ${subjects[set] ?? set}`;

export interface NodeSet {
  name: string;
  color: string;
  actions: ActionFacts[];
}

/** Folders of actions and sets of the manifest must name each other. */
export function nodeSets(
  manifest: { 'node-red': { nodes: Record<string, string> } },
  actions: ActionFacts[],
): NodeSet[] {
  const listed = Object.keys(manifest['node-red'].nodes).filter((name) => name !== specialSet);
  const folders = [...new Set(actions.map(({ set }) => set))];
  for (const folder of folders.filter((name) => !listed.includes(name))) {
    throw new Error(
      `nodes/${folder} holds actions, but package.json names no such set: add "${folder}": "dist/nodes/${folder}.js" to node-red.nodes`,
    );
  }
  for (const set of listed.filter((name) => !folders.includes(name))) {
    throw new Error(`package.json names the node set "${set}", but there is no action in nodes/${set}`);
  }
  return listed.map((name, index) => ({
    name,
    color: colors[index % colors.length] ?? '#A6BBCF',
    actions: actions.filter(({ set }) => set === name).sort((a, b) => rank(a) - rank(b)),
  }));
}

/** The order of a workflow: first searches, then loops, pages, and actions on an open page. */
function rank({ root, result, loop, children }: ActionFacts): number {
  if (loop) return 1;
  if (children.length > 0) return root && result === 'list' ? 0 : 2;
  return 3;
}
