import type { Rule } from '../facts';

/** Linked API accepts a search that asks for nothing in particular; people rarely mean one. */
export const someCriterion: Rule = {
  rule: 'anyOf',
  fields: ['term', 'filter', 'customSearchUrl'],
  because: 'a search without any criterion returns whatever LinkedIn likes',
  hint: true,
};
