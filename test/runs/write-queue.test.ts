import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { WriteQueue, type Entry } from '../../src/runs';
import { LinkedApiClient } from '../../src/client';
import { tokens } from '../client/support';
import { carriedRun, noNotes } from '../support/runs/carried-run';
import { MisbehavingServer, success } from '../support/service/misbehaving-server';

/** Work that ends when the test lets it. */
class Work {
  readonly begun: string[] = [];
  commits = 0;
  failing = new Set<string>();
  private readonly held = new Map<string, () => void>();
  readonly queue = new WriteQueue(() => {
    this.commits += 1;
    return this.failing.has('commit') ? Promise.reject(new Error('commit')) : Promise.resolve();
  });

  add(name: string, at: Entry['at'], text = name): Promise<void> {
    return this.queue.add(name, at, async () => {
      this.begun.push(text);
      await new Promise<void>((resolve) => this.held.set(name, resolve));
      if (this.failing.has(text)) throw new Error(text);
    });
  }

  async letGo(): Promise<void> {
    await nextTurn();
    for (const [name, end] of this.held) {
      this.held.delete(name);
      end();
    }
    await nextTurn();
  }
}

describe('Queued writes', () => {
  const submissions = (count: number) => Array.from({ length: count }, (_, index) => `submission ${index}`);

  it('are done in batches, ids first, then deliveries, and made durable once per batch', async () => {
    const work = new Work();
    const all = submissions(40).map((name) => work.add(name, 'submitting'));
    await nextTurn();
    const first = work.begun.length;
    assert.ok(first > 1 && first < 40, `${first} at once`);
    all.push(work.add('delivery', 'delivering'), work.add('id', 'running'));
    await work.letGo();
    assert.deepEqual(work.begun.slice(first, first + 3), ['id', 'delivery', `submission ${first}`]);
    assert.equal(work.commits, 1);
    while (work.begun.length < 42) await work.letGo();
    await work.letGo();
    await Promise.all(all);
    assert.ok(work.commits <= 4, `${work.commits} commits`);
  });

  it('skip one that a later one replaces before it starts, and end together', async () => {
    const work = new Work();
    const first = work.add('a', 'submitting', 'first');
    await nextTurn();
    const rest = [work.add('a', 'running', 'second'), work.add('a', 'delivering', 'third')];
    await work.letGo();
    await first;
    await work.letGo();
    await Promise.all(rest);
    assert.deepEqual(work.begun, ['first', 'third']);
  });

  it('fail alone, or all together if they cannot be made durable', async () => {
    const work = new Work();
    work.failing.add('bad');
    const mixed = Promise.allSettled([work.add('good', 'submitting'), work.add('bad', 'submitting')]);
    await work.letGo();
    assert.deepEqual(
      (await mixed).map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    work.failing.add('commit');
    const lost = Promise.allSettled([work.add('one', 'submitting'), work.add('two', 'running')]);
    await work.letGo();
    assert.deepEqual(
      (await lost).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });
});

describe('A workflow that has been started', () => {
  it('is not polled before its id has been stored', async () => {
    const server = await MisbehavingServer.start(success({ workflowId: 'wf-1', workflowStatus: 'pending' }));
    try {
      let note = () => {};
      const noted = new Promise<void>((resolve) => (note = resolve));
      let asking = () => {};
      const asked = new Promise<void>((resolve) => (asking = resolve));
      const client = new LinkedApiClient({ baseUrl: server.url, ...tokens, pollIntervalMs: 10 });
      const notes = {
        ...noNotes,
        save: async (entry: Entry) => {
          if (entry.at !== 'running') return true;
          assert.equal(entry.workflowId, 'wf-1');
          asking();
          await noted;
          return true;
        },
      };
      const run = carriedRun({ client, document: { actionType: 'st.retrieveSSI' }, timeoutMs: 60_000, notes }).ended;
      await asked;
      server.script(success({ workflowId: 'wf-1', workflowStatus: 'completed', completion: [] }));
      for (let turn = 0; turn < 100; turn += 1) await nextTurn();
      assert.equal(server.requests.length, 0);
      note();
      await run;
      assert.equal(server.requests.length, 1);
    } finally {
      await server.close();
    }
  });
});
