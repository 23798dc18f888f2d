import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { performance } from 'node:perf_hooks';
import { startNodeRed } from '../test/support/node-red';
import { median, round } from './measure';

/** From the start of the process to running flows, with and without the package, in turn. */
export async function loading(runs = 10) {
  const pairs: { bare: number; withPackage: number }[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const pair = { bare: 0, withPackage: 0 };
    // Taking turns at going first, as whoever comes second finds warmer disks.
    const order = run % 2 ? (['bare', 'withPackage'] as const) : (['withPackage', 'bare'] as const);
    for (const which of order) pair[which] = await startMs(which === 'bare' ? 'none' : 'nodesDir');
    if (run > 0) pairs.push(pair);
  }
  return {
    bareMs: round(median(pairs.map(({ bare }) => bare)), 0),
    withPackageMs: round(median(pairs.map(({ withPackage }) => withPackage)), 0),
    overBareMs: round(median(pairs.map(({ bare, withPackage }) => withPackage - bare)), 0),
  };
}

async function startMs(install: 'none' | 'nodesDir'): Promise<number> {
  const start = performance.now();
  const nodeRed = await startNodeRed({ version: '4.1', install });
  const ms = performance.now() - start;
  await nodeRed.kill();
  return ms;
}

/** What the editor loads for the package, panels and help, beyond what it loads without it. */
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
