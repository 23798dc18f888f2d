import { type Catalog, accountType, customActionType, runType } from '../../catalog/facts';
import { FlowFile, flowToDocument, runsOf, canvasSize, newAccount, newFlow, type NewFlow } from '../../flow-file';
import { readPasted, UnreadableText } from '../../flow-file';
import type { Finding } from '../../workflow';
import { addCommand } from '../red/commands';
import { drawnWidth } from '../red/drawn-width';
import { editor, openDialog, type PlacedNode } from '../red/red-for-flows';
import { say } from '../red/words';

/** Longer text would block the editor for too long; the command line takes more. In characters. */
const mostText = 2_000_000;
/** Lines of findings that are shown; the rest is counted. */
const mostShown = 50;
const margin = 40;

/** Adds import and export of workflow JSON to the main menu and to the list of commands. */
export function registerImport(catalog: Catalog): void {
  addCommand('import-workflow', say('import.command'), () => openImport(catalog));
  addCommand('copy-workflow', say('export.command'), () => void openExport(catalog));
}

function openImport(catalog: Catalog): void {
  let pending: Pending | undefined;
  const ok = () => $('#linkedapi-import-ok');
  const text = $('<textarea spellcheck="false"></textarea>').attr('placeholder', say('import.paste'));
  const outcome = $('<div class="linkedapi-findings" role="status"></div>');
  const account = accountChoice();
  const dialog = openDialog(
    'linkedapi-import',
    say('import.command'),
    [
      { id: 'linkedapi-import-cancel', text: RED._('common.label.cancel'), click: () => dialog.close() },
      {
        id: 'linkedapi-import-ok',
        text: RED._('common.label.import'),
        class: 'primary',
        click: () => {
          if (!pending) return;
          dialog.close();
          place(pending);
        },
      },
    ],
    [text, account, outcome],
  );
  const chosen = () => account.find('select').val();
  const look = () => {
    outcome.empty();
    pending = undefined;
    const written = text.val() ?? '';
    if (written.trim() !== '') {
      try {
        pending = read(written, catalog, chosen());
        const { flow, account, wrappers } = pending;
        const count = flow.nodes.length - 1;
        lineOf(outcome, 'good', say('import.ready', { count, account: account.name || account.id }));
        if (wrappers.length > 0) lineOf(outcome, 'hint', say('import.unwrapped', { names: wrappers.join(' → ') }));
        const custom = flow.nodes.flatMap(({ type, actionType }) =>
          type === customActionType ? [String(actionType)] : [],
        );
        if (custom.length > 0)
          lineOf(outcome, 'hint', say('import.custom', { names: [...new Set(custom)].join(', ') }));
        show(outcome, flow.findings);
      } catch (error) {
        lineOf(outcome, 'error', (error as Error).message);
      }
    }
    ok()
      .prop('disabled', pending === undefined)
      .toggleClass('disabled', pending === undefined);
  };
  text.on('input', look);
  account.on('change', look);
  look();
  text.focus();
}

interface Pending {
  flow: NewFlow;
  /** The new tab, if the current one has no free place. */
  tab?: object;
  account: { id: string; name?: string };
  newAccount?: object;
  /** The names of the wrappers that the document was in. */
  wrappers: string[];
}

/** A list of the accounts, if there are several. */
function accountChoice(): JQuery {
  const accounts: PlacedNode[] = [];
  editor.nodes.eachConfig((node) => void (node.type === accountType && accounts.push(node)));
  const row = $('<div class="linkedapi-import-account"></div>').toggle(accounts.length > 1);
  const select = $('<select></select>').attr('aria-label', say('form.account')).appendTo(row);
  for (const { id, name } of accounts)
    $('<option></option>')
      .val(id)
      .text(name || id)
      .appendTo(select);
  return row.prepend($('<span></span>').text(`${say('form.account')} `));
}

/** Lays out a pasted document. Throws an error whose message says why that is impossible. */
function read(text: string, catalog: Catalog, account: string | undefined): Pending {
  if (text.length > mostText) {
    throw new Error(say('import.large', { size: (text.length / 1e6).toFixed(1), most: mostText / 1e6 }));
  }
  const { document, wrappers } = parsed(text);
  return { ...layOut(document, catalog, account), wrappers };
}

/** Adds a document as a flow with an inject node, in one undo step. `account` is the id of the account node. */
export function addWorkflow(document: unknown, catalog: Catalog, account?: string): void {
  const pending = layOut(document, catalog, account);
  const [run] = pending.flow.nodes;
  if (!run) return;
  const inject = { id: editor.nodes.id(), type: 'inject', z: run.z, name: '', x: run.x, y: run.y, wires: [[run.id]] };
  for (const node of pending.flow.nodes) node.x += injectWidth;
  pending.flow.nodes.push({ ...inject, props: [{ p: 'payload' }], payload: '', payloadType: 'date' });
  place(pending);
}

const injectWidth = 160;

