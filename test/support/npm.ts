import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes';
import { repoRoot } from './repo-root';

/**
 * A folder in the git-ignored `.cache/` with these npm packages (name: version), made once in a minute or two. `finish` does what
 * is left to do after the installation, in `draft`, which is then moved to `folder`.
 */
export async function cached(
  name: string,
  dependencies: Record<string, string>,
  finish?: (draft: string, folder: string) => Promise<unknown>,
): Promise<string> {
  const folder = join(repoRoot, '.cache', name);
  if (existsSync(folder)) return folder;
  // Made elsewhere and renamed into place, so that an interrupted or simultaneous installation is never taken for a complete one.
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'package.json'), JSON.stringify({ private: true, dependencies }));
  process.stderr.write(`Installing ${Object.entries(dependencies).flat().join(' ')} into .cache/ (once)\n`);
  try {
    await npm(['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'], draft);
    await finish?.(draft, folder);
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Runs npm in a folder; rejects with npm's own output. */
export async function npm(args: string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await run('npm', args, { cwd, shell: process.platform === 'win32', maxBuffer: 64 * 2 ** 20 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}\n${stderr}${stdout}`, { cause: error });
  }
}
