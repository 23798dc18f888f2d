import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { Editor } from './editor';
import { repoRoot } from './hosts';
import type { NodeRed } from './node-red';

const candidates = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const advice = `
  ################################################################
  ##  NO BROWSER FOUND: the tests in the editor are NOT run.    ##
  ##  Install Chromium (Debian: apt-get install chromium), or   ##
  ##  set CHROME_PATH to the program of a Chrome or Chromium.   ##
  ################################################################
`;

let running: Promise<Browser> | undefined;
let warned = false;

/**
 * First line of a suite's `before(function () { requireBrowser(this); … })`. Without a browser the suite is skipped, and
 * says so loudly; where CI is set that is a failure.
 */
export function requireBrowser(context: Mocha.Context): void {
  if (executable() !== undefined) return;
  if (process.env.CI) throw new Error(advice);
  if (!warned) process.stderr.write(advice);
  warned = true;
  context.skip();
}

/** Opens a Node-RED's editor in a page with its own profile, loaded and with its flows in view. */
export async function openEditor(nodeRed: Pick<NodeRed, 'url'>): Promise<Editor> {
  running ??= launch();
  const context = await (await running).newContext({ viewport: { width: 1400, height: 900 } });
  return Editor.open(context, nodeRed.url);
}

/** Keeps a picture of every open page under test/artefacts/failed, named after the test, and prints what notifications say. */
export async function pictureOf(test: string): Promise<void> {
  const pages = (await running)?.contexts().flatMap((context) => context.pages()) ?? [];
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
  await (await running)?.close();
  running = undefined;
}

function executable(): string | undefined {
  return candidates.find((path) => path !== undefined && existsSync(path));
}

function launch(): Promise<Browser> {
  const path = executable();
  if (path === undefined) throw new Error(advice);
  return chromium.launch({
    executablePath: path,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
