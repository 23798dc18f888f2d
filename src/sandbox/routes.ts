import type { Channel } from '../catalog/stage';
import { keyOf } from './addresses';
import type { Message } from './account';
import type { Checked, Node } from './check';
import { Refusal } from './failures';
import type { Tenant } from './tenants';
import { isIsoTime } from '../catalog/urls';

/** What a route gets: whose request it is, the rest of the path, the query, the body. */
export interface Call {
  tenant: Tenant;
  id: string;
  query: URLSearchParams;
  body: () => Promise<unknown>;
  check: (document: unknown) => Checked;
}

/** The result as JSON text: a completion is kept as text and goes out as it is. */
export type Route = (call: Call) => string | Promise<string>;

/** Source: https://linkedapi.io/docs/executing-workflows and its sibling pages. */
export const routes: Record<string, Record<string, Route>> = {
  '/workflows': { POST: startWorkflow },
  '/workflows/:id': { GET: readWorkflow, DELETE: cancelWorkflow },
  '/conversations/poll': { POST: pollConversations },
  '/stats/actions': { GET: readStats },
  '/account': { GET: readAccount },
};

async function startWorkflow({ tenant: { habits, queue }, body, check }: Call): Promise<string> {
  const { refuses } = habits;
  if (refuses) throw new Refusal(refuses.type, refuses.message, refuses.status);
  const sent = await body();
  if (typeof sent !== 'object' || sent === null) {
    throw new Refusal('invalidRequestPayload', 'The body has to be an action or an array of actions.');
  }
  const { problems, document } = { document: undefined, ...check(sent) };
  if (problems) throw new Refusal('invalidWorkflow', `The workflow breaks the rules:\n${problems.join('\n')}`);
  if (habits.seat === 'core' && usesNavigator(document)) {
    throw new Refusal(
      'plusPlanRequired',
      'Sales Navigator actions need a plus seat; this account has a core seat.',
      403,
    );
  }
  return JSON.stringify(queue.start(document));
}

function usesNavigator(nodes: Node | Node[]): boolean {
  return [nodes].flat().some(({ action, then }) => action.type.startsWith('nv.') || (then && usesNavigator(then)));
}

function readWorkflow({ tenant, id }: Call): string {
  const found = tenant.queue.state(id);
  if (!found) throw unknownWorkflow();
  const state = JSON.stringify(found.state);
  return found.completion === undefined ? state : `${state.slice(0, -1)},"completion":${found.completion}}`;
}

function cancelWorkflow({ tenant, id }: Call): string {
  const cancelled = tenant.queue.cancel(id);
  if (cancelled === undefined) throw unknownWorkflow();
  return JSON.stringify({ cancelled });
}

// Linked API documents no type for this.
function unknownWorkflow(): Refusal {
  return new Refusal('workflowNotFound', 'This account has no such workflow, or its result is no longer kept.', 404);
}

async function pollConversations({ tenant: { account, directory }, body }: Call): Promise<string> {
  const asked = conversationsAsked(await body());
  const found = asked.map(({ personUrl, type, since }) => {
    const person = directory.person(keyOf(personUrl)?.key ?? '');
    const conversation = person && account.conversation(person, type);
    if (!person || !conversation?.syncUntil) {
      throw new Refusal('conversationsNotSynced', `The ${type} conversation with ${personUrl} is not synced.`);
    }
    const newer = ({ time }: Message) => since === undefined || Date.parse(time) >= Date.parse(since);
    return {
      personUrl,
      personUrn: `urn:li:member:${person.id}`,
      type,
      ...(since === undefined ? {} : { since }),
      messages: conversation.messages.filter(newer),
      syncUntil: conversation.syncUntil,
    };
  });
  return JSON.stringify(found);
}

function conversationsAsked(body: unknown): { personUrl: string; type: Channel; since: string | undefined }[] {
  const wrong = (what: string) => new Refusal('invalidRequestPayload', what);
  if (!Array.isArray(body)) throw wrong('The body has to be an array of conversations.');
  return body.map((member: unknown, at) => {
    if (typeof member !== 'object' || member === null) throw wrong(`[${at}] is not an object.`);
    const { personUrl, type, since } = member as Record<string, unknown>;
    if (typeof personUrl !== 'string' || keyOf(personUrl)?.kind !== 'person') {
      throw wrong(`[${at}].personUrl has to be the address of a person.`);
    }
    if (type !== 'st' && type !== 'nv') throw wrong(`[${at}].type has to be st or nv.`);
    if (since !== undefined && (typeof since !== 'string' || !isIsoTime(since))) {
      throw wrong(`[${at}].since has to be an ISO 8601 time.`);
    }
    return { personUrl, type, since };
  });
}

function readStats({ tenant: { account }, query }: Call): string {
  const [start, end] = ['start', 'end'].map((name) => {
    const value = query.get(name);
    if (value === null || !isIsoTime(value)) {
      throw new Refusal('invalidRequestPayload', `${name} has to be an ISO 8601 time.`);
    }
    return Date.parse(value);
  }) as [number, number];
  if (end < start) throw new Refusal('invalidRequestPayload', 'end has to be after start.');
  if (end - start > 30 * 24 * 60 * 60_000) {
    throw new Refusal('invalidRequestPayload', 'start and end may be 30 days apart at most.');
  }
  const within = ({ time }: { time: string }) => Date.parse(time) >= start && Date.parse(time) <= end;
  return JSON.stringify(account.executed.filter(within));
}

function readAccount({ tenant: { account } }: Call): string {
  const { firstName, lastName, slug } = account.self;
  return JSON.stringify({ name: `${firstName} ${lastName}`, url: `https://www.linkedin.com/in/${slug}` });
}
