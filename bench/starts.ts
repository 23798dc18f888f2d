import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEntry } from '../src/runs';
import { account, openPerson, run, tab } from '../test/support/flows/flows';
import { telling } from '../test/support/service/linked-api-double';
import { MisbehavingServer } from '../test/support/service/misbehaving-server';
import { startNodeRed } from '../test/support/node-red/node-red';
import { planOf } from '../test/support/runs/carried-run';
import { removeFolder } from '../test/support/processes';
import { until } from '../test/support/until';
import { round } from './measure';

/** Milliseconds from the start of the flows until every noted run has been taken up by its node, each run. */
async function takingUp(count: number): Promise<number> {
  const userDir = mkdtempSync(join(tmpdir(), 'linkedapi-bench-'));
  const service = await MisbehavingServer.start(telling({ workflowStatus: 'running' }));
  try {
    mkdirSync(join(userDir, 'linkedapi-runs'));
    const now = Date.now();
    const page = { id: 'page', title: '“page”', actionType: 'st.openPersonPage', params: {}, then: [] };
    for (let index = 0; index < count; index += 1) {
      const id = `noted-${index}`;
      const plan = planOf({ id, timeoutMs: 86_400_000, roots: [page], message: { payload: index } });
      const entry = { at: 'running', plan, since: now + index, workflowId: `wf-${index}` } as const;
      writeFileSync(join(userDir, 'linkedapi-runs', `${id}.json`), writeEntry(entry));
    }
    const flows = [account(service.url), ...tab('t', run(['page']), openPerson('page'))];
    const credentials = { account: { linkedApiToken: 'measured', identificationToken: 'measured' } };
    const nodeRed = await startNodeRed({ version: '4.1', install: 'nodesDir', userDir, flows, credentials });
    const start = performance.now();
    await until(() => nodeRed.log.match(/Takes up the workflow/g)?.length === count, 600_000);
    const took = performance.now() - start;
    await nodeRed.kill();
    return took / count;
  } finally {
    await service.close();
    removeFolder(userDir);
  }
}

/** The cost of a noted run at a start, in milliseconds, with few and with many; it must not grow with their number. */
export async function starts() {
  const [few, many] = [await takingUp(500), await takingUp(10_000)];
  return { msPerRunOf500: round(few, 2), msPerRunOf10000: round(many, 2), ratio: round(many / few, 2) };
}
