import type { Channel, Person } from '../../catalog';

/** A message as `/conversations/poll` returns it. */
export interface Message {
  id: string;
  sender: 'us' | 'them';
  text: string;
  time: string;
  threadId: string;
}

export interface Conversation {
  person: Person;
  channel: Channel;
  threadId: string;
  messages: Message[];
  /** ISO; null until the first sync. */
  syncUntil: string | null;
}
