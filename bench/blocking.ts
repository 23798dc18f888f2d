import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { account, action, run, tab } from '../test/support/flows/flows';
import { repoRoot } from '../test/support/node-red/hosts';
import { startNodeRed } from '../test/support/node-red/node-red';
import { median, round, timeOf } from './measure';
import { completionText } from './trees';

/** A service in a process of its own: every workflow has completed, with the completion that is sent to it first. */
const service = `
  process.once('message', (body) => {
    const started = JSON.stringify({ success: true, result: { workflowId: 'wf-1', workflowStatus: 'pending' } });
    const server = require('node:http').createServer((request, response) =>
      response.setHeader('content-type', 'application/json').end(request.method === 'POST' ? started : body));
    server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  });`;

/**
 * The longest time the event loop of a Node-RED was blocked while a run fetched a completion of about `megabytes`, read it and
 * sent a message for each result of a label, those of a tap, and the completion; median and worst of several runs, in
 * milliseconds. Beside it, how long it takes this process to parse the same text at a stretch.
 */
export async function blocking(megabytes = 10, runs = 7) {
  const one = completionText(1001).length / 1000;
  const text = completionText(Math.round((megabytes * 1e6) / one));
  const child = spawn(process.execPath, ['-e', service], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(text);
  const [port] = (await once(child, 'message')) as [number];
  const sink = (id: string) => ({ id, type: 'debug', active: false, tosidebar: false, wires: [] });
  const flows = [
    account(`http://127.0.0.1:${port}`),
    ...tab(
      't',
      { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['watch']] },
      { id: 'watch', type: 'test-watch', wires: [['run'], ['longest']] },
      run(['search'], { completion: ['done'], labels: { profile: ['profile'] } }),
      action('st.searchPeople', 'search', ['loop', 'found'], { label: 'people', params: { term: 'x' } }),
      action('st.doForPeople', 'loop', ['page']),
      action('st.openPersonPage', 'page', [], { label: 'profile' }),
      { id: 'complete', type: 'complete', scope: ['run'], wires: [['watch']] },
      { id: 'longest', type: 'test-collect', name: 'longest', wires: [] },
      ...['done', 'profile', 'found'].map(sink),
    ),
  ];
  const nodesDir = ['', 'test/support/nodes', 'bench/nodes'].map((folder) => join(repoRoot, folder));
  const credentials = { account: { linkedApiToken: 'measured', identificationToken: 'measured' } };
  const nodeRed = await startNodeRed({
    version: '4.1',
    install: 'nodesDir',
    flows,
    credentials,
    settings: { nodesDir },
  });
  const longest: number[] = [];
  for (let turn = 0; turn < runs + 2; turn += 1) {
    await nodeRed.inject('go');
    const [message] = await nodeRed.next(1, 'longest');
    if (turn >= 2) longest.push(message!.payload as number);
  }
  await nodeRed.kill();
  child.kill();
  return {
    megabytes: round(text.length / 1e6, 1),
    longestMs: round(median(longest), 0),
    worstMs: round(Math.max(...longest), 0),
    parseMs: round(
      timeOf(() => JSON.parse(text) as unknown),
      0,
    ),
  };
}
