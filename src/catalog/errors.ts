/** An error that an action may end with: its `type`, when it occurs, and the word that triggers it in the sandbox. */
export interface ActionError {
  type: string;
  when: string;
  /**
   * In the sandbox, every action that has this error ends with it if the last part of an address
   * (`https://www.linkedin.com/in/messaging-closed`), a search term, a filter value or the identification token is this word.
   * Absent if only the state of the account causes the error.
   */
  trigger?: string;
}

/**
 * Errors that several actions share. Other errors are in the files of the actions.
 * Source: the error tables of https://linkedapi.io/docs and of the vendor's clients.
 */
export const errors = {
  personNotFound: { type: 'personNotFound', when: 'The address leads to nobody.', trigger: 'not-found' },
  selfProfileNotAllowed: {
    type: 'selfProfileNotAllowed',
    when: 'The address is the connected account’s own profile.',
    trigger: 'self',
  },
  companyNotFound: { type: 'companyNotFound', when: 'The address leads to no company.', trigger: 'not-found' },
  postNotFound: { type: 'postNotFound', when: 'The post is gone or not visible to the account.', trigger: 'not-found' },
  commentNotFound: {
    type: 'commentNotFound',
    when: 'The comment is gone or not visible to the account.',
    trigger: 'not-found',
  },
  jobNotFound: { type: 'jobNotFound', when: 'The address leads to no job.', trigger: 'not-found' },
  duplicateComment: {
    type: 'duplicateComment',
    when: 'The same words stand there already.',
    trigger: 'duplicate-comment',
  },
  mentionNotResolved: {
    type: 'mentionNotResolved',
    when: 'Nobody LinkedIn suggests is the one a mention means.',
    trigger: 'mention-not-resolved',
  },
  messagingNotAllowed: {
    type: 'messagingNotAllowed',
    when: 'LinkedIn offers the account no way to message this person.',
    trigger: 'messaging-closed',
  },
  searchingNotAllowed: {
    type: 'searchingNotAllowed',
    when: 'LinkedIn refuses the search, for instance because the account has searched too much.',
    trigger: 'searching-not-allowed',
  },
  retrievingNotAllowed: {
    type: 'retrievingNotAllowed',
    when: 'LinkedIn does not let the account see this list.',
    trigger: 'retrieving-not-allowed',
  },
  filterNotApplied: {
    type: 'filterNotApplied',
    when: 'LinkedIn knows no such filter value; nothing is returned rather than an unfiltered list.',
    trigger: 'filter-not-applied',
  },
  threadNotFound: {
    type: 'threadNotFound',
    when: 'There is no such conversation.',
    trigger: 'thread-not-found',
  },
  noPostingPermission: {
    type: 'noPostingPermission',
    when: 'The account may not act for the company page named.',
    trigger: 'no-posting-permission',
  },
  noSalesNavigator: {
    type: 'noSalesNavigator',
    when: 'The connected LinkedIn account has no Sales Navigator.',
    trigger: 'no-sales-navigator',
  },
} as const satisfies Record<string, ActionError>;

/** Any action may end with one of these; `defineAction` adds them. */
export const commonErrors: readonly ActionError[] = [
  { type: 'limitExceeded', when: 'The account’s limit for this kind of action is used up.', trigger: 'limit-exceeded' },
  { type: 'unexpectedError', when: 'Something failed at Linked API or LinkedIn.', trigger: 'unexpected-error' },
];
