import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEntry } from '../../../src/runs';
import type { Usage } from '../../../src/usage/totals';
import { account, openPerson, probe, run, tab, trigger, usage } from '../../support/flows/flows';
import { entriesIn } from '../../support/kills/kills';
import { linkedApi, LinkedApiDouble, telling as states } from '../../support/service/linked-api-double';
import { success } from '../../support/service/misbehaving-server';
import { nodeRed } from '../../support/node-red/running-flows';
import { message, telling, userDirFor, type Row } from '../../support/service/triggers';
import { until } from '../../support/until';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Here the service's clock is wrong instead of the machine's, which is the same to a node. */
for (const [what, behind] of Object.entries({ 'two days ahead': 2 * day, 'two months behind': -61 * day })) {
  describe(`On a machine whose clock is ${what}`, () => {
    const nr = nodeRed();
    const userDir = userDirFor(nr);
    let service: LinkedApiDouble;
    beforeEach(async () => {
      // A new service for each test, so that its time is unknown.
      service = new LinkedApiDouble();
      await service.start();
      service.server.now = () => Date.now() - behind;
    });
    afterEach(() => service.server.close());
    const iso = (fromNow: number) => new Date(service.server.now() + fromNow).toISOString();
    const flow = (...nodes: Parameters<typeof tab>[1][]) => [account(service.url), ...tab('t', ...nodes, probe('out'))];
    const polls = () => service.server.arrived(service.requests + 3);

    it('the usage of a period is that of the service’s days', async () => {
      service.answer(success([]));
      await nr.deploy(flow(usage('usage', ['out'], { days: 2, limits: false })));
      for (const requests of [2, 3]) {
        await nr.run({}, 'usage');
        const { period } = nr.payloads('out').at(-1) as Usage;
        assert.ok(Math.abs(Date.parse(String(period.to)) - service.server.now()) < minute, JSON.stringify(period));
        // It is requested twice until the time is known.
        assert.equal(service.requests, requests);
      }
    });

    it('the usage since a moment ends at the service’s present', async () => {
      service.answer(success([]));
      await nr.deploy(flow(usage('usage', ['out'], { limits: false })));
      await nr.run({ period: { from: iso(-day) } }, 'usage');
      const { to } = (nr.payloads('out')[0] as Usage).period;
      assert.ok(Math.abs(Date.parse(String(to)) - service.server.now()) < minute, String(to));
    });

    it('a conversation is followed until the hour that the service says', async () => {
      const people = 'https://www.linkedin.com/in/ada';
      const watched = (until: string, rows: Row[]) =>
        success([{ personUrl: people, type: 'st', messages: rows, syncUntil: until }]);
      service.answer(watched(iso(10 * minute), []));
      await nr.deploy(flow(trigger('conversations', 'in', ['out'], { people })));
      await polls();
      assert.deepEqual(nr.at('caught'), []);
      service.answer(watched(iso(-minute), []));
      await nr.arrived('caught');
      assert.equal(nr.at('caught')[0]!['error'].code, 'conversationsNotSynced');
    });

    it('a run is noted with the service’s time, so that it can be resumed after the clock was set', async () => {
      service.answer(states({ workflowStatus: 'running' }));
      await nr.deploy(flow(run(['page']), openPerson('page')));
      nr.send({});
      const started = () =>
        entriesIn(userDir())
          .map(({ text }) => readEntry(text))
          .filter(({ at }) => at === 'running');
      await until(() => started().length === 1);
      const { since, plan } = started()[0]!;
      assert.ok(Math.abs(since - service.server.now()) < minute);
      assert.equal(plan.timeoutMs, 60 * minute);
    });
  });
}

describe('A trigger node', () => {
  const nr = nodeRed();
  const userDir = userDirFor(nr);
  const service = linkedApi();
  const flow = (more: object = {}) => [
    account(service.url),
    ...tab('t', trigger('inbox', 'in', ['out'], { name: 'Leads', ...more }), probe('out')),
  ];

  it('says once that it starts over if its notes are later than the service’s time, and how to get the rest', async () => {
    const ahead = Date.now() + 2 * day;
    const settings = JSON.stringify(['inbox', 'account', 'now']);
    const stream = { began: ahead, floor: ahead - day, looked: true, seen: { timed: {}, untimed: '' }, sending: [] };
    mkdirSync(join(userDir(), 'linkedapi-triggers'));
    writeFileSync(
      join(userDir(), 'linkedapi-triggers/in.json'),
      JSON.stringify({ version: 2, settings, streams: { '': stream } }),
    );
    const old = message('old', { time: new Date(Date.now() - minute).toISOString() });
    service.answer(telling([old]));
    await nr.deploy(flow());
    await service.server.arrived(3);
    service.answer(telling([old, message('new')]));
    await nr.arrived('out');
    await service.server.arrived(3);
    assert.deepEqual(
      nr.payloads('out').map((row) => (row as Row).id),
      ['new'],
    );
    assert.equal(nr.warnings().length, 1);
    assert.match(
      nr.warnings()[0]!,
      /“Leads” \(inbox\) has notes that begin at .+Z, but at Linked API it is only .+Z: the clock of this machine was ahead\. .+msg\.linkedapi\.query\.since/,
    );
  });

  it('says once from when on late messages are lost if there are more in a day than it can remember', async () => {
    service.answer(telling([]));
    await nr.deploy(flow({ sender: 'them' }));
    await nr.until(() => nr.statuses('in').includes('green ring listening'));
    const now = Date.now();
    const rows = Array.from({ length: 100_100 }, (_, n) => ({ id: `${n}`, time: new Date(now + n).toISOString() }));
    const warned = nr.warned('in');
    service.answer(telling(rows));
    await warned;
    service.answer(
      telling([...rows, { id: 'more', time: new Date(now + minute).toISOString() }]),
      telling([message('new', { time: new Date(now + 2 * minute).toISOString() })]),
    );
    await nr.arrived('out');
    assert.equal(nr.warnings().length, 1);
    const until = new Date(now + 99).toISOString();
    assert.ok(
      nr
        .warnings()[0]!
        .includes(
          `“Leads” (inbox) has more to remember than 100000 messages or events of one day, and forgets the oldest. What Linked API tells late is sent only if it is later than the oldest that is remembered, now ${until}. `,
        ),
    );
  });
});
