import type { Catalog } from '../../catalog/facts';
import type { RunState } from '../../runs';
import type { NodeOutcome, Summary, ActionNode } from '../../workflow';
import type { Status } from './node-red';

const longest = 19;
const short = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

export const cleared: Status = {};
export const queued: Status = { fill: 'blue', shape: 'dot', text: 'queued' };
export const cancelled: Status = { fill: 'grey', shape: 'ring', text: 'cancelled' };
export const completed: Status = { fill: 'green', shape: 'dot', text: 'completed' };
export const tooLate: Status = { fill: 'grey', shape: 'ring', text: 'too late' };
export const asking: Status = { fill: 'blue', shape: 'dot', text: 'asking' };
export const done: Status = { fill: 'green', shape: 'dot', text: 'done' };
const running: Status = { fill: 'blue', shape: 'dot', text: 'running' };
const parked: Status = { fill: 'yellow', shape: 'ring', text: 'outside work hours' };
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What a run shows while it goes on. */
export function progress(state: {
  workflowStatus?: string;
  pendingReason?: string | null;
  parkedUntil?: string;
}): Status {
  if (state.workflowStatus !== 'pending') return running;
  if (state.pendingReason !== 'outsideWorkingHours') return queued;
  if (state.parkedUntil === undefined) return parked;
  const until = new Date(state.parkedUntil);
  const minutes = String(until.getMinutes()).padStart(2, '0');
  return { ...parked, text: `until ${weekdays[until.getDay()]} ${until.getHours()}:${minutes}` };
}

/** What a run shows in a state; undefined while, or because, it shows something else. */
export function run(state: RunState): Status | undefined {
  if (state.at === 'submitting') return queued;
  if (state.at !== 'running') return undefined;
  return state.progress ? progress(state.progress) : queued;
}

/** A workflow that was looked at once. */
export function state(seen: { workflowStatus: string; pendingReason?: string | null }): Status {
  if (seen.workflowStatus === 'completed') return completed;
  return seen.workflowStatus === 'failed' ? failed('failed') : progress(seen);
}

/** Runs that are under way at once, counted by what they show: how many; they run if one of them does. */
export function several(shown: readonly { status: Status; count: number }[]): Status {
  const [first] = shown;
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  if (!first || total === 1) return first?.status ?? cleared;
  if (shown.every(({ status }) => status.fill === parked.fill)) return { ...parked, text: `${total} parked` };
  if (shown.length > 1) return { ...running, text: `${total} running` };
  return { ...first.status, text: `${total} ${first.status.text}` };
}

/** How much was counted. */
export const counted = (success: number, failures: number): Status => ({
  fill: 'green',
  shape: 'dot',
  text: short(`✓ ${success}${failures > 0 ? ` ✗ ${failures}` : ''}`),
});

export const failed = (type: string): Status => ({ fill: 'red', shape: 'ring', text: short(type) });

export const listening: Status = { fill: 'green', shape: 'ring', text: 'listening' };
/** Another Node-RED looks after the same user directory. */
export const standby: Status = { fill: 'grey', shape: 'ring', text: 'standby' };
export const notSynced: Status = { fill: 'yellow', shape: 'ring', text: 'not synced' };

/** How much the last poll that brought anything has brought. */
export const news = (count: number): Status => ({ fill: 'green', shape: 'dot', text: `${count} new` });

/** The last event that was received. */
export const received = (type: string): Status => ({ fill: 'green', shape: 'dot', text: short(type) });

/** How a run ended: how many actions did their work, and how many did not. */
export function ended({ succeeded, failed, skipped }: Summary): Status {
  const rest = [failed > 0 ? `${failed} failed` : '', failed === 0 && skipped > 0 ? `${skipped} skipped` : ''].filter(
    Boolean,
  );
  return { fill: 'green', shape: 'dot', text: short([`done ${succeeded}`, ...rest].join(', ')) };
}

/** How an action fared in a run. */
export function outcome(node: ActionNode, outcomes: ReadonlyMap<string, NodeOutcome>, catalog: Catalog): Status {
  const own = outcomes.get(node.id);
  if (!own && catalog.isLoop(node.actionType)) {
    const count = rounds(node, outcomes);
    return count > 0 ? good(count) : { fill: 'grey', shape: 'ring', text: 'skipped' };
  }
  if (!own) return cleared;
  const { succeeded, failed, skipped, firstError } = own;
  if (failed > 0) {
    const some = succeeded > 0 ? `✓ ${succeeded} ` : '';
    return { fill: 'red', shape: 'ring', text: short(`${some}✗ ${failed} ${firstError?.type ?? 'failed'}`) };
  }
  return succeeded > 0 ? good(succeeded) : { fill: 'grey', shape: 'ring', text: short(`skipped ${skipped}`) };
}

const good = (count: number): Status => ({ fill: 'green', shape: 'dot', text: short(`✓ ${count}`) });

/** A loop has no outcome of its own: it went round as often as something directly below it was tried. */
function rounds(loop: ActionNode, outcomes: ReadonlyMap<string, NodeOutcome>): number {
  return loop.then.reduce((most, child) => {
    const own = outcomes.get(child.id);
    return Math.max(most, own ? own.succeeded + own.failed : 0);
  }, 0);
}
