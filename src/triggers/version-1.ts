import { digestLength, Remembered } from './sent-keys';
import type { WrittenStream } from './stream';

/** The stored text of the first version: digests were longer, each with its time. */
export interface WrittenFirst {
  version: 1;
  settings: string;
  streams: Record<string, Omit<WrittenStream, 'seen' | 'sending'> & { seen: [string, number][]; sending: string[] }>;
}

export function asWrittenNow(streams: WrittenFirst['streams']): Record<string, WrittenStream> {
  return Object.fromEntries(
    Object.entries(streams).map(([name, { seen, sending, ...rest }]) => {
      const remembered = new Remembered();
      for (const [digest, time] of seen) remembered.add(digest.slice(0, digestLength), time);
      // Their times were not stored, so they are kept until they come again.
      const doubtful = sending.map((digest): [string, number] => [digest.slice(0, digestLength), 8.64e15]);
      return [name, { ...rest, seen: remembered.written(), sending: doubtful }];
    }),
  );
}
