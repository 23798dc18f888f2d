import type { Catalog } from '../../catalog/facts';
import type { RunState } from '../../runs';
import type { ActionNode, Count, NodeOutcome } from '../../workflow';
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

/** The status of a workflow that has not ended. */
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

/** The status of a run in progress; undefined before it is submitted and after its end. */
export function run(state: RunState): Status | undefined {
  if (state.at === 'submitting') return queued;
  if (state.at !== 'running') return undefined;
  return state.progress ? progress(state.progress) : queued;
}

/** The status of any workflow. */
export function state(seen: { workflowStatus: string; pendingReason?: string | null }): Status {
  if (seen.workflowStatus === 'completed') return completed;
  return seen.workflowStatus === 'failed' ? failed('failed') : progress(seen);
}

/** The status for several runs at once, given the number of runs that show each status. */
export function several(shown: readonly { status: Status; count: number }[]): Status {
  const [first] = shown;
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  if (!first || total === 1) return first?.status ?? cleared;
  if (shown.every(({ status }) => status.fill === parked.fill)) return { ...parked, text: `${total} parked` };
  if (shown.length > 1) return { ...running, text: `${total} running` };
  return { ...first.status, text: `${total} ${first.status.text}` };
}

/** The status after counting. */
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

/** The number of items of the last poll that brought any. */
export const news = (count: number): Status => ({ fill: 'green', shape: 'dot', text: `${count} new` });

/** The last event that was received. */
export const received = (type: string): Status => ({ fill: 'green', shape: 'dot', text: short(type) });

/** The end of a run, with the number of actions that succeeded and failed: yellow if some failed, red if all did. */
export function ended({ succeeded, failed, skipped }: Count): Status {
  const rest = [failed > 0 ? `${failed} failed` : '', failed === 0 && skipped > 0 ? `${skipped} skipped` : ''].filter(
    Boolean,
  );
  const fill = failed === 0 ? 'green' : succeeded > 0 ? 'yellow' : 'red';
  return { fill, shape: 'dot', text: short([`done ${succeeded}`, ...rest].join(', ')) };
}

/** The outcome of an action in a run. */
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
