import { locale, say } from './words';

const words: Record<string, () => string> = {
  queued: () => say('status.queued'),
  running: () => say('status.running'),
  'outside work hours': () => say('status.parked'),
  completed: () => say('status.completed'),
  cancelled: () => say('status.cancelled'),
  failed: () => say('status.failed'),
  skipped: () => say('status.skipped'),
  done: () => say('status.done'),
  'too late': () => say('status.tooLate'),
  asking: () => say('status.asking'),
  listening: () => say('status.listening'),
  standby: () => say('status.standby'),
  'not synced': () => say('status.notSynced'),
};

const counted: Record<string, (count: string) => string> = {
  queued: (count) => say('status.countQueued', { count }),
  running: (count) => say('status.countRunning', { count }),
  parked: (count) => say('status.countParked', { count }),
  failed: (count) => say('status.countFailed', { count }),
  skipped: (count) => say('status.countSkipped', { count }),
  done: (count) => say('status.countDone', { count }),
  new: (count) => say('status.countNew', { count }),
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A status of the runtime in the editor's language, with numbers and times in the user's format. */
export const statusText = (text: string): string => text.split(', ').map(partText).join(', ');

function partText(part: string): string {
  const plain = words[part];
  if (plain) return plain();
  const [, first, name = '', last] = /^(?:(\d+) )?([a-z]+)(?: (\d+))?$/.exec(part) ?? [];
  const count = first ?? last;
  if (count !== undefined && counted[name]) return counted[name](Number(count).toLocaleString(locale()));
  const [, day = '', hours, minutes] = /^until (\w{3}) (\d+):(\d+)$/.exec(part) ?? [];
  if (!weekdays.includes(day)) return part;
  // Any date with this weekday: 2023-01-01 was a Sunday.
  const date = new Date(2023, 0, 1 + weekdays.indexOf(day), Number(hours), Number(minutes));
  const time = date.toLocaleString(locale(), { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  return say('status.until', { time });
}
