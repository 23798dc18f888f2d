/**
 * The account limits that Linked API counts actions against, by its own names (https://linkedapi.io/docs/admin-limits). Which
 * action counts against which is not written down there; the actions' files go by the names.
 */
export type LimitCategory =
  | 'stPersonProfileViews'
  | 'stCompanyPageViews'
  | 'stConnectionRequests'
  | 'stMessages'
  | 'stSearchQueries'
  | 'stReactions'
  | 'stComments'
  | 'nvPersonProfileViews'
  | 'nvCompanyPageViews'
  | 'nvMessages';
