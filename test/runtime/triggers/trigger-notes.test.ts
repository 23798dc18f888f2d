import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { account, probe, tab, trigger } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { keepTrackOfFolder } from '../../support/processes';
import { nodeRed, settled } from '../../support/node-red/running-flows';
import { message, telling, type Row } from '../../support/service/triggers';

describe('What a trigger node has sent', () => {
  const nr = nodeRed();
  const service = linkedApi();
  let folder: string;
  const start = { start: 'date', from: '2026-05-01' };
  const flow = (more: object = {}) => [
    account(service.url),
    ...tab('t', trigger('inbox', 'in', ['out'], { ...start, ...more }), probe('out')),
  ];
  const ids = () => nr.payloads('out').map((one) => (one as Row).id);
  /** Waits until two more polls have been answered and their messages have arrived. */
  const polled = async () => {
    await service.server.arrived(service.requests + 3);
    await settled();
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkedapi-notes-'));
    keepTrackOfFolder(folder);
    const disk = { module: 'localfilesystem', config: { dir: folder, cache: false } };
    nr.settings({ userDir: folder, contextStorage: { default: { module: 'memory' }, disk } });
  });

  it('is stored in the chosen context store, from deploy to deploy, and deleted with the node', async () => {
    const store = join(folder, 'context/t/in.json');
    service.answer(telling([message('1')]));
    await nr.deploy(flow({ store: 'disk' }));
    await nr.arrived('out');
    service.answer(telling([message('1'), message('2')]));
    await nr.redeploy(flow({ store: 'disk', name: 'renamed' }));
    await nr.arrived('out', 2);
    await polled();
    assert.deepEqual(ids(), ['1', '2']);
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(store, 'utf8')) as object), ['linkedapi_sent']);
    assert.equal(existsSync(join(folder, 'linkedapi-triggers')), false);
    await nr.redeploy(flow({ store: 'disk' }).filter(({ id }) => id !== 'in'));
    while (existsSync(store) && readFileSync(store, 'utf8').includes('linkedapi_sent')) await nextTurn();
  });

  it('stays as a newer version stored it; until that is back, nothing is sent', async () => {
    const notes = join(folder, 'linkedapi-triggers/in.json');
    const newer = '{"version":3,"settings":"…"}';
    mkdirSync(join(folder, 'linkedapi-triggers'));
    writeFileSync(notes, newer);
    service.answer(telling([message('1')]));
    await nr.deploy(flow());
    const [caught] = await nr.arrived('caught');
    assert.equal(caught!['error'].code, 'notNoted');
    assert.match(caught!['error'].message, /“inbox” .*its notes have version 3.* Update the package\./);
    await nr.redeploy(flow({ name: 'renamed' }));
    await nr.arrived('caught', 2);
    assert.deepEqual(ids(), []);
    assert.equal(readFileSync(notes, 'utf8'), newer);
  });

  it('is stored in a file if the settings have no such store, with a warning', async () => {
    service.answer(telling([message('1')]));
    await nr.deploy(flow({ store: 'elsewhere' }));
    await nr.arrived('out');
    assert.match(nr.warnings().join(), /no context store “elsewhere”, so what was sent is noted in a file/);
    assert.ok(existsSync(join(folder, 'linkedapi-triggers/in.json')));
  });

  it('is remembered while Node-RED runs if it has no folder of its own', async () => {
    nr.settings({ userDir: undefined });
    service.answer(telling([message('1')]));
    await nr.deploy(flow());
    await nr.arrived('out');
    service.answer(telling([message('1'), message('2')]));
    await nr.redeploy(flow({ name: 'renamed' }));
    await nr.arrived('out', 2);
    await polled();
    assert.deepEqual(ids(), ['1', '2']);
    assert.deepEqual(nr.warnings(), []);
    // A node that is deleted and added again knows nothing.
    await nr.redeploy(flow().filter(({ id }) => id !== 'in'));
    await nr.redeploy(flow());
    await nr.arrived('out', 4);
    assert.deepEqual(ids(), ['1', '2', '1', '2']);
  });
});
