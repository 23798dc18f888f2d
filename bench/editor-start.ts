import { closeBrowser, openEditor } from '../test/support/browser/browser';
import { startNodeRed } from '../test/support/node-red/node-red';
import { median, round } from './measure';

/**
 * Milliseconds until an editor with an empty flow can be used, without and with the package, and the median of the ratios. Pairs
 * are interleaved, so that a drift in the machine's speed affects both.
 */
export async function editorStart(pairs = 9) {
  const hosts = [
    await startNodeRed({ version: '4.1', install: 'none' }),
    await startNodeRed({ version: '4.1', install: 'nodesDir' }),
  ];
  const times: number[][] = [[], []];
  for (let pair = -1; pair < pairs; pair++) {
    for (const [index, host] of hosts.entries()) {
      const start = performance.now();
      const editor = await openEditor(host);
      // The first pair warms up.
      if (pair >= 0) times[index]!.push(performance.now() - start);
      await editor.close();
    }
  }
  await Promise.all(hosts.map((host) => host.kill()));
  await closeBrowser();
  const [without = [], withPackage = []] = times;
  const ratios = withPackage.map((ms, index) => ms / without[index]!);
  return {
    withoutMs: round(median(without), 0),
    withMs: round(median(withPackage), 0),
    ratio: round(median(ratios), 3),
  };
}
