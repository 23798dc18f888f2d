import { LinkedApiError } from '../../client';
import { readGraph } from '../../workflow';
import { catalog } from '../host/catalog';
import { fillGraph } from '../host/fill';
import { bounds, copyAgain, copyReportingOmitted, type RunHistory, type RunRecord } from '../../runs';
import type { AdminRequest, AdminResponse, Runtime } from '../host/node-red';
import { runtimeWiring } from '../host/wiring';

/** The most results, and characters of JSON, in one answer. */
const page = { results: 20, characters: 1_000_000 };

/** The most paths of left-out values in an answer. */
const maxOmitted = 20;

/** Pause between two announcements of changes, in milliseconds. */
const announceEvery = 200;

/** Announces to open editors which run nodes have changed. They ask for the rest, if their user may see it. */
export function announcer(RED: Pick<Runtime, 'comms'>): (nodeId: string) => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  return (nodeId) => {
    changed.add(nodeId);
    timer ??= setTimeout(() => {
      timer = undefined;
      RED.comms?.publish('linkedapi/runs', { nodes: [...changed] });
      changed.clear();
    }, announceEvery).unref();
  };
}

/** Serves runs and results to the editor, and lets it cancel and repeat runs. */
export function serveResults(RED: Runtime, history: RunHistory): void {
  const read = RED.auth.needsPermission('flows.read');
  const write = RED.auth.needsPermission('flows.write');
  const { httpAdmin } = RED;
  httpAdmin.get('/linkedapi/outcomes', read, (_, response) => response.json({ nodes: outcomes(history) }));
  httpAdmin.get('/linkedapi/runs/:node', read, ({ params }, response) =>
    response.json({
      runs: history.of(params['node'] ?? '').map(withoutContents),
      most: bounds.runsOfNode,
    }),
  );
  httpAdmin.get('/linkedapi/runs/:node/:run', read, ({ params, query }, response) => {
    const run = history.get(params['run'] ?? '');
    if (run) response.json(resultsOf(history, run, params['node'] ?? '', Math.max(0, Number(query['from']) || 0)));
    else unknown(response);
  });
  httpAdmin.get('/linkedapi/runs/:node/:run/document', read, ({ params }, response) => {
    const document = history.get(params['run'] ?? '')?.document;
    if (document === undefined) unknown(response);
    else response.json({ document: JSON.parse(document) as unknown });
  });
  const act =
    (act: (run: RunRecord) => Answer | Promise<Answer>) => (request: AdminRequest, response: AdminResponse) => {
      const run = history.get(request.params['run'] ?? '');
      if (!run) return unknown(response);
      void Promise.resolve(run)
        .then(act)
        .catch((error: unknown) =>
          error instanceof LinkedApiError
            ? { ok: false as const, type: error.code, message: error.message }
            : { ok: false as const, type: 'unexpectedError' },
        )
        .then((answer) => response.json(answer));
    };
  httpAdmin.post('/linkedapi/runs/:run/cancel', write, act(cancel));
  httpAdmin.post(
    '/linkedapi/runs/:run/again',
    write,
    act((run) => again(RED, run)),
  );
}

type Answer = { ok: true } | { ok: false; type: string; message?: string; names?: string };

/** For a run that has been forgotten in the meantime. */
function unknown(response: AdminResponse): void {
  response.status(404).json({ ok: false, type: 'unknownRun' });
}

async function cancel(run: RunRecord): Promise<Answer> {
  return (await run.cancel?.()) === true ? { ok: true } : { ok: false, type: 'tooLate' };
}

async function again(RED: Runtime, { nodeId, message }: RunRecord): Promise<Answer> {
  const node = RED.nodes.getNode(nodeId);
  if (!message) return { ok: false, type: 'messageGone' };
  if (!node) return { ok: false, type: 'nodeGone' };
  // Rather no run than one that sends a text with a gap.
  const used = new Set<string>();
  const graph = readGraph(node, runtimeWiring(RED), catalog());
  const watched = copyReportingOmitted(message, (path) => used.add(`msg.${path}`));
  await fillGraph(RED, graph, watched);
  if (used.size > 0) return { ok: false, type: 'notKept', names: [...used].join(', ') };
  node.receive(copyAgain(message));
  return { ok: true };
}

/** A run without its contents. */
function withoutContents(run: RunRecord) {
  const { id, nodeId, began, ended, state, workflowId, summary, error, keep, message, document } = run;
  const { about, sequence } = run;
  const { messageGone, resultsGone, documentGone } = run;
  return {
    ...{ id, nodeId, began, ended, state, workflowId, summary, error, keep, messageGone, resultsGone, documentGone },
    ...{ about, sequence },
    hasDocument: document !== undefined,
    again: message !== undefined && ended !== undefined,
    omitted: (message?.omitted ?? []).slice(0, maxOmitted).map((path) => path.join('.')),
  };
}

/** The status of an action after its last run, with its fingerprint at that time. */
interface Outcome {
  run: string;
  text: string;
  fill: string;
  shape: string;
  print: string;
}

/** The newest outcome of each action, by node id; null while a run is in progress. */
function outcomes(history: RunHistory) {
  const found: Record<string, Outcome | null> = {};
  for (const { nodeId, actions, ended } of history.all()) {
    for (const [id, { shown, print }] of actions) {
      if (ended === undefined) found[id] = null;
      else if (!(id in found)) {
        const { text, fill = 'grey', shape = 'ring' } = shown ?? {};
        // An action has no result if the run failed as a whole.
        found[id] = text ? { run: nodeId, text, fill, shape, print: print() } : null;
      }
    }
  }
  return found;
}

/** One page of an action's results in a run, as `{ results, total, from, next? }`. */
function resultsOf(history: RunHistory, run: RunRecord, nodeId: string, from: number) {
  const all = history.results(run, nodeId);
  const print = run.actions.get(nodeId)?.print();
  if (!all) return { run: withoutContents(run), print, total: 0, results: [] };
  const results: unknown[] = [];
  let room = page.characters;
  for (const { success, label, error, payload, path, about } of all.slice(from, from + page.results)) {
    const result = { success, label, error, path, about, payload };
    const size = JSON.stringify(result).length;
    if (size > room && results.length > 0) break;
    // A result that is too large for an answer is only mentioned.
    results.push(size > page.characters ? { success, label, error, path: [], about, size } : result);
    room -= size;
  }
  const next = from + results.length;
  return { run: withoutContents(run), print, total: all.length, results, ...(next < all.length ? { next } : {}) };
}
