import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from '../npm';
import { oncePerRun } from '../once-per-run';
import { repoRoot } from '../repo-root';

/** The path of the package's tarball as `npm publish` would send it. */
export async function packedTarball(): Promise<string> {
  const folder = await oncePerRun('packed', (into) =>
    npm(['pack', '--ignore-scripts', '--pack-destination', into], repoRoot),
  );
  return join(folder, readdirSync(folder)[0]!);
}

/** A folder whose `node_modules` holds what npm installs with the packed tarball. */
export function installedTarball(): Promise<string> {
  return oncePerRun('installed', async (folder) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'node-red-project', private: true }));
    const tarball = await packedTarball();
    await npm(['install', tarball, '--no-audit', '--no-fund', '--omit=dev', '--prefer-offline'], folder);
  });
}

/** Installs the packed tarball into a new user folder, as the palette manager does. All folders share the files. */
export async function installInto(userDir: string): Promise<void> {
  const installed = await installedTarball();
  cpSync(join(installed, 'package.json'), join(userDir, 'package.json'));
  symlinkSync(join(installed, 'node_modules'), join(userDir, 'node_modules'), 'junction');
}
