import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, repoRoot } from './hosts';
import { keepTrackOfFolder, run } from './processes';

let packed: Promise<string> | undefined;

/** The path of the package's tarball as `npm publish` would send it: built if need be, packed once per test process. */
export function packedTarball(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  await run(process.execPath, [join(repoRoot, 'src/cli/ready.cjs')], { cwd: repoRoot });
  const folder = mkdtempSync(join(tmpdir(), 'linkedapi-pack-'));
  keepTrackOfFolder(folder);
  const report = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], repoRoot);
  const [entry] = JSON.parse(report) as { filename: string }[];
  if (!entry) throw new Error(`npm pack reported no tarball: ${report}`);
  return join(folder, entry.filename);
}

/** Installs the packed tarball into a Node-RED user folder, as the palette manager does. */
export async function installInto(userDir: string): Promise<void> {
  const tarball = await packedTarball();
  const own = join(userDir, 'package.json');
  if (!existsSync(own)) writeFileSync(own, JSON.stringify({ name: 'node-red-project', private: true }));
  await npm(['install', tarball, '--no-audit', '--no-fund', '--omit=dev', '--prefer-offline'], userDir);
}
