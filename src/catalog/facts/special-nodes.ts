/** How a node takes part in a workflow; `unknown` is an action that this version of the package has no node for. */
export type NodeKind = 'run' | 'action' | 'unknown' | 'other';

interface SpecialNode {
  /** The Node-RED type; without its prefix it names the node's panel. */
  type: `linkedapi-${string}`;
  kind: NodeKind;
}

export const accountType = 'linkedapi-account';
export const runType = 'linkedapi-run';
export const customActionType = 'linkedapi-custom-action';

/** The hand-written nodes, in the order of the palette: all that are not generated from an action's file. */
export const specialNodes = [
  { type: accountType, kind: 'other' },
  { type: runType, kind: 'run' },
  { type: customActionType, kind: 'action' },
  { type: 'linkedapi-workflow', kind: 'other' },
  { type: 'linkedapi-webhook', kind: 'other' },
  { type: 'linkedapi-inbox', kind: 'other' },
  { type: 'linkedapi-network', kind: 'other' },
  { type: 'linkedapi-conversations', kind: 'other' },
  { type: 'linkedapi-usage', kind: 'other' },
  { type: 'linkedapi-admin', kind: 'other' },
] as const satisfies readonly SpecialNode[];

export type SpecialType = (typeof specialNodes)[number]['type'];

/** `linkedapi-custom-action` → `customAction`: the key of a hand-written node's texts in the locale files. */
export const textKeyOf = (type: SpecialType): string =>
  type.replace('linkedapi-', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
