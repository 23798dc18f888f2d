import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '../src/catalog/facts/catalog';
import type { ActionFacts } from '../src/catalog/facts/action-facts';
import { translateToEnglish } from '../src/catalog/facts/sentences';
import { completionFrom } from '../src/client';
import { checkFlows } from '../src/editor/canvas/check-flows';
import { makeMessages } from '../src/runs';
import { check } from '../src/workflow/check/check';
import { compile } from '../src/workflow/compile';
import { documentToFlow } from '../src/flow-file/to-flow';
import { countActions } from '../src/workflow/tree';
import { runToEnd } from '../test/support/run-to-end';
import { editorWith } from '../test/support/flows/fake-editor';
import { round, timeBeside, timeOf } from './measure';
import { completionText, completionTree, treeOf } from './trees';

const facts = readFileSync(join(process.cwd(), 'dist/src/catalog/facts/actions.json'), 'utf8');
const catalog = new Catalog(JSON.parse(facts) as ActionFacts[], translateToEnglish);

/**
 * Checking and compiling trees of three sizes, compared with turning the same document into JSON; `perActionRatio` near 1 means that
 * the time grows with the size and no faster.
 */
export function checkAndCompile() {
  const sizes = [10, 255, 10_000].map((size) => {
    const roots = treeOf(size);
    const checkMs = timeOf(() => check(roots, catalog));
    const compileMs = timeOf(() => compile(roots, catalog));
    const document = compile(roots, catalog);
    const referenceMs = timeOf(() => JSON.stringify(document));
    return { actions: countActions(roots), errors: check(roots, catalog).length, checkMs, compileMs, referenceMs };
  });
  const perAction = ({ actions, checkMs, compileMs }: (typeof sizes)[number]) => (checkMs + compileMs) / actions;
  return {
    sizes: sizes.map(({ checkMs, compileMs, referenceMs, ...size }) => ({
      ...size,
      checkMs: round(checkMs),
      compileMs: round(compileMs),
      referenceMs: round(referenceMs),
      ratio: round((checkMs + compileMs) / referenceMs, 1),
    })),
    perActionRatio: round(perAction(sizes[2]!) / perAction(sizes[1]!), 2),
  };
}

/** Checking every node of a flow, as after each drawn wire: several run nodes with trees of their own. */
export function revalidation(size = 500) {
  const parts = 10;
  const flow = Array.from({ length: parts }, (_, part) => {
    let serial = 0;
    const id = () => `p${part}n${++serial}`;
    const document = compile(treeOf(size / parts), catalog);
    const { nodes, roots } = documentToFlow(document, { catalog, id, z: 'tab', x: 200, y: 100 + part * 2000 });
    return [{ id: `run${part}`, type: 'linkedapi-run', z: 'tab', x: 100, y: 0, wires: [roots, []] }, ...nodes];
  }).flat();
  const editor = editorWith([{ id: 'tab', type: 'tab' }, ...flow]);
  return {
    actions: flow.length - parts,
    errors: checkFlows(editor, catalog).errors.size,
    ms: round(timeOf(() => checkFlows(editor, catalog))),
  };
}

/** From a parsed completion to the messages of a label’s port, compared with parsing the completion’s text. */
export function delivery(results = 100_000) {
  const text = completionText(results);
  const receivers = {
    labels: ['people', 'profile'],
    wiredLabels: new Set(['profile']),
    tapped: new Set<string>(),
    completionWired: false,
    delivery: 'each' as const,
  };
  const tools = { cloneMessage: structuredClone, generateId: () => 'id' };
  let messages = 0;
  const timed = timeBeside(
    // Delivering consumes the completion, so each run gets its own.
    () => ({ workflowId: 'wf-1', workflowStatus: 'completed', completion: completionFrom(text), text }),
    (state) => {
      const { ports } = runToEnd(
        makeMessages(state, completionTree, catalog, { _msgid: '1', topic: 'bench' }, receivers, tools),
      );
      messages = ports.flat().length;
    },
    () => JSON.parse(text) as unknown,
  );
  return { results: messages, megabytes: round(text.length / 1e6, 1), ...timed };
}
