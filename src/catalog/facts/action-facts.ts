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
  /** `open person page`. */
  name: string;
  /** Shorter words for the palette. The browser and the runtime load neither these nor `search`. */
  palette?: string;
  /** Further words for the searches of the editor. */
  search?: string;
  icon: string;
  /** Whether it may start a workflow. */
  root: boolean;
  /** The actions that may have it in their `then`, and those that it may have in its own. Both sides agree. */
  parents: string[];
  children: string[];
  /** Repeats its `then` for each item of the parent's list. */
  loop: boolean;
  params: FieldFacts[];
  rules: Rule[];
  result: ResultKind;
  /** The kind of page it works on, and what the items are that a loop below it repeats for. */
  on?: Subject;
  items?: Subject;
  /** The number of fields of its result, or of a row of it. */
  brings: number;
  /** It undoes or removes something. */
  removes?: true;
  experimental: boolean;
  /** The account’s limit that each execution counts against. */
  countsAgainst?: LimitCategory;
}

/** What an action may be about. */
export type Subject = 'person' | 'company' | 'post' | 'comment' | 'job';

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
  /** For users. The browser and the runtime do not load `help` and `placeholder`. */
  label: string;
  help?: string;
  placeholder?: string;
  unit?: string;
  required?: true;
  /** It is a target: one is required at the root, and none is allowed under a parent, which gives the target. */
  target?: true;
  /** It narrows a search. If a message should contain it and does not, that is an error. */
  filter?: true;
  /** Optional text, such as a note. If the message does not contain it, the action is sent without it. */
  omitEmpty?: true;
  /** For `url`: what it must lead to. */
  of?: UrlForm;
  /** For `text` that is no free text: what it looks like. */
  form?: TextFormName;
  /** Its former path in the group, `filter.location`, if the service still accepts that. */
  formerly?: string;
  /** Bounds of a number, of a text's length in characters, or of how many rows there are. */
  min?: number;
  max?: number;
  /** Sources disagree about `max`: a larger value is a hint, not an error. */
  softMax?: true;
  /** For `choice` and `choices`. */
  values?: readonly string[];
  /** Several lines of text. */
  long?: true;
  /** The value in a new node. */
  preset?: boolean | number | string;
  /** The default of Linked API. */
  usual?: boolean | number | string;
  /** For `group`; for `rows` those of each. */
  fields?: FieldFacts[];
  /** For `rows`: a text instead of a row means a row with just this field. */
  shorthand?: string;
}

/** A rule over several parameters; paths go into groups with a dot (`filter.annualRevenue.min`). */
export type Rule =
  | { rule: 'notTogether'; fields: [string, string]; because: string }
  | { rule: 'together'; fields: string[]; because: string }
  | { rule: 'requiredUnless'; field: string; unless: string; because: string }
  /** The first field is required if the second one has this value, and not allowed otherwise. */
  | { rule: 'goesWith'; fields: [string, string]; value: string; because: string }
  | { rule: 'ascending'; fields: [string, string]; because: string }
  /** The field has a lower maximum if the action has children. */
  | { rule: 'mostAbove'; field: string; most: number; because: string }
  /** All rows have the same value under `by`, and `most` limits their number for each value. */
  | { rule: 'alike'; field: string; by: string; most: Readonly<Record<string, number>>; because: string }
  /** A row needs the field `name` if its field `where` has the value `is`. */
  | { rule: 'requiredWhere'; field: string; name: string; where: string; is: string; because: string }
  /** A row has at most one of the fields `names`. */
  | { rule: 'atMostOne'; field: string; names: readonly string[]; because: string }
  /** Each mark `@[…]` in the field `text` needs a row with that `by`. A row without a mark is only a hint. */
  | { rule: 'marked'; field: string; by: string; text: string; because: string }
  /** The service ignores these fields if `beside` is given. */
  | { rule: 'ignored'; fields: string[]; beside: string; because: string; hint: true }
  | { rule: 'anyOf'; fields: string[]; because: string; hint: true };

/** Whether a node type looks like that of an action: only those start with a two-letter namespace of Linked API. */
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
