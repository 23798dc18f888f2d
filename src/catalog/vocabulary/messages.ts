import { integer, text } from '../fields';
import { object, out } from '../result';
import type { Account, Channel, Person } from '../stage';

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
