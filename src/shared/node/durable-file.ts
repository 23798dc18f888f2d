import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces the content of a file. Resolves when the text would survive a power cut; only the owner can read the file. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await replaceFile(path, text);
  await syncFolder(dirname(path));
}

/** Removes a file. Resolves when it would stay away after a power cut. A missing file is no error. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

/** Replaces the content of a file at once, never half of it. Durable once the folder has been synced. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const draft = draftOf(path);
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The draft of a file, which is left over if the process is killed while writing. */
export const draftOf = (path: string) => `${path}.tmp`;

/** Makes the names in a folder durable; Windows neither can nor needs to. A missing folder is ignored. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  let handle;
  try {
    handle = await open(folder, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  await chmod(folder, 0o700);
  await syncFolder(dirname(folder));
}
