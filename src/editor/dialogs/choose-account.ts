import { accountType, type Catalog } from '../../catalog/facts';
import { newAccount } from '../../flow-file';
import { accountProblem, titleFor } from '../../workflow';
import { say } from '../red/words';

type AccountUser = CanvasNode & { account?: string; changed?: boolean };

/** A node of the flows by its id, a configuration node included. */
export const findNode = (id: string) => RED.nodes.node(id) as (CanvasNode & { valid?: boolean }) | undefined;

const accounts = (): { id: string }[] => {
  const found: { id: string }[] = [];
  RED.nodes.eachConfig((node) => {
    if (node.type === accountType && node.d !== true) found.push(node);
    return true;
  });
  return found;
};

/** True, or why a node cannot use its account. */
export function accountUse(node: EditorNode, account: unknown, catalog: Catalog): true | string {
  const why = accountProblem(titleFor(node, catalog), account, findNode, catalog.translate);
  if (why) return why;
  return findNode(String(account))?.valid === false
    ? say('account.incomplete', { node: titleFor(node, catalog) })
    : true;
}

/** Gives a new node the only account there is. Without any, offers the sandbox. */
export function chooseAccount(node: AccountUser): void {
  if (node.account) return;
  const [only, ...others] = accounts();
  if (others.length > 0) return;
  if (only) {
    node.account = only.id;
    return;
  }
  waiting.add(node);
  // Node-RED adds a node to the flows after this call, and several nodes may be pasted at once.
  if (waiting.size === 1) setTimeout(offerSandbox);
}

/** New nodes without an account while the sandbox is offered. */
const waiting = new Set<AccountUser>();

function offerSandbox(): void {
  const answer = (use: boolean) => {
    notification.close();
    const nodes = [...waiting].filter((node) => !node.account && findNode(node.id));
    waiting.clear();
    if (use && nodes.length > 0) useSandbox(nodes);
  };
  const notification = RED.notify($('<p></p>').text(say('account.none')), {
    type: 'warning',
    fixed: true,
    buttons: [
      { text: say('account.later'), click: () => answer(false) },
      { text: say('account.useSandbox'), class: 'primary', click: () => answer(true) },
    ],
  });
}

/** Gives nodes the sandbox in one undo step. */
function useSandbox(nodes: readonly AccountUser[]): void {
  const dirty = RED.nodes.dirty();
  const [existing] = accounts();
  const added = existing ? undefined : newAccount(RED.nodes.id());
  if (added) RED.nodes.import([added], { generateIds: false });
  const account = existing?.id ?? added?.id ?? '';
  const events = nodes.map((node): EditorStep => {
    const changes = { account: node.account ?? '' };
    const changed = node.changed ?? false;
    Object.assign(node, { account, changed: true, dirty: true });
    RED.nodes.updateConfigNodeUsers(node, { action: 'add' });
    RED.editor.validateNode(node);
    return { t: 'edit', node, changes, changed, dirty };
  });
  if (added) events.unshift({ t: 'add', nodes: [added.id], dirty });
  RED.history.push({ t: 'multi', events, dirty });
  RED.nodes.dirty(true);
  RED.view.redraw(true);
}
