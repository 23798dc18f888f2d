import type { Catalog } from '../../catalog/facts';
import { titleFor } from '../../workflow';
import { isOwn, type CanvasNode, type NodeInstance } from '../canvas/canvas';
import type { FlowCheck } from '../canvas/check-flows';
import type { Live } from '../canvas/live';
import { choose, type Selected } from '../canvas/selected';
import { say } from '../red/words';

/** A collapsible part of the sidebar. */
export interface SidebarSection {
  /** Plain text. */
  title: string;
  element: JQuery;
  /** Called while the section is visible: at first, and after every change. */
  update(selected: Selected): void;
}

const id = 'linkedapi';
/** Changes within this time are shown together. In milliseconds. */
const settle = 40;

const buttons = [
  { action: 'import-workflow', icon: 'sign-in', words: () => say('sidebar.import') },
  { action: 'copy-workflow', icon: 'sign-out', words: () => say('sidebar.export') },
  { action: 'suggest-next-action', icon: 'magic', words: () => say('sidebar.suggest') },
];

/** The tab *Linked API* of the editor's sidebar: buttons, and sections about the run node that is looked at. */
export class Sidebar {
  private readonly pane = $('<div class="linkedapi-sidebar"></div>');
  private readonly tools = $('<div class="red-ui-sidebar-header"></div>').appendTo(this.pane);
  private readonly body = $('<div class="linkedapi-sidebar-body"></div>').appendTo(this.pane);
  private readonly hint = $('<div class="linkedapi-sidebar-hint"></div>').appendTo(this.body);
  private readonly choice = $('<div class="linkedapi-sidebar-choice"></div>').appendTo(this.body);
  private readonly list = $('<div></div>').appendTo(this.body);
  private readonly stack = RED.stack.create({ container: this.list });
  private readonly sections: { section: SidebarSection; isOpen: () => boolean }[] = [];
  private flowCheck: FlowCheck | undefined;
  private run: string | undefined;
  /** The chosen run node, by the ids of those to choose from. */
  private readonly chosen = new Map<string, string>();
  private waiting = false;

  constructor(
    readonly live: Live,
    readonly catalog: Catalog,
  ) {}

  /** Adds the tab and the command that shows it. */
  open(): void {
    const action = `${id}:show-sidebar`;
    RED.actions.add(action, () => RED.sidebar.show(id), { label: say('sidebar.show') });
    const name = 'Linked API';
    RED.sidebar.addTab({ id, label: name, name, iconClass: 'fa fa-linkedin', content: this.pane, action });
    this.live.onLook((flowCheck) => {
      this.flowCheck = flowCheck;
      this.refresh();
    });
    for (const event of ['view:selection-changed', 'workspace:change', 'deploy'])
      RED.events.on(event, () => this.refresh());
    // No event in all versions says that the tab or the sidebar was opened.
    const pane = this.pane[0]!;
    new ResizeObserver(() => this.refresh()).observe(pane);
    // The size is the same again if another tab is shown for less than a frame.
    const shown = new MutationObserver(() => this.refresh());
    for (const element of [pane, pane.parentElement])
      if (element) shown.observe(element, { attributes: true, attributeFilter: ['style', 'class'] });
  }

  addSection(section: SidebarSection): void {
    const { title, element } = section;
    const shown = $('<span></span>').text(title)[0]!.innerHTML;
    // It counts as open only after this.
    const entry = this.stack.add({ title: shown, expanded: true, onexpand: () => this.refresh() });
    entry.content.addClass('linkedapi-section').append(element);
    reachable(entry);
    this.sections.push({ section, isOpen: () => entry.isExpanded() });
    this.refresh();
  }

  /** Updates the sections soon, if they are visible. */
  refresh(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      if (this.pane[0]!.offsetParent) this.update();
    }, settle);
  }

  private update(): void {
    const flowCheck = this.flowCheck;
    if (!flowCheck) return;
    const found = choose(
      flowCheck,
      RED.view.selection().nodes ?? [],
      (node) => isOwn(node, this.catalog),
      RED.workspaces.active(),
      (runs) => this.chosen.get(keyOf(runs)) ?? this.run,
    );
    const { runs, stray, ...selected } = found;
    this.run = selected.run?.id ?? this.run;
    this.drawTools();
    this.drawChoice(runs, selected);
    this.hint.text(stray ? this.why(stray, flowCheck) : say('sidebar.nothing')).toggle(!selected.run);
    this.list.toggle(selected.run !== undefined);
    if (!selected.run) return;
    for (const { section, isOpen } of this.sections) if (isOpen()) section.update(selected);
  }

  private why(stray: CanvasNode, { canvas }: FlowCheck): string {
    const runs = canvas.instances.some(({ node }) => node === stray);
    return say(runs ? 'sidebar.unwired' : 'sidebar.off', { title: this.titleOf(stray) });
  }

  private titleOf(node: CanvasNode): string {
    return titleFor(node, this.catalog);
  }

  private drawTools(): void {
    const known = new Set(RED.actions.list().map((one) => one.id));
    const wanted = buttons.filter(({ action }) => known.has(`${id}:${action}`));
    if (this.tools.children().length === wanted.length) return;
    this.tools.empty();
    for (const { action, icon, words } of wanted) {
      const button = $('<button type="button" class="red-ui-sidebar-header-button"></button>')
        .attr('data-action', action)
        .attr('aria-label', words())
        .append(`<i class="fa fa-${icon}"></i>`)
        .on('click', () => RED.actions.invoke(`${id}:${action}`))
        .appendTo($('<span></span>').appendTo(this.tools));
      RED.popover.tooltip(button, words());
    }
  }

  private drawChoice(runs: readonly NodeInstance[], { run }: Selected): void {
    this.choice.empty().toggle(runs.length > 1);
    if (runs.length < 2) return;
    const select = $('<select id="linkedapi-sidebar-run"></select>');
    for (const one of runs) {
      const option = $('<option></option>').attr('value', one.id).text(this.whereOf(one));
      select.append(option);
    }
    this.choice.append($('<label for="linkedapi-sidebar-run"></label>').text(say('sidebar.run')), select);
    select.val(run!.id).on('change', () => {
      this.chosen.set(keyOf(runs), select.val()!);
      this.refresh();
    });
  }

  private whereOf({ node, inside }: NodeInstance): string {
    const title = node.name || `${this.titleOf(node)} ${node.id}`;
    const subflow = inside.map((instance) => instance.node.name || instance.node.id).join(' → ');
    return subflow ? say('sidebar.inside', { title, subflow }) : title;
  }
}

const keyOf = (runs: readonly NodeInstance[]) => runs.map(({ id }) => id).join(' ');

/** Lets Tab reach the header of a section, and Enter or Space fold it. */
function reachable(entry: StackEntry): void {
  const header = entry.container.find('.red-ui-palette-header').attr('tabindex', '0').attr('role', 'button');
  const show = () => header.attr('aria-expanded', String(entry.isExpanded()));
  header.on('click', () => setTimeout(show));
  header.on('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    header.trigger('click');
    show();
  });
  show();
}
