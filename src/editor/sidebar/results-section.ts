import type { Catalog } from '../../catalog/facts';
import type { CanvasNode } from '../canvas/canvas';
import { Prints } from './outcomes';
import { linesOf, resultOf, runButton, runFacts, runLine, sequenceLine, totalsOf } from './results-view';
import { ask, onNews, type Done, type Refused, type ResultPage, type ShownRun } from './runs-api';
import type { Selected } from '../canvas/selected';
import type { SidebarSection } from './sidebar';
import { say } from '../red/words';

/** The last runs of a run node and, if an action is selected, its results. */
export class ResultsSection implements SidebarSection {
  readonly title = say('results.title');
  readonly element = $('<div class="linkedapi-results"></div>');
  private selected: Selected | undefined;
  private news = true;
  private runs: readonly ShownRun[] = [];
  /** The run the user has chosen; otherwise the newest is shown. */
  private chosen: string | undefined;
  /** The last request; answers to earlier ones are dropped. */
  private asked = '';
  /** What is shown. */
  private drawn = '';

  constructor(readonly catalog: Catalog) {
    onNews((runNodes) => {
      const run = this.selected?.run;
      if (!run || !runNodes.includes(run.id)) return;
      this.news = true;
      if (this.element[0]!.offsetParent) void this.load();
    });
  }

  update(selected: Selected): void {
    const before = this.target();
    this.selected = selected;
    if (this.target() !== before) {
      this.chosen = undefined;
      this.news = true;
    }
    if (this.news) void this.load();
    else this.markStale();
  }

  /** The ids of the shown nodes in the runtime. */
  private target(): string {
    const { run, action } = this.selected ?? {};
    return `${run?.id ?? ''} ${action?.id ?? ''}`;
  }

  private async load(): Promise<void> {
    const { run, action } = this.selected ?? {};
    if (!run) return;
    this.news = false;
    const asked = (this.asked = `${this.target()} ${Math.random()}`);
    const current = () => this.asked === asked;
    try {
      const { runs } = await ask<{ runs: ShownRun[] }>(`runs/${path((action ?? run).id)}`);
      if (!current()) return;
      this.runs = runs.filter(({ nodeId }) => nodeId === run.id);
      const shown = this.runs.find(({ id }) => id === this.chosen) ?? linesOf(this.runs)[0]?.[0];
      const page = shown && action ? await this.page(shown, action.id) : undefined;
      if (current()) this.draw(shown, page);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // The run was forgotten between the two requests.
      if (error.status === 404 && current()) return void this.load();
      if (current()) this.say(refusal(error));
    }
  }

  private page(run: ShownRun, actionId: string, from = 0): Promise<ResultPage> {
    return ask<ResultPage>(`runs/${path(actionId)}/${run.id}?from=${from}`);
  }

  private say(words: string): void {
    this.drawn = '';
    this.element.empty().append($('<div class="linkedapi-help"></div>').text(words));
  }

  private draw(run: ShownRun | undefined, page: ResultPage | undefined): void {
    if (!run) {
      const { keep } = (this.selected?.run?.node ?? {}) as CanvasNode & { keep?: string };
      this.say(say(keep === 'nothing' ? 'results.off' : 'results.none'));
      return;
    }
    // Drawing it again would close what the user has opened.
    const drawn = JSON.stringify([this.target(), this.runs, run.id, page?.total]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      const button = runButton(run, (what) => void this.act(what, run));
      const document = () =>
        ask<{ document: unknown }>(`runs/${path(run.nodeId)}/${run.id}/document`).then((answer) => answer.document);
      this.element.empty().append(this.choice(run), runFacts(run, !page, button, document));
      if (page) this.drawResults(run, page);
    }
    this.markStale(page?.print);
  }

