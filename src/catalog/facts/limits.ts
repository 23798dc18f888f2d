/**
 * The account limits that Linked API counts actions against, by its own names (https://linkedapi.io/docs/admin-limits). Which
 * action counts against which is not written down there; the actions' files go by the names.
 */
export const limitCategories = [
  'stPersonProfileViews',
  'stCompanyPageViews',
  'stConnectionRequests',
  'stMessages',
  'stSearchQueries',
  'stReactions',
  'stComments',
  'stPosts',
  'nvPersonProfileViews',
  'nvCompanyPageViews',
  'nvMessages',
] as const;
export type LimitCategory = (typeof limitCategories)[number];

export const limitPeriods = ['daily', 'weekly', 'monthly'] as const;
export type LimitPeriod = (typeof limitPeriods)[number];
