import assert from 'node:assert/strict';
import { once, type EventEmitter } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoFlow } from '../../src/cli/demo-flow';
import { runType } from '../../src/catalog/facts/special-nodes';
import type { FlowNode } from '../support/node-red/admin-api';
import { repoRoot } from '../support/node-red/hosts';
import { keepTrackOfFolder } from '../support/processes';
import { spawned, Started } from '../support/node-red/started';
import { until } from '../support/until';

/** The client that Node-RED's own editor server is made with. */
const Socket = createRequire(require.resolve('node-red/red.js'))('ws') as new (url: string) => EventEmitter & {
  send(text: string): void;
  close(): void;
};

interface Line {
  port?: number;
  label?: string | null;
  payload?: unknown;
  summary?: { succeeded: number; failed: number; labels: object };
}

describe('the commands of a clone', () => {
  describe('npm run demo', () => {
    it('prints what the run node sends, a JSON object a line, and the summary last', async () => {
      const { stdout, stderr, code } = await demo(repoRoot);
      assert.deepEqual([code, stderr], [0, '']);
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
      const { summary, ...others } = lines.pop()!;
      assert.deepEqual(others, {});
      assert.deepEqual([summary?.succeeded, summary?.failed], [11, 0]);
      assert.deepEqual(Object.keys(summary!.labels), ['people', 'profile', 'skills']);
      for (const line of lines) assert.deepEqual(Object.keys(line), ['port', 'label', 'payload']);
      const times = (text: string, count: number) => new Array<string>(count).fill(text);
      assert.deepEqual(lines.map(({ port, label }) => `${port} ${label}`).sort(), [
        '2 null',
        '3 people',
        ...times('4 profile', 5),
        ...times('5 skills', 5),
      ]);
      const people = lines.find(({ label }) => label === 'people')?.payload as { name: string }[];
      assert.equal(people.length, 5);
      assert.ok(people.every(({ name }) => name.length > 0));
    });

    it('ends with 1 and the reason when the run fails', async () => {
      const clone = temporary();
      for (const part of ['package.json', 'dist', 'examples']) {
        cpSync(join(repoRoot, part), join(clone, part), { recursive: true });
      }
      symlinkSync(join(repoRoot, 'node_modules'), join(clone, 'node_modules'), 'junction');
      const recipes = join(clone, 'examples/recipes');
      for (const name of readdirSync(recipes)) {
        const path = join(recipes, name);
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replaceAll('"sandboxAccount": "sandbox"', '"sandboxAccount": "lapsed"'));
      }
      const { stdout, stderr, code } = await demo(clone);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^[^\n]*subscription[^\n]*\n$/i);
    });
  });

  describe('npm start', () => {
    const ownFolder = () => {
      const folder = join(repoRoot, '.demo');
      return existsSync(folder) ? readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]) : [];
    };
    let untouched: unknown;
    let userDir: string;
    let started: Started | undefined;

    before(() => {
      untouched = ownFolder();
    });
    beforeEach(() => {
      userDir = temporary();
    });
    afterEach(() => started?.stop());
    after(() => assert.deepEqual(ownFolder(), untouched));

    it('opens an editor with the demo, and ends with 0 on SIGTERM', async () => {
      started = await Started.in(userDir);
      const page = await started.api.get('/');
      assert.match(page.text, /<title>Node-RED<\/title>/);
      const flows = await started.api.getFlows();
      assert.deepEqual(flows, demoFlow(repoRoot));
      assert.deepEqual(
        flows.filter(({ type }) => type === 'inject').map((node) => node['once']),
        [true],
      );
      assert.equal(await started.stop(), 0);
    });

    it('keeps the demo as it was left, runs it once, and takes another port if its own is in use', async () => {
      // The command prints what a debug node writes to the console.
      const left = demoFlow(repoRoot).map((node) => ({ ...node, ...(node['type'] === 'debug' && { console: true }) }));
      writeFileSync(join(userDir, 'flows.json'), JSON.stringify(left));
      started = await Started.in(userDir);
      const shown = (name: string) => started!.printed.split(`[debug:${name}]`).length - 1;
      await started.prints(() => shown('summary') > 0);
      assert.deepEqual(['people', 'profile', 'skills', 'summary'].map(shown), [1, 5, 5, 1]);

      const taken = new URL(started.api.url).port;
      const beside = await Started.in(temporary(), taken);
      try {
        assert.ok(Number(new URL(beside.api.url).port) > Number(taken));
      } finally {
        await beside.stop();
      }
    });

    it('shows once what came before the first editor was ready', async () => {
      started = await Started.in(userDir);
      const editor = new Socket(`${started.api.url.replace('http', 'ws')}/comms`);
      const shown: unknown[] = [];
      editor.on('message', (text: Buffer) => {
        const events = [JSON.parse(String(text))].flat() as { topic?: string; data?: { id?: string } }[];
        shown.push(...events.filter(({ topic, data }) => topic === 'debug' && data?.id !== undefined));
      });
      await once(editor, 'open');
      editor.send(JSON.stringify({ subscribe: 'debug' }));
      const run = demoFlow(repoRoot).find(({ type }) => type === runType)!;
      await until(async () =>
        (await started!.api.get(`/linkedapi/runs/${String(run['id'])}`)).text.includes('"completed"'),
      );
      editor.send(JSON.stringify({ subscribe: 'status/#' }));
      await until(() => shown.length >= 12);
      // Everything sent to this editor earlier arrives before this.
      await started.api.inject(String(demoFlow(repoRoot).find(({ type }) => type === 'inject')!['id']));
      await until(() => shown.length >= 24);
      assert.equal(shown.length, 24);
      editor.close();
    });

    it('starts over with --fresh', async () => {
      writeFileSync(join(userDir, 'flows.json'), '[]');
      started = await Started.in(userDir, '0', '--fresh');
      assert.deepEqual(await started.api.getFlows(), demoFlow(repoRoot) as FlowNode[]);
    });
  });
});

async function demo(root: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const child = spawned(join(root, 'dist/src/cli/demo.js'));
  let [stdout, stderr] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { stdout, stderr, code };
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linkedapi-commands-'));
  keepTrackOfFolder(folder);
  return folder;
}
