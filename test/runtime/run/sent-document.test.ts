import assert from 'node:assert/strict';
import { bounds } from '../../../src/runs';
import { account, action, openPerson, run, tab } from '../../support/flows/flows';
import { nodeRed } from '../../support/node-red/running-flows';
import type { RunInfo } from '../../support/node-red/results-api';
import { completing, linkedApi, telling } from '../../support/service/linked-api-double';

describe('What the editor gets of a run', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const params = { personUrl: { type: 'msg', value: 'payload' } };
  const pages = (keep: string) =>
    nr.deploy([account(service.url), ...tab('t', run(['page'], {}, { keep }), openPerson('page', [], { params }))]);
  const runsOf = async (node: string) => (await nr.get(`/linkedapi/runs/${node}`)).body['runs'] as RunInfo[];

  it('has the document that was sent, with its values filled in', async () => {
    service.answer(completing());
    const sent = async ({ id }: RunInfo) => (await nr.get(`/linkedapi/runs/run/${id}/document`)) as { status: number };
    await pages('last');
    await nr.run({ payload: 'https://www.linkedin.com/in/ada-demo' });
    const [run] = await runsOf('run');
    assert.equal(run!.hasDocument, true);
    const { body } = (await sent(run!)) as unknown as { body: { document: { personUrl: string } } };
    assert.deepEqual(body.document, service.document());
    assert.equal(body.document.personUrl, 'https://www.linkedin.com/in/ada-demo');
    assert.equal((await sent({ ...run!, id: 'other' })).status, 404);
  });

  it('has no document if the run node keeps nothing', async () => {
    service.answer(telling({ workflowStatus: 'running' }));
    await pages('nothing');
    nr.send({ payload: 'https://www.linkedin.com/in/ada-demo' });
    await service.server.arrived(2);
    const [run] = await runsOf('run');
    assert.deepEqual([run!.hasDocument, run!.documentGone], [false, undefined]);
  });

  it('says that the document was too large to keep', async () => {
    const note = 'x'.repeat(bounds.document);
    service.answer(completing());
    const large = action('st.createPost', 'post', [], { params: { text: note } });
    await nr.deploy([account(service.url), ...tab('t', run(['post'], {}, { onFinding: 'warn' }), large)]);
    await nr.run();
    const [newest] = await runsOf('run');
    assert.deepEqual([newest!.hasDocument, newest!.documentGone], [false, 'tooLarge']);
  });
});
