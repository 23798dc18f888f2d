import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText } from '../shared';
import { replaceFile, syncFolder } from '../shared/node';
import { readEntry, writeEntry, type Entry } from './entry';
import { ranks, WriteQueue } from './write-queue';

/** Where runs are noted that have not been delivered yet. What is asked for one entry is done in the order asked. */
export interface Journal {
  /** Resolves when the entry will be there after a power cut, in place of an earlier one with its id. */
  save(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
  /** All entries, oldest first. What cannot be read is set aside and told, never thrown. */
  load(): Promise<Entry[]>;
}

const suffix = '.json';

/** One file per run in a folder that only its owner can open. */
export class FileJournal implements Journal {
  readonly #writes = new WriteQueue(async () => syncFolder(await this.folder));
  /** Written by this process: nobody else's half-finished work. */
  readonly #own = new Set<string>();

  constructor(
    /** Its name may take a moment to be known. */
    private readonly folder: string | Promise<string>,
    /** Called with a sentence about each file that could not be read. */
    private readonly onUnreadable: (problem: string) => void,
  ) {}

  save(entry: Entry): Promise<void> {
    // Now, since the entry may go on changing while earlier ones are written.
    const text = writeEntry(entry);
    this.#own.add(entry.id);
    return this.#writes.add(entry.id, ranks[entry.state], async () =>
      replaceFile(this.#path(entry.id, await this.folder), text),
    );
  }

  remove(id: string): Promise<void> {
    return this.#writes.add(id, ranks.delivering, async () => {
      await rm(this.#path(id, await this.folder), { force: true });
      this.#own.delete(id);
    });
  }

  async load(): Promise<Entry[]> {
    const folder = await this.folder;
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.onUnreadable(`${folder}: ${errorText(error)}`);
      return [];
    }
    const entries: Entry[] = [];
    for (const name of names) {
      if (this.#own.has(name.split('.')[0]!)) continue;
      const path = join(folder, name);
      // What was being written when the process ended; what it was to replace is still there.
      if (name.endsWith('.tmp')) await rm(path, { force: true }).catch(() => undefined);
      if (!name.endsWith(suffix)) continue;
      try {
        const entry = readEntry(await readFile(path, 'utf8'));
        if (`${entry.id}${suffix}` !== name) throw new Error('it is the entry of another file');
        entries.push(entry);
      } catch (error) {
        await this.#setAside(path, errorText(error));
      }
    }
    return entries.sort((a, b) => a.began - b.began);
  }

  async #setAside(path: string, why: string): Promise<void> {
    const aside = `${path}.unreadable`;
    const done = await rename(path, aside).then(
      () => `It was renamed to ${aside}.`,
      (error: unknown) => `It could not be renamed either: ${errorText(error)}`,
    );
    this.onUnreadable(`${path} cannot be read: ${why}. ${done}`);
  }

  #path(id: string, folder: string): string {
    return join(folder, `${id}${suffix}`);
  }
}
