import { closeBrowser, openEditor } from '../test/support/browser/browser';
import { action, tab } from '../test/support/flows/flows';
import { startNodeRed } from '../test/support/node-red/node-red';
import { catalog } from '../test/support/flows/trees';
import { eachField } from '../src/build/html/words';
import { median, round } from './measure';

/**
 * How long the editor takes to open the dialogs with the most fields, until they are filled in; for comparison, in the
 * same page, the one of Node-RED's own `http request`.
 */
export async function dialogs(most = 5, runs = 7) {
  const actions = [...catalog.actions]
    .sort((a, b) => eachField(b.params).length - eachField(a.params).length)
    .slice(0, most);
  const flows = tab('dialogs', ...actions.map(({ type }, index) => action(type, `action${index}`)), {
    id: 'reference',
    type: 'http request',
    wires: [[]],
  });
  const nodeRed = await startNodeRed({ version: '4.1', install: 'nodesDir', flows });
  const editor = await openEditor(nodeRed);
  const open = async (id: string): Promise<number> => {
    const ms = await editor.red((RED, one) => {
      const start = performance.now();
      RED.editor.edit(RED.nodes.node(one));
      return performance.now() - start;
    }, id);
    await editor.dialogOpened();
    await editor.page.click('#node-dialog-cancel');
    await editor.page.waitForFunction(() => document.querySelectorAll('.red-ui-tray').length === 0);
    return ms;
  };
  const timed = async (id: string) => {
    const times: number[] = [];
    for (let run = 0; run <= runs; run += 1) times.push(await open(id));
    return median(times.slice(1));
  };
  const all: { fields: number; ms: number }[] = [];
  for (const [index, { params }] of actions.entries()) {
    all.push({ fields: eachField(params).length, ms: round(await timed(`action${index}`), 1) });
  }
  const referenceMs = round(await timed('reference'), 1);
  await editor.close();
  await closeBrowser();
  await nodeRed.kill();
  const slowest = all.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  return { slowest, referenceMs, ratio: round(slowest.ms / referenceMs, 2) };
}
