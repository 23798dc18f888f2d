import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { demoFlow } from './demo-flow';

const root = join(__dirname, '../../..');
const flowFile = 'flows.json';

/** Node-RED with this package from the checkout, in a folder of its own, so that no other Node-RED of the user is touched. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '1880' },
      'user-dir': { type: 'string', default: join(root, '.demo') },
      fresh: { type: 'boolean', default: false },
    },
  });
  const userDir = resolve(values['user-dir']);
  mkdirSync(userDir, { recursive: true });
  if (values.fresh) rmSync(join(userDir, flowFile), { force: true });
  // Whoever has changed the demo finds it as it was left.
  if (!existsSync(join(userDir, flowFile)))
    writeFileSync(join(userDir, flowFile), JSON.stringify(demoFlow(root), null, 2));
  const port = await freePort(Number(values.port));
  const settings = join(userDir, 'settings.js');
  writeFileSync(settings, settingsFor(port));
  const child = spawn(process.execPath, [nodeRed(), '--userDir', userDir, '--settings', settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let announced = false;
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    // Node-RED says so after each deploy, too.
    if (!announced && chunk.includes('Started flows')) {
      announced = true;
      console.log(
        `\nNode-RED with the Linked API nodes and their sandbox: http://127.0.0.1:${port}\nCtrl-C stops it.\n`,
      );
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
}

function nodeRed(): string {
  const manifest = require.resolve('node-red/package.json', { paths: [root] });
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
  return join(manifest, '..', bin['node-red']!);
}

const call = (file: string, name: string) =>
  `require(${JSON.stringify(join(__dirname, file))}).${name}(${JSON.stringify(nodeRed())});`;

const settingsFor = (port: number) => `${call('local-only.js', 'answerOnlyLocally')}
${call('earlier-messages.js', 'keepForFirstEditor')}

module.exports = ${JSON.stringify(
  {
    uiHost: '127.0.0.1',
    uiPort: port,
    flowFile,
    flowFilePretty: true,
    credentialSecret: false,
    nodesDir: [root],
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false } },
    logging: { console: { level: 'info', metrics: false, audit: false } },
  },
  null,
  2,
)};
`;

/** The first port from `first` on that nobody listens on; any for 0. */
function freePort(first: number, tries = 100): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && tries > 0) resolve(freePort(first + 1, tries - 1));
      else reject(error);
    });
    probe.listen(first, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
