import type { About, Count, PathStep, Summary } from '../../workflow';
import type { ShownResult, ShownRun } from './runs-api';
import { locale, say } from '../red/words';

/** The state of a run, as text. */
const stateOf = ({ state }: ShownRun): string =>
  say(
    {
      checking: 'results.checking',
      queued: 'results.queued',
      outsideWorkingHours: 'results.outsideWorkingHours',
      running: 'results.running',
      completed: 'results.completed',
      failed: 'results.failed',
      cancelled: 'results.cancelled',
    }[state],
  );

const failuresOf = ({ state, summary }: ShownRun): number => summary?.failed ?? (state === 'failed' ? 1 : 0);

/** Runs by line, newest first: a sequence of messages is one line, and its runs with failures come first. */
export function linesOf(runs: readonly ShownRun[]): ShownRun[][] {
  const lines = new Map<string, ShownRun[]>();
  for (const run of runs) {
    const key = run.sequence === undefined ? run.id : `sequence ${run.sequence}`;
    const line = lines.get(key);
    if (line) line.push(run);
    else lines.set(key, [run]);
  }
  return [...lines.values()].map((line) => line.sort((a, b) => failuresOf(b) - failuresOf(a)));
}

const clock = (time: number) => new Date(time).toLocaleTimeString(locale());

/** Whom or what a run is about, its failures, its state and when it began. */
export function runLine(run: ShownRun): string {
  const failed = run.summary && run.summary.failed > 0 ? `✗ ${run.summary.failed}` : '';
  return [run.about, failed, stateOf(run), clock(run.began)].filter(Boolean).join(' · ');
}

/** The number of runs of a sequence, its totals and when it began. */
export const sequenceLine = (runs: readonly ShownRun[]): string =>
  [
    say('results.runs', { count: runs.length }),
    totalsOf(runs),
    clock(Math.min(...runs.map(({ began }) => began))),
  ].join(' · ');

