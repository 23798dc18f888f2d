import type { Channel, Person } from '../../catalog';
import type { Message } from './conversation';
import { Random } from '../random';

interface Entry {
  person: Person;
  channel: Channel;
  message: Message;
}

/** Older messages are dropped. */
const mostKept = 5_000;

/** The messages for `/inbox/poll`, since the inbox was first synced. */
export class Inbox {
  private readonly followed = new Set<Channel>();
  private readonly kept: Entry[] = [];

  follow(channel: Channel): void {
    this.followed.add(channel);
  }

  follows(channel: Channel): boolean {
    return this.followed.has(channel);
  }

  note(person: Person, channel: Channel, message: Message): void {
    if (!this.followed.has(channel)) return;
    this.kept.push({ person, channel, message });
    if (this.kept.length > mostKept) this.kept.shift();
  }

  /** Newest first. */
  entries(): Entry[] {
    return [...this.kept].reverse();
  }
}

/** The answer to a message. It repeats the words of a question, so that flows that look for words can be tried. */
export function answerTo(text: string, seed: string): string {
  const question = /([^.!?\n]*)\?/g;
  const last = [...text.matchAll(question)].at(-1)?.[1]?.trim().split(/\s+/).slice(-3).join(' ');
  const random = new Random(seed);
  return last ? random.pick(yes).replace('%', last) : random.pick(thanks);
}

const yes = [
  'Thank you for asking. “%”: yes, please.',
  'Good to hear from you! Yes to “%”.',
  'Yes, “%” sounds good to me.',
];
const thanks = [
  'Thank you, that is good to know.',
  'Thanks! I will have a look and come back to you.',
  'Much appreciated. Have a good week!',
];
