import { execFile, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';

export const run = promisify(execFile);

const children = new Set<ChildProcess>();
const folders = new Set<string>();

/** Kills the child when this process ends, if it still runs. */
export function keepTrack(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}

/** Removes a temporary folder when this process ends. */
export function keepTrackOfFolder(folder: string): void {
  folders.add(folder);
}

export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

export function removeFolder(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

process.on('exit', () => {
  killAll();
  for (const folder of folders) removeFolder(folder);
});
