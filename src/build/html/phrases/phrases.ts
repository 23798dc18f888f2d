/** Texts of dialogs and help besides those of the actions. One table per language. */
export interface Phrases {
  number: (value: number) => string;
  yes: string;
  no: string;
  /** `a, b and c`, `a, b or c`; a lone item stays as it is. */
  and: (items: readonly string[]) => string;
  or: (items: readonly string[]) => string;
  /** The name of a node within a sentence. */
  node: (name: string) => string;

  upTo: (characters: string) => string;
  required: string;
  /** `unsure`: the service may refuse values near the upper end. */
  range: (min: string, max: string, unit: string | undefined, unsure: boolean) => string;
  ifEmpty: (usual: string) => string;
  oneOf: (values: string) => string;
  asAbove: string;
  /** Of words that go along. */
  omitEmpty: string;
  /** For a parameter that names the target of the action. */
  target: (alone: boolean, neverBelow: boolean) => string;

  parameters: string;
  returns: string;
  result: Record<'none' | 'object' | 'list', string>;
  /** `fields` are as the node named returns them. */
  asIn: (fields: string, node: string) => string;
  place: string;
  /** `above`: the nodes it may be under, as a list; empty for none. */
  stands: (root: boolean, above: string) => string;
  /** What may be below it; empty for nothing. */
  below: (names: string) => string;
  errors: string;
  /** `own`: the action has errors of its own, too. */
  commonErrors: (types: string, own: boolean) => string;
  see: (link: string) => string;
}

/** `a`, `a and b`, `a, b and c`. */
export const enumerated = (word: string) => (items: readonly string[]) =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
