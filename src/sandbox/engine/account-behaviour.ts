import { type Action, commonErrors } from '../../catalog';
import type { Failure } from '../failures';
import { tokenTrigger, triggerWords } from './triggers';

/** How the account of an identification token behaves. */
export interface AccountBehaviour {
  /** A sentence for docs/sandbox.md. */
  says: string;
  seat?: 'core';
  /** No connections, no invitations, no conversations. */
  isNew?: true;
  /** Every request, or every start of a workflow, is refused. */
  refuses?: { what: 'requests' | 'workflows'; type: string; message: string; status?: number; retryAfter?: number };
  /** Every workflow fails while it runs. */
  fails?: Failure;
  /** Workflows stay parked; the message that the service answers. */
  parks?: string;
  /** Workflows run until cancelled. */
  endless?: true;
  /** Every action that has the error of this trigger word ends with it; with `only`, just that action. */
  trigger?: { word: string; only?: string };
}

export const defaultToken = 'sandbox';

const known: Record<string, AccountBehaviour> = {
  [defaultToken]: { says: 'The usual account: a plus seat, Sales Navigator, some 300 connections.' },
  core: { says: 'A core seat: Sales Navigator actions are refused with `plusPlanRequired`.', seat: 'core' },
  'no-sales-navigator': {
    says: 'A plus seat on a LinkedIn account without Sales Navigator: its actions end with `noSalesNavigator`.',
  },
  empty: { says: 'A new account: no connections, no invitations, no conversations.', isNew: true },
  'signed-out': {
    says: 'LinkedIn has signed the account out: no workflow starts (`linkedinAccountSignedOut`).',
    refuses: {
      what: 'workflows',
      type: 'linkedinAccountSignedOut',
      message: 'The LinkedIn account is signed out and has to be reconnected.',
    },
  },
  'signed-out-while-running': {
    says: 'LinkedIn signs the account out while a workflow runs: it fails with `linkedinAccountSignedOut`.',
    fails: {
      reason: 'linkedinAccountSignedOut',
      message: 'LinkedIn signed the account out while the workflow was running. Reconnect it and start again.',
    },
  },
  language: {
    says: 'LinkedIn shows itself to this account in a language that cannot be driven: `languageNotSupported`.',
    fails: {
      reason: 'languageNotSupported',
      message: 'The language of the LinkedIn interface is not supported. Switch it to English.',
    },
  },
  lapsed: {
    says: 'The subscription has lapsed: every request is refused with `subscriptionRequired`.',
    refuses: {
      what: 'requests',
      type: 'subscriptionRequired',
      message: 'There is no active subscription.',
      status: 402,
    },
  },
  'trial-over': {
    says: 'The trial’s allowance of workflows is used up: `trialLimitReached`.',
    refuses: {
      what: 'workflows',
      type: 'trialLimitReached',
      message: 'The workflows of the trial are used up.',
      status: 402,
    },
  },
  'outside-working-hours': {
    says: 'Outside its working hours: workflows stay `pending` with the reason `outsideWorkingHours` until cancelled.',
    parks: 'Outside working hours. The workflow starts when they begin, Monday 09:00 Europe/Berlin.',
  },
  'working-hours-reject': {
    says: 'Outside its working hours, and set to refuse: `outsideWorkingHours`.',
    refuses: {
      what: 'workflows',
      type: 'outsideWorkingHours',
      message: 'The account takes no workflows outside its working hours.',
    },
  },
  'working-hours-expired': {
    says: 'A workflow that waited too long for working hours: it fails with `workingHoursWaitExpired`.',
    fails: {
      reason: 'workingHoursWaitExpired',
      message: 'The workflow waited too long for the working hours of the account.',
    },
  },
  'rate-limited': {
    says: 'Every request is one too many: HTTP 429, `tooManyRequests`, with a Retry-After of a second.',
    refuses: {
      what: 'requests',
      type: 'tooManyRequests',
      message: 'Too many requests. Try again in a second.',
      status: 429,
      retryAfter: 1,
    },
  },
  'never-ends': { says: 'Workflows run and never end, until cancelled.', endless: true },
};

/** Undefined for a token without an account. */
export function behaviourOf(token: string, words: ReadonlySet<string>): AccountBehaviour | undefined {
  const trigger = tokenTrigger(token, words);
  const behaviour = Object.hasOwn(known, token) ? known[token] : undefined;
  if (!trigger) return behaviour;
  return { says: '', ...behaviour, trigger };
}

interface TokenRow {
  token: string;
  /** `__errors__` is replaced by `errors`. */
  says: string;
  errors?: string;
}

/** The identification tokens that the sandbox knows, with a sentence each. Trigger words are tokens, too. */
export function tokenTable(actions: readonly Action[]): TokenRow[] {
  const words = [...triggerWords(actions)].filter((word) => !Object.hasOwn(known, word)).sort();
  return [
    ...Object.entries(known).map(([token, { says }]) => ({ token, says })),
    {
      token: 'invalid',
      says: 'No such account: `invalidIdentificationToken`. So does any token that is not in this table.',
    },
    ...words.map((word) => ({
      token: word,
      says: 'Every action that knows the error ends with __errors__.',
      errors: errorOf(word, actions),
    })),
    {
      token: `${commonErrors[0]!.trigger}:${actions.find(({ root }) => root)?.type}`,
      says: 'A trigger word, a colon and an action: only that action ends with the error.',
    },
  ];
}

function errorOf(word: string, actions: readonly Action[]): string {
  const types = actions.flatMap(({ errors }) =>
    errors.filter(({ trigger }) => trigger === word).map(({ type }) => type),
  );
  return [...new Set(types)].join(', ');
}
