import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startNodeRed } from '../test/support/node-red/node-red';
import { median, round } from './measure';

/** Loads Node-RED, then the package as Node-RED loads it, and prints the CPU time of each in microseconds. */
const loader = `
  const used = (from) => { const { user, system } = process.cpuUsage(from); return user + system; };
  const start = process.cpuUsage();
  require(process.argv[1]);
  const nodeRed = used(start);
  const nothing = () => undefined;
  const methods = new Proxy({}, { get: () => nothing });
  const RED = new Proxy({ settings: {}, auth: { needsPermission: () => nothing } }, { get: (known, name) => known[name] ?? methods });
  const before = process.cpuUsage();
  for (const file of process.argv.slice(2)) require(file)(RED);
  const ours = used(before);
  process.stdout.write(JSON.stringify({ nodeRed, ours }), () => process.exit());`;

/** The cost of the package at a start, in milliseconds of CPU in a process that has loaded Node-RED, and that of Node-RED. */
export function loading(runs = 15) {
  const { nodes } = (JSON.parse(readFileSync('package.json', 'utf8')) as { 'node-red': { nodes: object } })['node-red'];
  const files = Object.values(nodes).map((file: string) => join(process.cwd(), file));
  const measured = Array.from({ length: runs }, () => {
    const printed = execFileSync(process.execPath, ['-e', loader, require.resolve('node-red'), ...files], {
      encoding: 'utf8',
    });
    return JSON.parse(printed) as { nodeRed: number; ours: number };
  });
  const ms = (which: 'nodeRed' | 'ours') => round(median(measured.map((one) => one[which] / 1000)), 1);
  return { cpuMs: ms('ours'), nodeRedCpuMs: ms('nodeRed'), ratio: round(ms('ours') / ms('nodeRed'), 3) };
}

/** The panels and help that the editor loads for the package, compared with an editor without it. */
export async function editorBytes() {
  const [bare, full] = [await nodesHtml('none'), await nodesHtml('nodesDir')];
  const page = readFileSync(join(process.cwd(), 'dist/nodes/linkedapi.html'), 'utf8');
  const bundle = /<script type="text\/javascript">\n([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const types = (full.match(/data-template-name="linkedapi-/g) ?? []).length;
  const size = (text: string) => Buffer.byteLength(text);
  return {
    types,
    htmlBytes: size(full) - size(bare) - size(bundle),
    bytesPerType: round((size(full) - size(bare) - size(bundle)) / types, 0),
    bundleBytes: size(bundle),
    bundleGzipped: gzipSync(bundle).length,
  };
}

async function nodesHtml(install: 'none' | 'nodesDir'): Promise<string> {
  const nodeRed = await startNodeRed({ version: '4.1', install });
  const response = await fetch(new URL('nodes', `${nodeRed.url}/`), { headers: { accept: 'text/html' } });
  const html = await response.text();
  await nodeRed.kill();
  return html;
}
