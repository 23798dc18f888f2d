import { integer, text } from '../fields';
import { object, out } from '../result';
import type { Account, Channel, Person } from '../simulation';

export const messageText = text({
  label: 'Text',
  help: 'What the message says.',
  placeholder: 'Hello …',
  min: 1,
  max: 1900,
  long: true,
  required: true,
});

const usualDays = 30;

export const syncDays = integer({
  label: 'Days',
  help: 'How long to follow the conversation, counted from the run. Answers do not prolong it; running the action again does.',
  unit: 'days',
  min: 1,
  max: 90,
  usual: usualDays,
});

export const syncResult = object(
  { syncUntil: out.time('When Linked API stops following the conversation') },
  'Older servers return no data.',
);

interface SyncScene {
  params: { days?: number | undefined };
  person: Person;
  account: Account;
  fail: (errorType: string) => Error;
}

/** What following a conversation does on the sandbox, in either inbox. */
export const syncOn =
  (channel: Channel) =>
  ({ params, person, account, fail }: SyncScene) => {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    return { data: { syncUntil: account.sync(person, channel, params.days ?? usualDays) } };
  };

export const syncInboxDetails = [
  'Once per account is enough. Nothing older than the moment of switching it on is gathered.',
  'The node “inbox” sends each message as it comes.',
];

export const managedThreadId = text({
  label: 'Thread ID',
  help: 'The conversation, as messages that were polled name it.',
  target: true,
});

interface ManageScene {
  params: { threadId?: string | undefined };
  person: Person;
  account: Account;
  fail: (errorType: string) => Error;
}

/** Archiving and the like shows nowhere on the sandbox; all there is to see is whether the conversation exists. */
export const manageIn =
  (channel: Channel) =>
  ({ params, person, account, fail }: ManageScene) => {
    const known = account.threadWith(person, channel);
    if (known === undefined || (params.threadId ?? known) !== known) throw fail('threadNotFound');
  };
