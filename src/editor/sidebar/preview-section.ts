import type { Catalog } from '../../catalog/facts';
import {
  accountProblem,
  estimate,
  type Preview,
  asCurl,
  asSdkCall,
  maxActions,
  countActions,
  type Finding,
  type WorkflowDocument,
} from '../../workflow';
import type { CanvasNode, NodeInstance } from '../canvas/canvas';
import { showEstimate } from './estimate-view';
import { fragmentsOf, type Fragment } from './fragments';
import { Highlight, onPointed, reveal } from '../canvas/highlight';
import type { FlowCheck } from '../canvas/check-flows';
import { previewOf } from './preview';
import type { Selected } from '../canvas/selected';
import type { SidebarSection } from './sidebar';
import { findNode } from '../dialogs/choose-account';
import { say } from '../red/words';
import { serviceUrl } from '../../shared';

/** The page shows at most this much, to stay fast; copying takes everything. */
const mostFindings = 30;
const mostLines = 4000;

/** The section of the sidebar that shows the document, its findings and an estimate. */
export class PreviewSection implements SidebarSection {
  readonly title = say('preview.title');
  readonly element = $('<div class="linkedapi-preview"></div>');
  private readonly problems = $('<div class="linkedapi-problems"></div>').appendTo(this.element);
  private readonly estimate = $('<div class="linkedapi-estimate"></div>').appendTo(this.element);
  private readonly tools = $('<div class="linkedapi-copy"></div>').appendTo(this.element);
  private readonly notice = $('<div class="linkedapi-help" role="status"></div>').appendTo(this.element);
  private readonly text = $('<pre class="linkedapi-document" tabindex="0"></pre>').appendTo(this.element);
  private readonly highlight = new Highlight();
  private flowCheck: FlowCheck | undefined;
  private run: NodeInstance | undefined;
  private made: Preview | undefined;
  private shown = '';
  private marked: string | undefined;

  constructor(readonly catalog: Catalog) {
    this.copyButton('JSON', 'json', (document) => JSON.stringify(document, null, 2));
    this.copyButton('curl', 'curl', (document, notes) => asCurl(document, { baseUrl: serviceUrl, notes }));
    this.copyButton('Node.js', 'sdk', asSdkCall);
    const nodeAt = (target: HTMLElement) => this.node(target.closest<HTMLElement>('[data-node]')?.dataset['node']);
    this.text.on('mouseover mouseleave', ({ type, target }) =>
      this.highlight.show(type === 'mouseover' ? nodeAt(target) : undefined),
    );
    this.text.on('click', ({ target }) => {
      const node = nodeAt(target);
      if (node && window.getSelection()?.isCollapsed !== false) reveal([node]);
    });
    onPointed((id) => this.mark('linkedapi-pointed', id));
  }

  update({ flowCheck, run, action }: Selected): void {
    const mark = () => {
      const id = action?.node.id;
      this.mark('linkedapi-current', id);
      if (id !== this.marked) this.scrollTo(this.text.find('.linkedapi-current')[0]);
      this.marked = id;
    };
    if (!run || (flowCheck === this.flowCheck && run === this.run)) {
      mark();
      return;
    }
    this.flowCheck = flowCheck;
    this.run = run;
    void previewOf(run, flowCheck, this.catalog).then((made) => {
      if (flowCheck !== this.flowCheck || run !== this.run) return;
      const { title } = flowCheck.canvas.describe(run);
      this.made = { ...made, findings: [...accountFindings(run, title, this.catalog), ...made.findings] };
      this.draw(this.made);
      mark();
    });
  }

  /** Scrolls only within the document, so that the rest of the sidebar stays in view. */
  private scrollTo(line: HTMLElement | undefined): void {
    const text = this.text[0]!;
    if (line) text.scrollTop = line.offsetTop - text.clientHeight / 3;
  }

  private draw({ document, roots, findings, unknown }: Preview): void {
    this.notice.empty();
    this.drawFindings(
      findings,
      unknown.map(({ placeholder }) => placeholder),
    );
    const counted = document !== undefined && countActions(roots) <= maxActions;
    this.estimate.toggle(counted);
    if (counted)
      showEstimate(this.estimate, estimate(roots, this.catalog), this.catalog, (id) => this.flowCheck?.canvas.at(id));
    this.tools.toggle(document !== undefined);
    this.text.toggle(document !== undefined);
    if (document) this.drawDocument(fragmentsOf(document, roots));
  }

