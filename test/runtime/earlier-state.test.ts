import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowNode } from '../support/flows/flows';
import { repoRoot } from '../support/node-red/hosts';
import { nodeRed, type Msg } from '../support/node-red/running-flows';
import { keepTrackOfFolder } from '../support/processes';
import { linkedApi } from '../support/service/linked-api-double';
import { success, type Reply } from '../support/service/misbehaving-server';
import { until } from '../support/until';

const fixture = join(repoRoot, 'test/fixtures/0.1.0/user-dir');
/** What the trigger nodes had sent when the files were written, and what happened later. */
const [known, news] = [
  { id: 'm1', time: '2025-01-10T09:00:00.000Z' },
  { id: 'm2', time: '2025-01-10T10:00:00.000Z' },
];

describe('A user directory that version 0.1.0 wrote', () => {
  const nr = nodeRed();
  const service = linkedApi();
  let userDir: string;
  const flow = (store = ''): FlowNode[] => {
    const nodes = JSON.parse(readFileSync(join(fixture, 'flows.json'), 'utf8')) as FlowNode[];
    return nodes
      .filter(({ type }) => type !== 'inject')
      .map((node) => ({
        ...node,
        ...(node.type === 'linkedapi-account' ? { baseUrl: service.url } : {}),
        ...(node.type === 'test-collect' ? { type: 'helper' } : {}),
        ...('store' in node ? { store } : {}),
      }));
  };
  const facts = ({ linkedapi }: Msg) => linkedapi as Record<string, unknown>;
  const ids = () => nr.payloads('got').map((one) => (one as { id: string }).id);

  beforeEach(() => {
    userDir = mkdtempSync(join(tmpdir(), 'linkedapi-earlier-'));
    keepTrackOfFolder(userDir);
    cpSync(fixture, userDir, { recursive: true });
    // Its owner was on another machine and ended long ago.
    const longAgo = new Date(Date.now() - 7_200_000);
    utimesSync(join(userDir, 'linkedapi-runs/owner'), longAgo, longAgo);
    const disk = { module: 'localfilesystem', config: { dir: userDir, cache: false } };
    nr.settings({ userDir, contextStorage: { default: { module: 'memory' }, disk } });
    service.answer(byPath);
  });

  it('is read: its runs are delivered, and no event is sent again', async () => {
    const runs = join(userDir, 'linkedapi-runs');
    for (const name of readdirSync(runs).filter((file) => file.endsWith('.json'))) {
      writeFileSync(join(runs, name), withTime(readFileSync(join(runs, name), 'utf8')));
    }
    await nr.deploy(flow());
    await nr.arrived('done', 2);
    const [caught] = await nr.arrived('caught');
    await nr.arrived('got', 3);

    const leads = Object.fromEntries(nr.at('done').map((message) => [message['lead'].name as string, facts(message)]));
    const marks = ({ workflowId, resumed, redelivered }: Record<string, unknown> = {}) => [
      workflowId,
      resumed,
      redelivered,
    ];
    assert.deepEqual(marks(leads['Ada']), ['wf-1', true, undefined]);
    assert.deepEqual(marks(leads['Eve']), ['wf-2', true, true]);
    assert.equal(nr.at('page out').length, 2);
    assert.equal(nr.at('tap').length, 2);
    assert.deepEqual([caught!['error'].code, caught!['lead'].name], ['submissionUnknown', 'Bob']);
    assert.equal(caught!['error'].cause.document.actionType, 'st.openPersonPage');
    assert.deepEqual(ids(), Array(3).fill('m2'));
    await until(() => readdirSync(runs).filter((name) => name.includes('.json')).length === 0);
    const sent = service.server.requests.filter(({ method, path }) => method === 'POST' && path.includes('workflows'));
    assert.deepEqual(sent, []);
  });

  it('is read from a context store, too', async () => {
    const path = join(userDir, 'context/t/run.json');
    const stored = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    const current = Object.entries(stored).map(([key, text]) => [key, withTime(text)]);
    writeFileSync(path, JSON.stringify(Object.fromEntries(current)));
    await nr.deploy(flow('disk'));
    const [done] = await nr.arrived('done');
    await nr.arrived('got', 3);
    assert.deepEqual([done!['lead'].name, facts(done!)['workflowId'], facts(done!)['resumed']], ['Ada', 'wf-1', true]);
    assert.deepEqual(ids(), Array(3).fill('m2'));
    await until(() => !existsSync(path) || !readFileSync(path, 'utf8').includes('linkedapi_run'));
  });
});

/** An entry whose run began a moment ago; an older run would have reached its time limit. */
function withTime(text: string): string {
  const entry = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify({ ...entry, began: Date.now(), deadline: Date.now() + 3_600_000 });
}

const byPath: Reply = (response, request) => {
  const messages = [known, news].map((one) => ({ ...one, type: 'st', threadId: '2-a', sender: 'them', text: 'Hello' }));
  const events = [{ ...known, id: 'e1' }, news].map(({ id, time }) => ({
    id,
    type: 'connectionAccepted',
    detectedAt: time,
  }));
  const answers: [RegExp, unknown][] = [
    [/conversations/, [{ personUrl: 'https://www.linkedin.com/in/ada', type: 'st', messages }]],
    [/inbox/, { messages }],
    [/network/, { events }],
    [/./, completed(request.path.split('/').at(-1)!)],
  ];
  const [, answer] = answers.find(([path]) => path.test(request.path)) ?? [];
  success(answer)(response, request);
};

const completed = (workflowId: string) => ({
  workflowId,
  workflowStatus: 'completed',
  completion: { actionType: 'st.openPersonPage', label: 'page', success: true, data: {} },
});
