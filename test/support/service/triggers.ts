import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { success, type Reply } from './misbehaving-server';
import { keepTrackOfFolder, removeFolder } from '../processes';
import type { RunningFlows } from '../node-red/running-flows';

/** A message or an event as Linked API returns it. */
export interface Row {
  id: string;
  [more: string]: unknown;
}

/** ISO, so many minutes from now. */
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

export const message = (id: string, more: object = {}): Row => ({
  ...{ id, type: 'st', threadId: '2-a', personUrl: 'https://www.linkedin.com/in/ada', sender: 'them', text: id },
  ...{ time: inMinutes(1), ...more },
});
export const event = (id: string, more: object = {}): Row => ({
  ...{ id, type: 'connectionAccepted', personUrl: 'https://www.linkedin.com/in/ada', detectedAt: inMinutes(1) },
  ...more,
});

export const telling = (rows: readonly Row[]): Reply => success({ messages: rows });
export const events = (rows: readonly Row[]): Reply => success({ events: rows });

/** A user directory for each test, in which trigger nodes store what they have sent. */
export function userDirFor(nr: RunningFlows): () => string {
  let userDir = '';
  beforeEach(() => {
    userDir = mkdtempSync(join(tmpdir(), 'linkedapi-triggers-'));
    keepTrackOfFolder(userDir);
    nr.settings({ userDir });
  });
  afterEach(async () => {
    await nr.unload();
    removeFolder(userDir);
  });
  return () => userDir;
}
