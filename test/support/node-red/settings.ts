import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from './hosts';

const quiet = {
  lang: 'en-US',
  flowFile: 'flows.json',
  credentialSecret: 'only for tests',
  uiHost: '127.0.0.1',
  // The system picks a free port; Node-RED prints which.
  uiPort: 0,
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: {
    tours: false,
    projects: { enabled: false },
    palette: { catalogues: [] },
    // The default code editor is most of what a page loads, and tests only open long texts in it.
    codeEditor: { lib: 'ace' },
  },
  externalModules: { autoInstall: false, palette: { allowInstall: false } },
  logging: { console: { level: 'info', metrics: false, audit: false } },
};

/** Writes a settings file for a Node-RED that is quiet, local and ends with the test process. */
export function writeSettings(userDir: string, loadRepo: boolean, own: Record<string, unknown>): string {
  const nodesDir = [join(repoRoot, 'test/support/nodes'), ...(loadRepo ? [repoRoot] : [])];
  const file = join(userDir, 'settings.js');
  const settings = JSON.stringify({ ...quiet, nodesDir, ...own }, null, 2);
  // The pipe to the child's standard input closes when the test process ends, for whatever reason.
  // Node-RED 5 shows its first tip after a second and fails if its panel is not there yet.
  const users = join(userDir, '.config.users.json');
  if (!existsSync(users))
    writeFileSync(users, JSON.stringify({ _: { editor: { view: { 'view-show-tips': false } } } }));
  writeFileSync(file, `process.stdin.resume().on('end', () => process.exit());\nmodule.exports = ${settings};\n`);
  return file;
}

/** Writes the flows, and the credentials in plain text as Node-RED accepts them, for the next start. */
export function writeFlows(userDir: string, flows: unknown[] | undefined, credentials: unknown): void {
  const present = readdirSync(userDir);
  if (flows !== undefined || !present.includes('flows.json')) {
    writeFileSync(join(userDir, 'flows.json'), JSON.stringify(flows ?? []));
  }
  if (credentials !== undefined) writeFileSync(join(userDir, 'flows_cred.json'), JSON.stringify(credentials));
}