  /** A list of the runs, where a sequence is one line; for a sequence, its totals and a list of its runs. */
  private choice(shown: ShownRun): JQuery {
    const lines = linesOf(this.runs);
    const line = lines.find((runs) => runs.includes(shown)) ?? [shown];
    const choose = (id: string | undefined) => {
      this.chosen = id === lines[0]?.[0]?.id ? undefined : id;
      void this.load();
    };
    const choice = $('<div></div>').append(
      list(
        say('results.run'),
        lines,
        line,
        (runs) => (runs.length > 1 ? sequenceLine(runs) : runLine(runs[0]!)),
        choose,
      ),
    );
    if (line.length === 1) return choice;
    const runs = line.map((run) => [run]);
    return choice.append(
      $('<div class="linkedapi-totals"></div>').text(totalsOf(line)),
      list(
        say('results.runOfSequence'),
        runs,
        runs.find(([run]) => run === shown)!,
        ([run]) => runLine(run!),
        choose,
      ),
    );
  }

  private drawResults(run: ShownRun, page: ResultPage): void {
    if (run.ended === undefined || run.state !== 'completed') return;
    const list = $('<div class="linkedapi-results-list"></div>');
    const heading = $('<div class="linkedapi-results-heading"></div>').text(
      page.total > 0 ? say('results.action', { count: page.total }) : say('results.nothing'),
    );
    this.element.append(heading, $('<div class="linkedapi-results-stale"></div>'), list);
    if (run.resultsGone) {
      heading.text(say({ tooLarge: 'results.tooLarge', noRoom: 'results.noRoom' }[run.resultsGone]));
      return;
    }
    const add = ({ results, next, total }: ResultPage) => {
      for (const result of results) list.append(resultOf(result));
      if (next === undefined) return;
      const more = $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
        .text(say('results.more', { shown: next, total }))
        .appendTo(list)
        .on('click', () => {
          more.remove();
          this.page(run, this.selected?.action?.id ?? '', next).then(add, () => void this.load());
        });
    };
    add(page);
  }

  private print: string | undefined;
  private markStale(print = this.print): void {
    this.print = print;
    const { run, action, flowCheck } = this.selected ?? {};
    if (!run || !action || !flowCheck || print === undefined) return;
    const changed = new Prints(flowCheck, this.catalog).of(run.id, action.id) !== print;
    this.element
      .find('.linkedapi-results-stale')
      .text(changed ? say('results.changed') : '')
      .toggle(changed);
  }

  private async act(what: 'cancel' | 'again', run: ShownRun): Promise<void> {
    if (what === 'again' && !(await confirmed())) return;
    try {
      const done = await ask<Done>(`runs/${run.id}/${what}`, true);
      if (done.ok && what === 'again') this.chosen = undefined;
      if (!done.ok) warn(done.message ?? refusedBecause(done));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      warn(error.status === 404 ? say('results.gone') : refusal(error));
    }
    void this.load();
  }
}

/** A list to choose from; an entry stands for its first run. */
function list(
  name: string,
  entries: readonly ShownRun[][],
  shown: readonly ShownRun[],
  textOf: (runs: ShownRun[]) => string,
  choose: (id: string | undefined) => void,
): JQuery {
  const select = $('<select class="linkedapi-results-run"></select>').attr('aria-label', name);
  for (const runs of entries) select.append($('<option></option>').attr('value', runs[0]!.id).text(textOf(runs)));
  return select.val(shown[0]!.id).on('change', () => choose(select.val()));
}

const path = encodeURIComponent;

const isRefusal = (error: unknown): error is Refused => typeof (error as Partial<Refused>).status === 'number';

const refusal = ({ status, statusText }: Refused) =>
  status === 401 || status === 403 ? say('results.forbidden') : say('account.unanswered', { statusText });

const refusedBecause = ({ type, names = '' }: { type: string; names?: string }) =>
  type === 'notKept'
    ? say('results.notKept', { names })
    : say(
        { tooLate: 'results.tooLate', messageGone: 'results.messageGone', nodeGone: 'results.nodeGone' }[type] ??
          'results.unexpectedError',
      );

const sentence = (words: string) => $('<p></p>').text(words);

const warn = (words: string) => void RED.notify(sentence(words), { type: 'warning' });

/** Running an action twice may do harm, so the user is always asked. */
function confirmed(): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (answer: boolean) => () => {
      question.close();
      resolve(answer);
    };
    const question = RED.notify(sentence(say('results.confirm')), {
      type: 'warning',
      fixed: true,
      modal: true,
      buttons: [
        { text: RED._('common.label.cancel'), click: end(false) },
        { text: say('results.again'), class: 'primary', click: end(true) },
      ],
    });
  });
}
