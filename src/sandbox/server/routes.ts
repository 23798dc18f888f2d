import type { Call, Route } from '../engine/call';
import type { Node } from '../engine/check';
import { Refusal } from '../failures';
import { pollConversations, pollInbox, pollNetwork } from './poll-routes';
import { isIsoTime } from '../../catalog/facts';

/** Source: https://linkedapi.io/docs/executing-workflows and its sibling pages. */
export const routes: Record<string, Record<string, Route>> = {
  '/workflows': { POST: startWorkflow },
  '/workflows/:id': { GET: readWorkflow, DELETE: cancelWorkflow },
  '/conversations/poll': { POST: pollConversations },
  '/inbox/poll': { POST: pollInbox },
  '/network/poll': { POST: pollNetwork },
  '/stats/actions': { GET: readStats },
  '/account': { GET: readAccount },
};

async function startWorkflow({ tenant: { behaviour, queue }, body, check }: Call): Promise<string> {
  const { refuses } = behaviour;
  if (refuses) throw new Refusal(refuses.type, refuses.message, refuses.status);
  const sent = await body();
  if (typeof sent !== 'object' || sent === null) {
    throw new Refusal('invalidRequestPayload', 'The body has to be an action or an array of actions.');
  }
  const { problems, document } = { document: undefined, ...check(sent) };
  if (problems) throw new Refusal('invalidWorkflow', `The workflow breaks the rules:\n${problems.join('\n')}`);
  if (behaviour.seat === 'core' && usesNavigator(document)) {
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