  private drawDocument(fragments: readonly Fragment[]): void {
    const { canvas } = this.flowCheck!;
    const parts: string[] = [];
    let lines = 0;
    for (const { text, node } of fragments) {
      const own = text.split('\n');
      const room = mostLines - lines;
      lines += own.length;
      if (room <= 0) continue;
      const id = node ? (canvas.at(node.id)?.id ?? '') : '';
      parts.push(`<span data-node="${escaped(id)}">${own.slice(0, room).map(lineOf).join('')}</span>`);
    }
    if (lines > mostLines) parts.push(escaped(say('preview.more', { count: lines - mostLines })));
    const html = parts.join('');
    if (html === this.shown) return;
    this.shown = html;
    this.highlight.show(undefined);
    this.text[0]!.innerHTML = html;
  }

  private drawFindings(findings: readonly Finding[], unknown: readonly string[]): void {
    this.problems.empty();
    const errors = findings.filter(({ severity }) => severity === 'error');
    const hints = findings.filter(({ severity }) => severity === 'hint');
    const warns = (this.run?.node as CanvasNode & { onFinding?: string }).onFinding === 'warn';
    if (errors.length > 0) {
      this.line('error', say(warns && this.made?.document ? 'preview.sentAllTheSame' : 'preview.notSent')).addClass(
        'linkedapi-verdict',
      );
    } else if (hints.length === 0) this.line('good', say('preview.good'));
    for (const { severity, message, nodes } of [...errors, ...hints].slice(0, mostFindings)) {
      const found = nodes.map((id) => this.flowCheck?.canvas.at(id)).filter((node) => node !== undefined);
      this.line(severity, message, () => reveal(found));
    }
    const more = findings.length - mostFindings;
    if (more > 0) this.line('hint', say('import.more', { count: more }));
    if (unknown.length > 0) this.line('hint', say('preview.unknown', { names: listed(unknown) }));
  }

  private line(mark: keyof typeof icons, words: string, onClick?: () => void): JQuery {
    const line = $(onClick ? '<button type="button"></button>' : '<div></div>').addClass(
      `linkedapi-line linkedapi-${mark}`,
    );
    line.append(`<i class="fa fa-fw fa-${icons[mark]}"></i>`, $('<span></span>').text(words)).appendTo(this.problems);
    return onClick ? line.on('click', onClick) : line;
  }

  private copyButton(
    words: string,
    name: string,
    write: (document: WorkflowDocument, notes: string[]) => string,
  ): void {
    $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
      .attr('data-copy', name)
      .attr('title', say('preview.copy', { words }))
      .append('<i class="fa fa-copy"></i> ', $('<span></span>').text(words))
      .appendTo(this.tools)
      .on('click', () => {
        const { document, unknown = [] } = this.made ?? {};
        if (!document) return;
        const notes =
          unknown.length > 0
            ? [say('preview.fillIn', { names: listed(unknown.map(({ placeholder }) => placeholder)) })]
            : [];
        const copied = RED.clipboard.copyText(write(document, notes));
        this.notice.text(copied ? [say('export.copied'), ...notes].join('. ') : say('preview.notCopied'));
      });
  }

  /** Marks the lines of this node only. */
  private mark(mark: string, id: string | undefined): void {
    this.text.find(`.${mark}`).removeClass(mark);
    if (id) this.text.find(`[data-node="${CSS.escape(id)}"]`).addClass(mark);
  }

  private node(id: string | undefined): CanvasNode | undefined {
    return id ? this.flowCheck?.canvas.instances.find(({ node }) => node.id === id)?.node : undefined;
  }
}

const icons = { good: 'check', hint: 'info-circle', error: 'exclamation-triangle' };

const listed = (names: readonly string[]) => [...new Set(names)].join(', ');

/** Longer lines are wrapped in a narrow sidebar. */
const longLine = 26;

function lineOf(text: string): string {
  const html = `${escaped(text)}\n`;
  return text.length <= longLine ? html : `<i style="--deep: ${Math.min(text.search(/\S/) + 4, 16)}">${html}</i>`;
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** What is wrong with the account of a run node. */
function accountFindings({ id, node }: NodeInstance, title: string, catalog: Catalog): Finding[] {
  const message = accountProblem(title, (node as { account?: unknown }).account, findNode, catalog.translate);
  return message === undefined ? [] : [{ severity: 'error', rule: 'account', nodes: [id], message }];
}