function layOut(document: unknown, catalog: Catalog, wanted?: string): Pending {
  let known: PlacedNode | undefined;
  editor.nodes.eachConfig((node) => {
    if (node.type === accountType && (node.id === wanted || !known)) known = node;
  });
  const fresh = known ? undefined : newAccount(editor.nodes.id());
  const account = known ?? fresh!;
  const draw = (z: string, x: number, y: number) =>
    newFlow(document, { catalog, id: () => editor.nodes.id(), z, x, y, widthOf: drawnWidth }, account.id);
  const z = editor.workspaces.active();
  const alone = draw('', margin, margin);
  if (alone.nodes.length === 0)
    throw new Error(
      alone.findings
        .map(({ message }) => message)
        .slice(0, 3)
        .join('\n'),
    );
  if (Math.max(alone.right, alone.bottom) > canvasSize) {
    throw new Error(say('import.canvas', { count: alone.nodes.length - 1, size: canvasSize }));
  }
  const pending = (flow: NewFlow) => ({ flow, account, wrappers: [], ...(fresh ? { newAccount: fresh } : {}) });
  const freePlace = z === 0 || editor.workspaces.isLocked?.() ? undefined : freePlaceOn(z, alone);
  if (freePlace) return pending(draw(z as string, freePlace.x, freePlace.y));
  const tab = { id: editor.nodes.id(), type: 'tab', label: 'Linked API', disabled: false, info: '' };
  return { ...pending(draw(tab.id, margin, margin)), tab };
}

function parsed(text: string): ReturnType<typeof readPasted> {
  try {
    return readPasted(text);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { line, column, found } = error;
    throw new Error(say('import.noJson', { line, column, found }), { cause: error });
  }
}

/** A place below everything on a canvas, or to the right of it; undefined if the canvas has no space left. */
function freePlaceOn(z: string, { right: width, bottom: height }: NewFlow): { x: number; y: number } | undefined {
  let [right, bottom] = [0, 0];
  const nodes = [...editor.nodes.filterNodes({ z }), ...editor.nodes.junctions(z)];
  for (const { x, y, w = 100, h = 30 } of nodes) {
    right = Math.max(right, x + w / 2);
    bottom = Math.max(bottom, y + h / 2);
  }
  for (const { x, y, w = 0, h = 0 } of editor.nodes.groups(z)) {
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  if (bottom + height <= canvasSize) return { x: margin, y: bottom + margin };
  return right + width <= canvasSize ? { x: right + margin, y: margin } : undefined;
}

/** A single undo step. */
function place({ flow, tab, account, newAccount: fresh }: Pending): void {
  const nodes = [...(tab ? [tab] : []), ...(fresh ? [fresh] : []), ...flow.nodes];
  editor.view.importNodes(nodes, {
    generateIds: false,
    touchImport: true,
    notify: false,
    applyNodeDefaults: true,
    eventContext: { source: 'linkedapi-import' },
  });
  // Node-RED leaves the Deploy button off after such an import.
  editor.nodes.dirty(true);
  if (tab) editor.workspaces.show((tab as { id: string }).id);
  editor.view.reveal(flow.nodes[0]!.id, false);
  const count = flow.nodes.filter(({ type }) => type !== 'inject').length - 1;
  const words = say('import.done', { count, account: account.name || account.id });
  editor.notify(editor.utils.sanitize(words), { type: 'success', timeout: 5000 });
}

async function openExport(catalog: Catalog): Promise<void> {
  const chosen = runNode();
  if (!chosen) {
    editor.notify(say('export.choose'), { type: 'warning', timeout: 5000 });
    return;
  }
  const file = FlowFile.of(editor.nodes.createCompleteNodeSet({ credentials: false }));
  const run = runsOf(file, catalog).find(({ node }) => node.id === chosen.id);
  if (!run) {
    editor.notify(say('export.off'), { type: 'warning', timeout: 5000 });
    return;
  }
  const { document: workflow, findings, unknown } = await flowToDocument(file, run, catalog);
  const text = $('<textarea readonly spellcheck="false"></textarea>').val(JSON.stringify(workflow, null, 2) ?? '');
  const outcome = $('<div class="linkedapi-findings" role="status"></div>');
  show(outcome, findings);
  for (const { where, placeholder } of unknown) lineOf(outcome, 'hint', say('export.unknown', { where, placeholder }));
  const dialog = openDialog(
    'linkedapi-export',
    say('export.title'),
    [
      { id: 'linkedapi-export-close', text: RED._('common.label.close'), click: () => dialog.close() },
      {
        id: 'linkedapi-export-copy',
        text: say('export.copy'),
        class: 'primary',
        disabled: workflow === undefined,
        click: () => {
          (text[0] as HTMLTextAreaElement).select();
          // Browsers offer the clipboard only to secure pages, and Node-RED's often are not.
          const copied = document.execCommand('copy');
          $('#linkedapi-export-copy').text(copied ? say('export.copied') : say('export.notCopied'));
        },
      },
    ],
    [...(workflow === undefined ? [] : [text]), outcome],
  );
}

/** The selected run node, or the only one of the tab. */
function runNode(): PlacedNode | undefined {
  const z = editor.workspaces.active();
  const selected = (editor.view.selection().nodes ?? []).filter(({ type }) => type === runType);
  const found =
    selected.length > 0 || z === 0 ? selected : editor.nodes.filterNodes({ z }).filter(({ type }) => type === runType);
  return found.length === 1 ? found[0] : undefined;
}

function show(outcome: JQuery, findings: readonly Finding[]): void {
  const mostSevere = [...findings].sort((a, b) => Number(a.severity === 'hint') - Number(b.severity === 'hint'));
  for (const { severity, message } of mostSevere.slice(0, mostShown)) lineOf(outcome, severity, message);
  const more = findings.length - mostShown;
  if (more > 0) lineOf(outcome, 'hint', say('import.more', { count: more }));
}

const icons = { good: 'check', hint: 'info-circle', error: 'exclamation-triangle' };

function lineOf(outcome: JQuery, mark: keyof typeof icons, words: string): void {
  const line = $('<div></div>').addClass(`linkedapi-${mark}`).appendTo(outcome);
  line.append(`<i class="fa fa-fw fa-${icons[mark]}"></i>`, $('<span></span>').text(words));
}
