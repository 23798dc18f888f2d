import type { NodeOutcome, Summary } from '../workflow/results';
import type { Status } from './node-red';

const longest = 20;
const short = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

export type Shown = Status;

export const cleared: Shown = {};
export const queued: Status = { fill: 'blue', shape: 'dot', text: 'queued' };
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

/** Several runs at once: how many. */
export const underWay = (count: number): Status => (count > 1 ? { ...running, text: `${count} running` } : running);

export const failed = (type: string): Status => ({ fill: 'red', shape: 'ring', text: short(type) });

/** How a run ended: how many actions did their work, and how many did not. */
export function ended({ succeeded, failed, skipped }: Summary): Status {
  const rest = [failed > 0 ? `${failed} failed` : '', failed === 0 && skipped > 0 ? `${skipped} skipped` : ''].filter(
    Boolean,
  );
  return { fill: 'green', shape: 'dot', text: short([`done ${succeeded}`, ...rest].join(', ')) };
}

/** How an action fared in a run. */
export function outcome({ succeeded, failed, skipped, firstError }: NodeOutcome): Status {
  if (failed > 0) return { fill: 'red', shape: 'ring', text: short(`${failed} ${firstError?.type ?? 'failed'}`) };
  if (succeeded > 0) return { fill: 'green', shape: 'dot', text: short(`done ${succeeded}`) };
  return { fill: 'grey', shape: 'ring', text: short(`skipped ${skipped}`) };
}
