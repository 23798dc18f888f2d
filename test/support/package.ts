import { cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm';
import { keepTrackOfFolder, run } from './processes';
import { repoRoot } from './repo-root';

let packed: Promise<string> | undefined;
let installed: Promise<string> | undefined;

/** The path of the package's tarball as `npm publish` would send it: built if need be, packed once per test process. */
export function packedTarball(): Promise<string> {
  packed ??= pack();
  return packed;
}

/** A folder whose `node_modules` holds what npm installs with the packed tarball; made once per test process. */
export function installedTarball(): Promise<string> {
  installed ??= install();
  return installed;
}

/** Puts the packed tarball into a Node-RED user folder, as the palette manager does. */
export async function installInto(userDir: string): Promise<void> {
  const own = join(userDir, 'package.json');
  if (existsSync(own)) await npmInstall(userDir);
  else cpSync(await installedTarball(), userDir, { recursive: true });
}

async function pack(): Promise<string> {
  await run(process.execPath, [join(repoRoot, 'src/cli/ready.cjs')], { cwd: repoRoot });
  const folder = temporary('linkedapi-pack-');
  const report = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], repoRoot);
  const [entry] = JSON.parse(report) as { filename: string }[];
  if (!entry) throw new Error(`npm pack reported no tarball: ${report}`);
  return join(folder, entry.filename);
}

async function install(): Promise<string> {
  const folder = temporary('linkedapi-installed-');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'node-red-project', private: true }));
  await npmInstall(folder);
  return folder;
}

async function npmInstall(folder: string): Promise<void> {
  await npm(['install', await packedTarball(), '--no-audit', '--no-fund', '--omit=dev', '--prefer-offline'], folder);
}

function temporary(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  keepTrackOfFolder(folder);
  return folder;
}
