import { LinkedApiError } from '../../client';
import { readGraph } from '../../workflow';
import { catalog } from '../host/catalog';
import { fillGraph } from '../host/fill';
import { bounds, copyAgain, copyReportingOmitted, type RunHistory, type RunRecord } from '../../runs';
import type { AdminRequest, AdminResponse, Runtime } from '../host/node-red';
import { runtimeWiring } from '../host/wiring';

/** One answer holds at most so many results, and so many characters of JSON. */
const page = { results: 20, characters: 1_000_000 };

/** So many names of what was not kept are shown. */
const mostOmitted = 20;

/** Pause between two announcements of changes, in milliseconds. */
const announceEvery = 200;

/** Tells open editors which run nodes have news; what the news are they ask for, if their user may see them. */
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

/** What the editor shows of runs and results, and what it may do with a run. */
export function serveResults(RED: Runtime, history: RunHistory): void {
  const read = RED.auth.needsPermission('flows.read');
  const write = RED.auth.needsPermission('flows.write');
  const { httpAdmin } = RED;
  httpAdmin.get('/linkedapi/outcomes', read, (_, response) => response.json({ nodes: outcomes(history) }));
  httpAdmin.get('/linkedapi/runs/:node', read, ({ params }, response) =>
    response.json({
      runs: history
        .of(params['node'] ?? '')
        .slice(0, bounds.runsOfNode * 2)
        .map(told),
      most: bounds.runsOfNode,
    }),
  );
  httpAdmin.get('/linkedapi/runs/:node/:run', read, ({ params, query }, response) => {
    const run = history.get(params['run'] ?? '');
    if (run) response.json(resultsOf(history, run, params['node'] ?? '', Math.max(0, Number(query['from']) || 0)));
    else unknown(response);
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

/** A run that has been forgotten meanwhile. */
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
  // Better no run than one with a gap in a text it sends.
  const used = new Set<string>();
  const graph = readGraph(node, runtimeWiring(RED), catalog());
  const watched = copyReportingOmitted(message, (path) => used.add(`msg.${path}`));
  await fillGraph(RED, graph, watched);
  if (used.size > 0) return { ok: false, type: 'notKept', names: [...used].join(', ') };
  node.receive(copyAgain(message));
  return { ok: true };
}

/** A run without its contents. */
function told(run: RunRecord) {
  const { id, nodeId, began, ended, state, workflowId, summary, error, keep, message, messageGone, resultsGone } = run;
  return {
    ...{ id, nodeId, began, ended, state, workflowId, summary, error, keep, messageGone, resultsGone },
    again: message !== undefined && ended !== undefined,
    omitted: (message?.omitted ?? []).slice(0, mostOmitted).map((path) => path.join('.')),
  };
}

/** What an action showed after its last run, under which run node, and what it was like then. */
interface Outcome {
  run: string;
  text: string;
  fill: string;
  shape: string;
  print: string;
}

/** By node, the newest outcome of each action that is not just now under way. */
function outcomes(history: RunHistory) {
  const found: Record<string, Outcome | null> = {};
  for (const { nodeId, actions, ended } of history.all()) {
    for (const [id, { shown, print }] of actions) {
      if (ended === undefined) found[id] = null;
      else if (!(id in found)) {
        const { text, fill = 'grey', shape = 'ring' } = shown ?? {};
        // A run that failed as a whole leaves an action without a result.
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
  if (!all) return { run: told(run), print, total: 0, results: [] };
  const results: unknown[] = [];
  let room = page.characters;
  for (const { success, label, error, payload, path } of all.slice(from, from + page.results)) {
    const result = { success, label, error, path, payload };
    const size = JSON.stringify(result).length;
    if (size > room && results.length > 0) break;
    // One that is too large for any answer is told, not shown.
    results.push(size > page.characters ? { success, label, error, path: [], size } : result);
    room -= size;
  }
  const next = from + results.length;
  return { run: told(run), print, total: all.length, results, ...(next < all.length ? { next } : {}) };
}
