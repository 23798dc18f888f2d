import assert from 'node:assert/strict';
import type { FlowNode } from './admin-api';
import type { Message } from './collected';
import type { Ended, Imported } from './imported';

/** Presses injects one after the other. Each must lead to something, without errors except the expected ones. */
export async function goWell(
  imported: Imported,
  injects: FlowNode[],
  name: string,
  foreseenError?: string,
): Promise<void> {
  for (const inject of injects) await imported.press(inject);
  for (const inject of injects) {
    const about = `${name}, “${String(inject['name'])}” (${inject.id})`;
    const runs = await imported.runs(inject);
    const answers = await imported.answers(inject);
    assert.ok(runs.length + answers.length > 0, about);
    for (const { payload } of answers) assert.equal(typeof payload, 'object', about);
    for (const run of runs) wentWell(run, about, foreseenError);
  }
  assert.deepEqual(imported.caught(), [], name);
}

function wentWell({ error, summary, ports }: Ended, about: string, foreseenError?: string): void {
  assert.equal(error, undefined, `${about}: ${error?.message}`);
  assert.ok(summary, about);
  const failures = Object.values(ports).flatMap((messages) => messages.flatMap((message) => errorOf(message) ?? []));
  assert.deepEqual(new Set(failures), new Set(foreseenError === undefined ? [] : [foreseenError]), about);
  assert.deepEqual([summary.failed, summary.skipped], [failures.length, 0], `${about}: ${JSON.stringify(summary)}`);
  for (const [label, messages] of Object.entries(ports)) {
    assert.ok(
      messages.some(({ payload }) => payload !== null),
      `${about}: nothing came from “${label}”`,
    );
  }
}

export const errorOf = ({ linkedapi }: Message) => (linkedapi as { error?: { type: string } }).error?.type;
