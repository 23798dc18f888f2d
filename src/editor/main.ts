import { Catalog } from '../catalog/catalog';
import { openAccount, validateBaseUrl } from './account';
import { openCustomAction, saveCustomAction } from './custom-action';
import { openForm, saveForm } from './form';
import { readTyped } from './read-typed';
import { labelProblems, openRun, portLabel, saveRun } from './run';
import { addStyle } from './style';
import { problems } from './validate';
import { isTyped } from './values';
import { say, spoken, tell } from './words';

declare global {
  interface Window {
    LinkedAPI?: typeof api;
  }
}

const catalog = new Catalog(spoken(FACTS));

/** What the nodes' registrations call. Each finds it when a dialog opens, never at load. */
const api = {
  open(node: EditorNode): void {
    const facts = catalog.ofNode(node.type);
    if (facts) openForm(node, facts);
  },

  save(node: EditorNode): void {
    const facts = catalog.ofNode(node.type);
    if (facts) saveForm(node, facts);
  },

  /** True, or one sentence for each thing that is wrong with the parameters. */
  validate(node: EditorNode, params: unknown): true | string[] {
    const facts = catalog.ofNode(node.type);
    const found = facts ? problems(facts, params, readTyped, tell) : [];
    return found.length > 0 ? found : true;
  },

  run: { open: openRun, save: saveRun, validate: labelProblems, portLabel },
  account: { open: openAccount, validateBaseUrl },
  customAction: {
    open: openCustomAction,
    save: saveCustomAction,
    validate(params: unknown): true | string {
      if (isTyped(params)) return params.type === 'json' ? say('custom.notObject') : readTyped(params);
      return typeof params === 'object' && params !== null && !Array.isArray(params) ? true : say('custom.notObject');
    },
  },
};

// The html of this set may be run again, for instance after an update of the package.
if (!window.LinkedAPI) {
  window.LinkedAPI = api;
  addStyle();
}
