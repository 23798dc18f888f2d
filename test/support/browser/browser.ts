import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { browserProgram, type Program } from './chromium';
import { Editor } from './editor';
import { onlyFont, type Font } from './fonts';
import type { NodeRed } from '../node-red/node-red';
import { repoRoot } from '../repo-root';

const advice = `
  ################################################################
  ##  NO BROWSER FOUND: the tests in the editor are NOT run.    ##
  ##  Install a Chromium or Chrome, or set CHROME_PATH to the   ##
  ##  program of one. (On Linux on x64 npm brings one.)         ##
  ################################################################
`;

let running: Promise<Browser> | undefined;
let program: Promise<Program | undefined> | undefined;
let warned = false;

/**
 * First line of a suite's `before(async function () { await requireBrowser(this); … })`. Without a browser it skips the suite
 * with a clear warning.
 */
export async function requireBrowser(context: Mocha.Context): Promise<void> {
  program ??= browserProgram();
  if (await program) return;
  if (!warned) process.stderr.write(advice);
  warned = true;
  context.skip();
}

/** Opens a Node-RED's editor in a page with its own profile, loaded and with its flows in view. */
export async function openEditor(nodeRed: Pick<NodeRed, 'url'>): Promise<Editor> {
  return openEditorIn(await browser(), nodeRed);
}

/** The same in a browser of the caller's. */
export async function openEditorIn(browser: Browser, nodeRed: Pick<NodeRed, 'url'>): Promise<Editor> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  // Enough for a busy machine: tests wait for events, not for times.
  context.setDefaultTimeout(60_000);
  return Editor.open(context, nodeRed.url);
}

// A crashed browser is started again, so that only the tests it was running fail.
function browser(): Promise<Browser> {
  running = running?.then((one) => (one.isConnected() ? one : launchUsual()), launchUsual) ?? launchUsual();
  return running;
}

async function launchUsual(): Promise<Browser> {
  program ??= browserProgram();
  const found = await program;
  if (!found) throw new Error(advice);
  const font = process.env.TEST_FONT as Font | undefined;
  return launch(found, font && (await onlyFont(font)));
}

/** Starts a browser, with more variables in its environment. */
export function launch({ path, env }: Program, more: Record<string, string> = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...env, ...more },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Saves a screenshot of every open page under test/artefacts/failed, named after the test, and prints the notifications. */
export async function pictureOf(test: string): Promise<void> {
  const pages = (await running?.catch(() => undefined))?.contexts().flatMap((context) => context.pages()) ?? [];
  for (const [index, page] of pages.entries()) {
    const name = `${test.replace(/[^\w.]+/g, '-').slice(0, 120)}-${index}.png`;
    const said = await page
      .locator('.red-ui-notification')
      .allInnerTexts()
      .catch(() => []);
    if (said.length > 0) process.stdout.write(`    the editor says: ${said.join(' | ')}\n`);
    await page.screenshot({ path: join(repoRoot, 'test/artefacts/failed', name) }).catch(() => undefined);
  }
}

/** Ends the browser that all editors of a test process share. */
export async function closeBrowser(): Promise<void> {
  const started = running;
  running = undefined;
  await (await started)?.close();
}
