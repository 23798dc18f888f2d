import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, repoRoot } from './hosts';
import { oncePerRun } from './once-per-run';

/** The path of the package's tarball as `npm publish` would send it. */
export async function packedTarball(): Promise<string> {
  const folder = await oncePerRun('packed', (into) =>
    npm(['pack', '--ignore-scripts', '--pack-destination', into], repoRoot),
  );
  return join(folder, readdirSync(folder)[0]!);
}

/** A folder whose `node_modules` holds what npm installs with the packed tarball. */
export function installedTarball(): Promise<string> {
  return oncePerRun('installed', (folder) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'node-red-project', private: true }));
    return npmInstall(folder);
  });
}

/** Puts the packed tarball into a Node-RED user folder, as the palette manager does. */
export async function installInto(userDir: string): Promise<void> {
  const own = join(userDir, 'package.json');
  if (existsSync(own)) await npmInstall(userDir);
  else cpSync(await installedTarball(), userDir, { recursive: true });
}

async function npmInstall(folder: string): Promise<void> {
  await npm(['install', await packedTarball(), '--no-audit', '--no-fund', '--omit=dev', '--prefer-offline'], folder);
}