/** The results that succeeded and failed in several runs, and the runs that failed or are in progress. */
export function totalsOf(runs: readonly ShownRun[]): string {
  const sum = (count: (run: ShownRun) => number) => runs.reduce((total, run) => total + count(run), 0);
  const failed = sum((run) => run.summary?.failed ?? 0);
  const failedRuns = sum(({ state }) => (state === 'failed' ? 1 : 0));
  const open = sum(({ ended }) => (ended === undefined ? 1 : 0));
  return [
    `✓ ${sum((run) => run.summary?.succeeded ?? 0)}`,
    failed > 0 ? `✗ ${failed}` : '',
    failedRuns > 0 ? say('results.runsFailed', { count: failedRuns }) : '',
    open > 0 ? say('results.runsOpen', { count: open }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The button to cancel or repeat a run, if that is possible. */
export function runButton(run: ShownRun, act: (what: 'cancel' | 'again') => void): JQuery | undefined {
  const what = run.ended === undefined ? 'cancel' : 'again';
  if (!RED.user.hasPermission('flows.write') || (what === 'again' && !run.again)) return undefined;
  return $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
    .attr('data-do', what)
    .append(`<i class="fa fa-${{ cancel: 'stop', again: 'repeat' }[what]}"></i> `)
    .append($('<span></span>').text(say({ cancel: 'results.cancel', again: 'results.again' }[what])))
    .on('click', () => act(what));
}

/** The facts of a run; folded if it was successful, unless `wide`. `load` resolves with the document that was sent. */
export function runFacts(
  run: ShownRun,
  wide: boolean,
  button: JQuery | undefined,
  load: () => Promise<unknown>,
): JQuery {
  const facts = $('<div class="linkedapi-run-facts"></div>');
  const line = (words: string, value: JQuery) =>
    facts.append($('<span class="linkedapi-results-quiet"></span>').text(words), value);
  line(say('results.time'), $('<span></span>').text(timeOf(run)));
  if (run.workflowId) line(say('results.workflow'), $('<code></code>').text(run.workflowId));
  if (run.error && run.state !== 'cancelled') line(say('results.error'), errorOf(run.error));
  const omitted = run.omitted.map((name) => `msg.${name}`).join(', ');
  const why =
    run.messageGone && say({ tooLarge: 'results.messageTooLarge', noRoom: 'results.messageNoRoom' }[run.messageGone]);
  const note = $('<div class="linkedapi-help"></div>').text(
    why ?? (run.again && omitted ? say('results.omitted', { omitted }) : ''),
  );
  const all = $('<div class="linkedapi-run"></div>');
  if (run.summary) {
    if (button) all.append(button);
    return all.append(summary(run.summary, [facts, note, sentDocument(run, load)], wide));
  }
  all.append(facts, note, sentDocument(run, load));
  return button ? all.append(button) : all;
}

/** What was sent, loaded when it is unfolded. */
function sentDocument({ hasDocument, documentGone }: ShownRun, load: () => Promise<unknown>): JQuery {
  if (documentGone) return $('<div class="linkedapi-help"></div>').text(say('results.documentGone'));
  if (!hasDocument) return $('<div></div>');
  const folded = $('<details class="linkedapi-sent"></details>').append(
    $('<summary></summary>').text(say('results.sent')),
  );
  let asked = false;
  return folded.on('toggle', () => {
    if (asked) return;
    asked = true;
    load().then(
      (document) => folded.append(tree(document)),
      () => folded.append($('<div class="linkedapi-help"></div>').text(say('results.documentGone'))),
    );
  });
}

const errorOf = ({ type, message }: { type: string; message: string }): JQuery =>
  $('<div class="linkedapi-results-error"></div>').append(
    $('<code></code>').text(type),
    $('<span></span>').text(` ${message}`),
  );

function timeOf({ began, ended }: ShownRun): string {
  const from = new Date(began).toLocaleString(locale());
  if (ended === undefined) return say('results.since', { from });
  const seconds = (ended - began) / 1000;
  const took = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  return say('results.took', { from, seconds: took });
}

/** One line with the counts of all actions; unfolded, more about the run and the counts of each label. */
function summary({ labels, ...total }: Summary, more: JQuery[], open: boolean): JQuery {
  const columns = ['succeeded', 'failed', 'skipped'] as const;
  const words = [say('results.succeeded'), say('results.failed'), say('results.skipped')];
  const mark = (tag: string, count: Count, column: (typeof columns)[number], text: string) =>
    $(`<${tag}></${tag}>`)
      .addClass(count[column] > 0 ? `linkedapi-${column}` : '')
      .text(text);
  const line = $('<summary></summary>');
  const signs = ['✓', '✗', words[2]];
  columns.forEach((column, index) =>
    line.append(mark('span', total, column, `${signs[index]} ${total[column]}`).attr('title', words[index]!)),
  );
  const folded = $('<details class="linkedapi-counts"></details>')
    .append(line, ...more)
    .prop('open', open);
  if (Object.keys(labels).length === 0) return folded;
  const table = $('<table></table>').appendTo(folded);
  const head = $('<tr><th></th></tr>').appendTo(table);
  for (const word of words) head.append($('<th scope="col"></th>').text(word));
  for (const [label, count] of Object.entries(labels)) {
    const row = $('<tr></tr>').append($('<th scope="row"></th>').text(label)).appendTo(table);
    for (const column of columns) row.append(mark('td', count, column, String(count[column])));
  }
  return folded;
}

/** One result: whom it is about, whether it succeeded, and its data. */
export function resultOf({ success, error, path, about, payload, size }: ShownResult): JQuery {
  const shown = $('<div class="linkedapi-result"></div>').toggleClass('linkedapi-result-failed', !success);
  const head = $('<div class="linkedapi-result-head"></div>').appendTo(shown);
  head.append(`<i class="fa fa-fw fa-${success ? 'check' : 'times'}"></i>`, subjectOf(path, about));
  if (error) shown.append(errorOf(error));
  if (size !== undefined) {
    shown.append($('<div class="linkedapi-help"></div>').text(say('results.large', { size: (size / 1e6).toFixed(1) })));
  } else if (success) shown.append(tree(payload));
  return shown;
}

/** Like a value in Node-RED’s own debug messages. */
function tree(value: unknown): JQuery {
  const holder = $('<div class="linkedapi-result-data red-ui-debug-msg"></div>');
  try {
    // Node-RED opens the first level only for an unknown path.
    const options = { sourceId: 'linkedapi-results', path: '', rootPath: '', expandPaths: ['.'], enablePinning: false };
    return holder.append(RED.utils.createObjectElement(value, options));
  } catch {
    // Node-RED fails for some property names, such as hasOwnProperty.
    return holder.append($('<code></code>').text(JSON.stringify(value)));
  }
}

const longest = 60;

/** The items on the path: "2. Ada Lovelace › 1. Analyst". Without any, the page that was opened. */
function subjectOf(path: readonly PathStep[], about: About = {}): JQuery {
  const steps = path.filter(({ index }) => index !== undefined);
  const words = steps.map(({ index = 0, item }) => `${index + 1}. ${nameOf(item)}`.trim()).join(' › ');
  const facts = steps.flatMap(({ item }) => (item ? [JSON.stringify(item, null, 1)] : []));
  return $('<span></span>')
    .text(words || nameOf(Object.values(about).at(-1)) || say('results.result'))
    .attr('title', facts.join('\n'));
}

/** The name or title of an item, or else its first text that is not an address. */
function nameOf(item: Readonly<Record<string, unknown>> = {}): string {
  const texts = Object.values(item).filter((value): value is string => typeof value === 'string' && value !== '');
  const text = (key: string) => texts.find((value) => value === item[key]);
  const named = text('name') ?? text('title') ?? text('text');
  const name = named ?? texts.find((value) => !value.startsWith('http')) ?? texts[0] ?? '';
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}
