import type { Rule } from '../facts/action-facts';

/** Linked API accepts a search that asks for nothing in particular; people rarely mean one. */
export const someCriterion: Rule = {
  rule: 'anyOf',
  fields: ['term', 'filter', 'customSearchUrl'],
  because: 'a search without any criterion returns whatever LinkedIn likes',
  hint: true,
};

/** What a search by its address leaves out of account. That of the other searches is documented nowhere. */
export const ignoredBesideAddress = (fields: string[]): Rule => ({
  rule: 'ignored',
  fields,
  beside: 'customSearchUrl',
  because: 'the address of a search says already what is looked for',
  hint: true,
});
