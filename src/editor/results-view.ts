import type { Count, PathStep } from '../workflow/results';
import type { ToldResult, ToldRun } from './runs-api';
import { say } from './words';

/** How a run stands. */
export const stateOf = ({ state }: ToldRun): string =>
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

/** A run's facts and the buttons for what can be done with it. */
export function runFacts(run: ToldRun, act: (what: 'cancel' | 'again') => void): JQuery {
  const facts = $('<div class="linkedapi-run-facts"></div>');
  const line = (words: string, value: JQuery) =>
    facts.append($('<span class="linkedapi-results-quiet"></span>').text(words), value);
  const live = run.ended === undefined;

  line(say('results.state'), $('<span></span>').addClass(`linkedapi-run-${run.state}`).text(stateOf(run))); // prettier-ignore
  if (run.workflowId) line(say('results.workflow'), $('<code></code>').text(run.workflowId));
  line(say('results.time'), $('<span></span>').text(timeOf(run)));
  if (run.error) {
    line(say('results.error'), $('<span class="linkedapi-results-error"></span>').append($('<code></code>').text(run.error.type), $('<span></span>').text(` ${run.error.message}`))); // prettier-ignore
  }
  const all = $('<div class="linkedapi-run"></div>').append(facts);
  if (run.summary) {
    const { labels, ...total } = run.summary;
    all.append(counts([[say('results.total'), total], ...Object.entries(labels)]));
  }
  const omitted = run.omitted.map((name) => `msg.${name}`).join(', ');
  const why = live
    ? ''
    : run.messageGone
      ? say({ tooLarge: 'results.messageTooLarge', noRoom: 'results.messageNoRoom' }[run.messageGone])
      : '';
  const buttons = $('<div class="linkedapi-run-buttons"></div>').appendTo(all);
  const button = (what: 'cancel' | 'again', icon: string) =>
    $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
      .attr('data-do', what)
      .append(
        `<i class="fa fa-${icon}"></i> `,
        $('<span></span>').text(say({ cancel: 'results.cancel', again: 'results.again' }[what])),
      )
      .appendTo(buttons)
      .on('click', () => act(what));
  if (RED.user.hasPermission('flows.write')) {
    if (live) button('cancel', 'stop');
    else if (run.again) button('again', 'repeat');
  }
  const note = why || (run.again && omitted ? say('results.omitted', { omitted }) : '');
  if (note) all.append($('<div class="linkedapi-help"></div>').text(note));
  return all;
}

function timeOf({ began, ended }: ToldRun): string {
  const from = new Date(began).toLocaleString();
  if (ended === undefined) return say('results.since', { from });
  const seconds = (ended - began) / 1000;
  const took = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  return say('results.took', { from, seconds: took });
}

/** A table with the counts of each label, failures in red. */
function counts(rows: readonly (readonly [string, Count])[]): JQuery {
  const table = $('<table class="linkedapi-counts"></table>');
  const head = $('<tr><th></th></tr>').appendTo(table);
  const columns = ['succeeded', 'failed', 'skipped'] as const;
  const words = [say('results.succeeded'), say('results.failed'), say('results.skipped')];
  for (const word of words) head.append($('<th scope="col"></th>').text(word));
  for (const [name, count] of rows) {
    const row = $('<tr></tr>').append($('<th scope="row"></th>').text(name)).appendTo(table);
    for (const column of columns) {
      row.append($('<td></td>').addClass(count[column] > 0 ? `linkedapi-${column}` : '').text(String(count[column]))); // prettier-ignore
    }
  }
  return table;
}

/** One result: whose it is, how it went, and what it brought. */
export function resultOf({ success, error, path, payload, size }: ToldResult): JQuery {
  const shown = $('<div class="linkedapi-result"></div>').toggleClass('linkedapi-result-failed', !success);
  const head = $('<div class="linkedapi-result-head"></div>').appendTo(shown);
  head.append(`<i class="fa fa-fw fa-${success ? 'check' : 'times'}"></i>`, whose(path));
  if (error) {
    shown.append($('<div class="linkedapi-results-error"></div>').append($('<code></code>').text(error.type), $('<span></span>').text(` ${error.message}`))); // prettier-ignore
  }
  if (size !== undefined) {
    shown.append($('<div class="linkedapi-help"></div>').text(say('results.large', { size: (size / 1e6).toFixed(1) })));
  } else if (success) shown.append(tree(payload));
  return shown;
}

/** Like a value in Node-RED’s own debug messages. */
function tree(value: unknown): JQuery {
  const holder = $('<div class="linkedapi-result-data red-ui-debug-msg"></div>');
  try {
    // Any path but its own has the first level opened.
    const options = { sourceId: 'linkedapi-results', path: '', rootPath: '', expandPaths: ['.'], enablePinning: false };
    return holder.append(RED.utils.createObjectElement(value, options));
  } catch {
    // It stumbles over some names of members, such as hasOwnProperty.
    return holder.append($('<code></code>').text(JSON.stringify(value)));
  }
}

const longest = 60;

/** The items on the way: "2. Ada Lovelace › 1. Analyst". */
function whose(path: readonly PathStep[]): JQuery {
  const steps = path.filter(({ index }) => index !== undefined);
  const words = steps.map(({ index = 0, item }) => `${index + 1}. ${nameOf(item)}`.trim()).join(' › ');
  const facts = steps.flatMap(({ item }) => (item ? [JSON.stringify(item, null, 1)] : []));
  return $('<span></span>').text(words || say('results.result')).attr('title', facts.join('\n')); // prettier-ignore
}

/** What names a thing: its name or title, else the first text that is no address. */
function nameOf(item: Readonly<Record<string, unknown>> = {}): string {
  const texts = Object.values(item).filter((value): value is string => typeof value === 'string' && value !== '');
  const text = (key: string) => texts.find((value) => value === item[key]);
  const named = text('name') ?? text('title') ?? text('text');
  const name = named ?? texts.find((value) => !value.startsWith('http')) ?? texts[0] ?? '';
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}
