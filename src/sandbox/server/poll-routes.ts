import { isIsoTime } from '../../catalog/facts';
import { type Channel, memberUrn, type Person, publicUrlOf } from '../../catalog';
import type { Message } from '../account/conversation';
import { keyOf } from '../world/addresses';
import type { Call } from '../engine/call';
import { Refusal } from '../failures';
import { networkEvents } from '../account/network';
import { isRecord } from '../../shared';

const wrong = (what: string) => new Refusal('invalidRequestPayload', what);
const unsynced = (what: string) => new Refusal('conversationsNotSynced', what);

const isChannel = (value: unknown): value is Channel => value === 'st' || value === 'nv';

/** Source: https://linkedapi.io/docs/working-with-conversations */
export async function pollConversations({ tenant: { account, directory }, body }: Call): Promise<string> {
  const asked = conversationsAsked(await body());
  account.scheduled.poll();
  const found = asked.map(({ personUrl, type, since }) => {
    const person = directory.person(keyOf(personUrl)?.key ?? '');
    const conversation = person && account.conversation(person, type);
    if (!person || !conversation?.syncUntil)
      throw unsynced(`The ${type} conversation with ${personUrl} is not synced.`);
    // After `syncUntil` no messages are added; earlier ones stay.
    const until = Date.parse(conversation.syncUntil);
    const seen = conversation.messages.filter(({ time }) => Date.parse(time) <= until);
    return {
      personUrl,
      personUrn: memberUrn(person),
      type,
      ...(since === undefined ? {} : { since }),
      messages: seen.filter(since === undefined ? () => true : notBefore(since, ({ time }: Message) => time)),
      syncUntil: conversation.syncUntil,
    };
  });
  return JSON.stringify(found);
}

function conversationsAsked(body: unknown): { personUrl: string; type: Channel; since: string | undefined }[] {
  if (!Array.isArray(body)) throw wrong('The body has to be an array of conversations.');
  return body.map((member: unknown, at) => {
    if (typeof member !== 'object' || member === null) throw wrong(`[${at}] is not an object.`);
    const { personUrl, type, since } = member as Record<string, unknown>;
    if (typeof personUrl !== 'string' || keyOf(personUrl)?.kind !== 'person') {
      throw wrong(`[${at}].personUrl has to be the address of a person.`);
    }
    if (!isChannel(type)) throw wrong(`[${at}].type has to be st or nv.`);
    return { personUrl, type, since: timeIn(since, `[${at}].since`) };
  });
}

/** Follows the clients of Linked API. What happens before the inbox is synced is not documented. */
export async function pollInbox({ tenant: { account }, body }: Call): Promise<string> {
  const { since, type, threadId } = await objectIn(body);
  const from = timeIn(since, 'since');
  if (type !== undefined && !isChannel(type)) throw wrong('type has to be st or nv.');
  if (threadId !== undefined && typeof threadId !== 'string') throw wrong('threadId has to be a text.');
  account.scheduled.poll();
  const wanted = type === undefined ? (['st', 'nv'] as const) : [type];
  if (!wanted.some((one) => account.inbox.follows(one))) throw unsynced('The inbox is not synced.');
  const messages = account.inbox
    .entries()
    .filter(
      ({ channel, message }) =>
        wanted.includes(channel as never) && message.threadId === (threadId ?? message.threadId),
    )
    .filter(from === undefined ? () => true : notBefore(from, ({ message }) => message.time))
    .map(({ person, channel, message: { id, threadId, sender, text, time } }) => ({
      ...{ id, type: channel, threadId },
      ...whoIs(person),
      ...{ sender, text, time },
    }));
  return JSON.stringify({ messages });
}

const whoIs = (person: Person) => ({
  personUrn: memberUrn(person),
  personHashedUrl: `https://www.linkedin.com/in/${person.hash}`,
  personPublicUrl: publicUrlOf(person),
  personUrl: publicUrlOf(person),
});

export async function pollNetwork({ tenant: { account }, body }: Call): Promise<string> {
  const { since, type } = await objectIn(body);
  const from = timeIn(since, 'since');
  if (type !== undefined && !networkEvents.includes(type as never)) {
    throw wrong(`type has to be one of ${networkEvents.join(', ')}.`);
  }
  account.scheduled.poll();
  if (!account.network.followed) throw unsynced('The network is not synced.');
  const events = account.network
    .entries()
    .filter((event) => event.type === (type ?? event.type))
    .filter(from === undefined ? () => true : notBefore(from, ({ detectedAt }) => detectedAt))
    .map(({ id, type, person, detectedAt }) => ({
      ...{ id, type },
      personUrn: memberUrn(person),
      personUrl: publicUrlOf(person),
      detectedAt,
    }));
  return JSON.stringify({ events });
}

async function objectIn(body: () => Promise<unknown>): Promise<Record<string, unknown>> {
  const sent = await body();
  if (!isRecord(sent)) throw wrong('The body has to be an object.');
  return sent;
}

function timeIn(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !isIsoTime(value)) throw wrong(`${name} has to be an ISO 8601 time.`);
  return value;
}

const notBefore =
  <T>(since: string, timeOf: (one: T) => string) =>
  (one: T) =>
    Date.parse(timeOf(one)) >= Date.parse(since);
