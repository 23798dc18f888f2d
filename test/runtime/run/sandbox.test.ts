import assert from 'node:assert/strict';
import {
  action,
  changed,
  customAction,
  openPerson,
  probe,
  run,
  sandboxAccount,
  tab,
  type FlowNode,
} from '../../support/flows/flows';
import { nodeRed } from '../../support/node-red/running-flows';

const person = (slug: string) => ({ params: { personUrl: `https://www.linkedin.com/in/${slug}` } });
const openedTo = (slug: string, id: string, wires: string[] = [], more: object = {}) =>
  openPerson(id, wires, { ...person(slug), ...more });

describe('On the sandbox', () => {
  const nr = nodeRed();
  const deploy = (settings: object, ...flow: FlowNode[]) => nr.deploy([sandboxAccount(settings), ...tab('t', ...flow)]);

  for (const sandboxReading of ['A', 'B']) {
    it(`a search finds people, and the actions below it run for each (reading ${sandboxReading})`, async () => {
      await deploy(
        { sandboxReading },
        run(['search'], { completion: ['done'], labels: { people: ['people'], skills: ['skills'] } }),
        action('st.searchPeople', 'search', ['loop'], { label: 'people', params: { limit: 3 } }),
        action('st.doForPeople', 'loop', ['open']),
        action('st.openPersonPage', 'open', ['tap', 'get'], { params: { basicInfo: true } }),
        action('st.retrievePersonSkills', 'get', [], { label: 'skills' }),
        ...['done', 'people', 'skills', 'tap'].map(probe),
      );
      await nr.run();
      const [found] = nr.payloads('people') as { name: string; then?: unknown }[][];
      assert.equal(found!.length, 3);
      assert.ok(found!.every((one) => one.name && one.then === undefined));
      assert.deepEqual(
        (nr.payloads('tap') as { name: string }[]).map(({ name }) => name),
        found!.map(({ name }) => name),
      );
      assert.deepEqual(
        nr.at('skills').map(({ linkedapi }) => linkedapi.path[0].item.name),
        found!.map(({ name }) => name),
      );
      const { succeeded, failed, skipped } = nr.at('done')[0]!['linkedapi'].summary;
      assert.deepEqual([succeeded, failed, skipped], [7, 0, 0]);
      assert.equal(nr.statuses('run').at(-1), 'green dot done 7');
      assert.equal(nr.statuses('get').at(-1), 'green dot ✓ 3');
    });
  }

  it('several roots run in order, and one sees what the other did', async () => {
    const status = (id: string) =>
      action('st.checkConnectionStatus', id, [], { ...person('amelie-hoffmann'), label: id });
    await deploy(
      { sandboxAccount: 'no-sales-navigator' },
      run(['before', 'invite', 'after'], { labels: { before: ['out'], after: ['out'] } }),
      status('before'),
      action('st.sendConnectionRequest', 'invite', ['void'], person('amelie-hoffmann')),
      status('after'),
      probe('out'),
      probe('void'),
    );
    await nr.run();
    assert.deepEqual(nr.payloads('out'), [{ connectionStatus: 'notConnected' }, { connectionStatus: 'pending' }]);
    assert.deepEqual(nr.payloads('void'), [{}]);
  });

  it('a page that does not exist is a failed action in a completed run, and skips what is below', async () => {
    await deploy(
      {},
      run(['open'], { completion: ['done'], labels: { skills: ['skills'] } }),
      openedTo('not-found', 'open', ['get', 'tap']),
      action('st.retrievePersonSkills', 'get', [], { label: 'skills' }),
      ...['done', 'skills', 'tap'].map(probe),
    );
    await nr.run();
    assert.deepEqual([nr.payloads('tap'), nr.at('skills')], [[null], []]);
    assert.equal(nr.at('tap')[0]!['linkedapi'].error.type, 'personNotFound');
    assert.deepEqual(nr.at('done')[0]!['linkedapi'].summary.labels.skills.skippedBecause, { parentFailed: 1 });
    assert.deepEqual(
      ['run', 'open', 'get'].map((id) => nr.statuses(id).at(-1)),
      ['red dot done 0, 1 failed', 'red ring ✗ 1 personNotFound', 'grey ring skipped 1'],
    );
  });

  it('a search that finds nobody skips the actions below', async () => {
    await deploy(
      {},
      run(['search'], { completion: ['done'], labels: { found: ['found'], pages: ['pages'] } }),
      action('st.searchPeople', 'search', ['loop'], { label: 'found', params: { term: 'qqqqzzzzxxxx' } }),
      action('st.doForPeople', 'loop', ['open']),
      action('st.openPersonPage', 'open', [], { label: 'pages' }),
      ...['done', 'found', 'pages'].map(probe),
    );
    await nr.run();
    assert.deepEqual([nr.payloads('found'), nr.at('pages')], [[[]], []]);
    assert.deepEqual(nr.at('done')[0]!['linkedapi'].summary.labels.pages.skippedBecause, { emptyList: 1 });
  });

  for (const [sandboxAccount, code] of [
    ['signed-out', 'linkedinAccountSignedOut'],
    ['signed-out-while-running', 'linkedinAccountSignedOut'],
    ['lapsed', 'subscriptionRequired'],
    ['language', 'languageNotSupported'],
    ['invalid', 'invalidIdentificationToken'],
  ])
    it(`the account “${sandboxAccount}” ends a run with ${code}`, async () => {
      await deploy(
        { sandboxAccount },
        run(['ssi'], { completion: ['done'] }),
        action('st.retrieveSSI', 'ssi'),
        probe('done'),
      );
      assert.equal((await nr.fail()).error.code, code);
      assert.deepEqual(nr.at('done'), []);
      assert.equal(nr.statuses('ssi').at(-1), '');
    });

  it('a core seat is refused Sales Navigator', async () => {
    await deploy(
      { sandboxAccount: 'core' },
      run(['nv']),
      action('nv.searchPeople', 'nv', [], { params: { term: 'a' } }),
    );
    assert.equal((await nr.fail()).error.code, 'plusPlanRequired');
  });

  it('a workflow that never ends is abandoned after the time set', async () => {
    const flow = [run(['ssi'], {}, { timeout: 1e-4 }), action('st.retrieveSSI', 'ssi')];
    await deploy({ sandboxAccount: 'never-ends' }, ...flow);
    const { error } = await nr.fail();
    assert.equal(error.code, 'workflowTimeout');
    assert.match(error.cause.workflowId, /^wf-/);
  });

  it('a workflow outside working hours is shown as parked', async () => {
    await deploy({ sandboxAccount: 'outside-working-hours' }, run(['ssi']), action('st.retrieveSSI', 'ssi'));
    nr.send({});
    await nr.until(() => /^yellow ring until Mon \d+:\d\d$/.test(String(nr.statuses('ssi').at(-1))));
  });

  it('an unknown action is refused by the service itself', async () => {
    await deploy({}, run(['custom']), customAction('st.neverHeardOf', 'custom'));
    const { error } = await nr.fail();
    assert.deepEqual([error.code, error.cause.status], ['invalidWorkflow', 400]);
    assert.match(error.message, /st\.neverHeardOf/);
  });

  it('a running workflow is resumed after a deploy', async () => {
    // In a sandbox of its own, since a workflow of the account is still running in the other one.
    const flow = [
      sandboxAccount({ sandboxAccount: 'never-ends', sandboxReading: 'B' }),
      ...tab('t', run(['ssi']), action('st.retrieveSSI', 'ssi')),
    ];
    await nr.deploy(flow);
    nr.send({});
    await nr.until(() => nr.statuses('ssi').at(-1) === 'blue dot running');
    const shown = nr.statuses('ssi').length;
    await nr.redeploy(changed(flow, { run: { name: 'changed' } }));
    await nr.until(() => nr.statuses('ssi').length > shown && nr.statuses('ssi').at(-1) === 'blue dot running');
    assert.deepEqual(nr.at('caught'), []);
    // Otherwise the next flow with this run node would resume it.
    const ended = nr.until(() => nr.statuses('run').at(-1) === 'grey ring cancelled');
    nr.send({ linkedapi: { cancel: 'all' } });
    await ended;
  });
});
