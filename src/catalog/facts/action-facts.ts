import type { LimitCategory } from './limits';
import type { TextFormName } from './text-forms';
import type { UrlForm } from './urls';

/**
 * Facts: what an action is, as plain JSON. They are computed once, when the package is built, and are all that the
 * check, the compiler and the editor need, so that neither Node-RED's start nor the browser pays for a schema library.
 */
export interface ActionFacts {
  /** Linked API's name, `st.openPersonPage`. */
  type: string;
  /** The Node-RED type, `linkedapi-st-open-person-page`. */
  node: string;
  /** Folder under `nodes/` and name of the node set. */
  set: string;
  /** Palette words, `open person page`. */
  name: string;
  icon: string;
  /** May it start a workflow? */
  root: boolean;
  /** Actions in whose `then` it may stand, and those that may stand in its own. Closed under symmetry. */
  parents: string[];
  children: string[];
  /** Repeats its `then` for each item of the parent's list. */
  loop: boolean;
  params: FieldFacts[];
  rules: Rule[];
  result: ResultKind;
  /** How many facts a result holds, or a row of it. */
  brings: number;
  /** Takes something back or away. */
  removes?: true;
  experimental: boolean;
  /** The account’s limit that it uses up, one for each time it is done. */
  countsAgainst?: LimitCategory;
}

export type ResultKind = 'none' | 'object' | 'list';

export type FieldKind =
  | 'text'
  | 'url'
  | 'email'
  | 'time'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'texts'
  | 'choices'
  | 'group'
  | 'rows'
  | 'record';

export interface FieldFacts {
  /** The API's parameter name. */
  name: string;
  kind: FieldKind;
  /** Words for people; `help` and `placeholder` are left out of what the browser and the runtime load. */
  label: string;
  help?: string;
  placeholder?: string;
  unit?: string;
  required?: true;
  /** Names whom the action is about: needed at the root (one of them), forbidden under a parent, which supplies it. */
  target?: true;
  /** Narrows what is found: without it an action finds much more, so a message that is to bring it has to. */
  filter?: true;
  /** Words that go along, such as a note: where the message has none, the action is sent without. */
  omitEmpty?: true;
  /** For `url`: what it must lead to. */
  of?: UrlForm;
  /** For `text` that is no free text: what it looks like. */
  form?: TextFormName;
  /** The path of the group’s field that it used to be, `filter.location`, where the service still takes it. */
  formerly?: string;
  /** Bounds of a number, of a text's length in characters, or of how many rows there are. */
  min?: number;
  max?: number;
  /** Sources disagree about `max`: going past it is a hint, not an error. */
  softMax?: true;
  /** For `choice` and `choices`. */
  values?: readonly string[];
  /** Several lines of text. */
  long?: true;
  /** What a freshly dropped node starts with. */
  preset?: boolean | number | string;
  /** What Linked API takes when the parameter is left out. */
  usual?: boolean | number | string;
  /** For `group`; for `rows` those of each. */
  fields?: FieldFacts[];
  /** For `rows`: a text in place of a row is one with this field alone. */
  shorthand?: string;
}

/** A rule over several parameters; paths go into groups with a dot (`filter.annualRevenue.min`). */
export type Rule =
  | { rule: 'notTogether'; fields: [string, string]; because: string }
  | { rule: 'together'; fields: string[]; because: string }
  | { rule: 'requiredUnless'; field: string; unless: string; because: string }
  /** The first field has to be there where the second one has this value, and nowhere else. */
  | { rule: 'goesWith'; fields: [string, string]; value: string; because: string }
  | { rule: 'ascending'; fields: [string, string]; because: string }
  /** The field has a lower upper bound where something hangs below the action. */
  | { rule: 'mostAbove'; field: string; most: number; because: string }
  /** All rows have the same value under `by`, and there are at most so many of them. */
  | { rule: 'alike'; field: string; by: string; most: Readonly<Record<string, number>>; because: string }
  /** A row needs the field `name` where its field `where` is `is`. */
  | { rule: 'requiredWhere'; field: string; name: string; where: string; is: string; because: string }
  /** A row has at most one of the fields `names`. */
  | { rule: 'atMostOne'; field: string; names: readonly string[]; because: string }
  /** A mark in the field `text`, `@[…]`, has a row with that `by`. A row without a mark is only hinted at. */
  | { rule: 'marked'; field: string; by: string; text: string; because: string }
  /** The service ignores these fields where `beside` is given. */
  | { rule: 'ignored'; fields: string[]; beside: string; because: string; hint: true }
  | { rule: 'anyOf'; fields: string[]; because: string; hint: true };

/** Does a node type look like that of an action? Only those start with one of Linked API's two-letter namespaces. */
export const isActionLike = (nodeType: string): boolean => /^linkedapi-[a-z]{2}-/.test(nodeType);

/** `st.openPersonPage` → `linkedapi-st-open-person-page`; `nv.retrieveCompanyDMs` → `linkedapi-nv-retrieve-company-dms`. */
export function nodeTypeOf(actionType: string): string {
  return (
    'linkedapi-' +
    actionType
      .replace('.', '-')
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()
  );
}
