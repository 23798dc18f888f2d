import { Catalog, nodeTypeOf } from '../catalog/facts';
import { adminProblems, openAdmin, saveAdmin } from './dialogs/admin';
import { openAccount, validateBaseUrl } from './dialogs/account';
import { accountUse, chooseAccount } from './dialogs/choose-account';
import { openCustomAction, parametersOf, saveCustomAction } from './dialogs/custom-action';
import { openForm, saveForm } from './dialogs/form';
import { labelsBeside } from './canvas/check-flows';
import { Live } from './canvas/live';
import { PreviewSection } from './sidebar/preview-section';
import { readTyped } from './fields/read-typed';
import { inLines } from './red/lines';
import { addSearchWords } from './red/search';
import { registerImport } from './import/import';
import { registerSuggestions } from './suggestions/offers';
import { followVersions } from './red/versions';
import { Outcomes } from './sidebar/outcomes';
import { ResultsSection } from './sidebar/results-section';
import { labelProblems, openRun, portLabel, saveRun, type RunNode } from './dialogs/run';
import { Sidebar } from './sidebar/sidebar';
import { addStyle } from './style';
import { dateProblem, openTrigger, peopleProblem } from './dialogs/trigger';
import { openUsage, saveUsage, usageProblems } from './dialogs/usage';
import { problems } from './fields/validate';
import { isTyped } from './fields/values';
import { openWebhook, pathProblem, webhookPortLabel } from './dialogs/webhook';
import { titleFor } from '../workflow';
import { say, translated, translate } from './red/words';
import { openWorkflow, saveWorkflow, workflowIdProblem } from './dialogs/workflow';

const sentences = (found: string[]): true | string[] => (found.length > 0 ? found.map(inLines) : true);

function problemOfParams(params: unknown): true | string {
  if (isTyped(params) && params.type !== 'json') return readTyped(params);
  return parametersOf(params) ? true : say('customAction.notObject');
}

declare global {
  interface Window {
    LinkedAPI?: typeof api;
  }
}

const catalog = new Catalog(
  translated(FACTS.map((action) => ({ ...action, node: nodeTypeOf(action.type) }))),
  translate,
);
const live = new Live(catalog);

/** Called by the registrations of the nodes. They look it up when a dialog opens, never at load. */
const api = {
  open(node: EditorNode): void {
    const facts = catalog.ofNode(node.type);
    const now = live.now();
    if (facts) openForm(node, facts, now.places.get(node.id), labelsBeside(node.id, now));
  },

  save(node: EditorNode): void {
    const facts = catalog.ofNode(node.type);
    if (facts) saveForm(node, facts);
  },

  /** True, or one sentence for each thing that is wrong with the parameters, and with how the node is wired. */
  validate(node: EditorNode, params: unknown): true | string[] {
    const facts = catalog.ofNode(node.type);
    const found = facts ? problems(facts, params, readTyped, translate, live.isGivenByParent(node)) : [];
    return sentences([...live.problems(node), ...found]);
  },

  /** The tooltip of an action's output port. */
  portLabel({ label }: EditorNode): string {
    return label ? say('form.portLabelled', { label }) : say('form.port');
  },

  run: {
    open: (node: RunNode) => openRun(node, live.now().labels.get(node.id) ?? []),
    save: saveRun,
    validate: labelProblems,
    portLabel,
  },
  account: {
    open: openAccount,
    validateBaseUrl,
    validateUse: (node: EditorNode, account: unknown) => accountUse(node, account, catalog),
    choose: chooseAccount,
  },
  workflow: { open: openWorkflow, save: saveWorkflow, validate: workflowIdProblem },
  trigger: {
    open: (follow: string, node: EditorNode) => openTrigger(follow, catalog, node),
    date: dateProblem,
    people: peopleProblem,
  },
  webhook: { open: openWebhook, validate: pathProblem, portLabel: webhookPortLabel },
  usage: { open: openUsage, save: saveUsage, validate: usageProblems },
  admin: { open: openAdmin, save: saveAdmin, validate: adminProblems },
  customAction: {
    open: (node: EditorNode) => openCustomAction(node, labelsBeside(node.id, live.now())),
    save: saveCustomAction,
    validate(node: EditorNode, params: unknown): true | string[] {
      const problem = problemOfParams(params);
      return sentences([...live.problems(node), ...(problem === true ? [] : [problem])]);
    },
  },
};

// Node-RED may load this html again, for instance after an update of the package.
if (!window.LinkedAPI) {
  window.LinkedAPI = api;
  followVersions((node) => translate('newerVersion', { node: titleFor(node, catalog) }));
  addStyle();
  registerImport(catalog);
  registerSuggestions(catalog);
  addSearchWords(catalog);
  const sidebar = new Sidebar(live, catalog);
  sidebar.open();
  sidebar.addSection(new ResultsSection(catalog));
  new Outcomes(live, catalog).listen();
  sidebar.addSection(new PreviewSection(catalog));
  live.listen();
}

// Without an export, esbuild would take this file for CommonJS and wrap every module of the bundle.
export {};
