import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runType } from '../catalog/facts';
import { demoFlow } from './demo-flow';
import { errorText } from '../shared';

interface SendEvent {
  source: { node: { type: string; id: string }; port: number };
  msg: { payload?: unknown; linkedapi?: { label?: string; summary?: unknown } };
}
interface CompleteEvent {
  node: { node: { type: string } };
  error?: Error;
}
interface NodeRed {
  init(server: unknown, settings: object): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  hooks: {
    add(name: 'onSend', hook: (events: SendEvent[]) => void): void;
    add(name: 'onComplete', hook: (event: CompleteEvent) => void): void;
  };
}

const root = join(__dirname, '../../..');
const patience = 120_000;

/** The demo without an editor: what the run node sends, line by line on stdout. */
async function main(): Promise<void> {
  const userDir = mkdtempSync(join(tmpdir(), 'linkedapi-demo-'));
  process.on('exit', () => rmSync(userDir, { recursive: true, force: true }));
  writeFileSync(join(userDir, 'flows.json'), JSON.stringify(demoFlow(root)));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
  const RED = require('node-red') as NodeRed;
  RED.init(createServer(), {
    userDir,
    flowFile: 'flows.json',
    nodesDir: [root],
    httpAdminRoot: false,
    httpNodeRoot: false,
    credentialSecret: false,
    logging: { console: { level: 'off' } },
  });
  let summary: unknown;
  const finished = new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error(`The demo did not end within ${patience / 1000} seconds.`)), patience).unref();
    RED.hooks.add('onSend', (events) => {
      for (const { source, msg } of events) {
        if (source.node.type !== runType) continue;
        summary = msg.linkedapi?.summary ?? summary;
        console.log(
          JSON.stringify({ port: source.port + 1, label: msg.linkedapi?.label ?? null, payload: msg.payload }),
        );
      }
    });
    RED.hooks.add('onComplete', ({ node, error }) => {
      if (node.node.type !== runType) return;
      if (error) reject(error);
      else resolve();
    });
  });
  await RED.start();
  await finished;
  console.log(JSON.stringify({ summary }));
  await RED.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(errorText(error));
    process.exit(1);
  },
);
