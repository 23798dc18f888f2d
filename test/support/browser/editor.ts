import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { repoRoot } from '../node-red/hosts';

/** The editor's own global, https://nodered.org/docs/api/ui/ ; it comes without types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Red = any;

const artefacts = join(repoRoot, 'test/artefacts');

/** Turns off sliding and fading, which draw a lot and move what is to be clicked. The canvas is unaffected. */
function stillness(): void {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = ':not(svg *) { transition: none !important; animation: none !important }';
    document.head.append(style);
    Object.assign($, { fx: Object.assign(($ as unknown as { fx: object }).fx, { off: true }) });
  });
}

/** Node-RED's editor in a real browser. `page` is Playwright's page. */
export class Editor {
  /** Uncaught errors and console errors of the page since it was opened. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(`${message.text()} (${message.location().url})`);
    });
  }

  static async open(context: BrowserContext, url: string): Promise<Editor> {
    const editor = new Editor(await context.newPage());
    await editor.page.addInitScript(stillness);
    await editor.page.goto(url);
    await editor.loaded();
    return editor;
  }

  /** Runs a function in the page, with the editor's `RED` and one JSON argument; resolves with its JSON result. */
  red<T, A = undefined>(action: (RED: Red, argument: A) => T, argument?: A): Promise<Awaited<T>> {
    // The function is passed as text, since the loader that compiles the tests wraps functions in a helper of its own.
    const source = `(RED, argument) => { const __name = (f) => f; return (${action.toString()})(RED, argument); }`;
    return this.page.evaluate(
      ([text, json]) => {
        const run = new Function(`return (${text});`)() as (RED: Red, argument: A) => Awaited<T>;
        return run((window as unknown as { RED: Red }).RED, json as A);
      },
      [source, argument] as const,
    );
  }

  /** Opens the edit dialog of a node or config node. */
  async openDialog(nodeId: string): Promise<void> {
    await this.red((RED, id) => {
      const node = RED.nodes.node(id);
      if (!node) throw new Error(`no node "${id}" in the editor`);
      if (node._def.category === 'config') RED.editor.editConfig('', node.type, id);
      else RED.editor.edit(node);
    }, nodeId);
    await this.dialogOpened();
  }

  /**
   * Waits until the topmost dialog stands still and has the focus: a click while it slides in may miss its button, and what is
   * typed before Node-RED puts the focus into it ends up in the wrong field.
   */
  async dialogOpened(): Promise<void> {
    await this.ok.waitFor();
    await this.page.waitForFunction(() => {
      const tray = [...document.querySelectorAll('.red-ui-tray')].at(-1);
      return tray && getComputedStyle(tray).right === '0px' && tray.contains(document.activeElement);
    });
  }

  /** Presses Done in the topmost dialog and waits until it is gone. */
  async clickDone(): Promise<void> {
    const trays = this.page.locator('.red-ui-tray');
    const open = await trays.count();
    await this.ok.click();
    await this.page.waitForFunction((left) => document.querySelectorAll('.red-ui-tray').length === left, open - 1);
  }

  /** Presses Deploy and waits until the server has taken the flows. */
  deploy(): Promise<void> {
    return this.deployed(() => this.page.click('#red-ui-header-button-deploy'));
  }

  /** Deploys the flows in view without a question, changed or not. */
  async deployAll(): Promise<void> {
    await this.deployed(() =>
      this.red((RED) => {
        RED.nodes.dirty(true);
        RED.actions.invoke('core:deploy-flows', true, true);
      }),
    );
    await this.clearNotifications();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.loaded();
  }

  /**
   * Saves a picture of the page as `test/artefacts/<name>.png` and returns its path. Of an editor that has a dark theme of its
   * own, as since Node-RED 5, there is a second one, `<name>-dark.png`.
   */
  async screenshot(name: string): Promise<string> {
    mkdirSync(artefacts, { recursive: true });
    const path = join(artefacts, `${name}.png`);
    const dark = (on: boolean) =>
      this.red((RED, wanted) => {
        if (parseInt(String(RED.settings.version), 10) < 5) return false;
        return document.documentElement.classList.toggle('nr-theme-dark', wanted) || !wanted;
      }, on);
    const wasDark = await this.page.evaluate(() => document.documentElement.classList.contains('nr-theme-dark'));
    await this.page.screenshot({ path });
    if (!wasDark && (await dark(true))) {
      await this.page.screenshot({ path: join(artefacts, `${name}-dark.png`) });
      await dark(false);
    }
    return path;
  }

  /**
   * Replaces the flows, as if they had just been loaded: nothing to deploy, nothing to undo. No
   * dialog may be open.
   */
  async show(flows: readonly object[]): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.red((RED, wanted) => {
      if ($('.ui-dialog:visible, .red-ui-tray').length > 0) throw new Error('a dialog of the test before stands open');
      document.documentElement.classList.remove('nr-theme-dark');
      RED.view.select({ nodes: [] });
      RED.nodes.clear();
      RED.history.clear();
      RED.nodes.import(wanted);
      RED.nodes.dirty(false);
      RED.workspaces.show(RED.nodes.getWorkspaceOrder()[0]);
      RED.view.redraw(true);
      const chart = document.querySelector('#red-ui-workspace-chart')!;
      // The view may still be scrolling to a node.
      ($ as unknown as (element: Element) => { stop(queued: boolean): void })(chart).stop(true);
      chart.scrollTo(0, 0);
    }, flows);
    // Listeners of the flows react in a later turn of the event loop.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve))));
    await this.clearNotifications();
  }

  async close(): Promise<void> {
    // The pages of a crashed browser are gone.
    if (!this.page.isClosed()) await this.page.context().close();
  }

  private get ok() {
    return this.page.locator('#node-dialog-ok:visible, #node-config-dialog-ok:visible').last();
  }

  /** An earlier notification could cover what is to be clicked. */
  private async clearNotifications(): Promise<void> {
    await this.page.evaluate(() => {
      document.createElement('div').append(...document.querySelectorAll('.red-ui-notification'));
    });
  }

  private async deployed(press: () => Promise<void>): Promise<void> {
    const answer = this.page.waitForResponse(
      (one) => one.url().endsWith('/flows') && one.request().method() === 'POST',
    );
    const [response] = await Promise.all([answer, press()]);
    if (!response.ok()) throw new Error(`deploy was answered ${response.status()}: ${await response.text()}`);
    // The editor ignores the next deploy until its shade is gone.
    await this.page.waitForFunction(() => {
      const { RED, jQuery } = window as unknown as { RED: Red; jQuery: (selector: string) => { length: number } };
      return RED.nodes.dirty() === false && jQuery('#red-ui-header-shade:visible').length === 0;
    });
  }

  private async loaded(): Promise<void> {
    // The editor shows its progress from the first script to the last step of loading the flows.
    await this.page.waitForFunction(() => {
      const progress = document.querySelector('#red-ui-loading-progress');
      const RED = (window as unknown as { RED?: Red }).RED;
      return progress?.checkVisibility() === false && RED?.workspaces?.count() > 0 && RED.workspaces.active() !== 0;
    });
  }
}
