import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText } from '../shared';
import { replaceFile, syncFolder } from '../shared/node';
import { readEntry, writeEntry } from './entry';
import type { Entry } from './life';
import { WriteQueue } from './write-queue';

/** Where a run is written, so that a restart can continue it. */
export interface Notes {
  /** Resolves with true when the entry would survive a power cut, and with false when it could not be written. */
  save(entry: Entry): Promise<boolean>;
  /** Never rejects. */
  remove(id: string): Promise<void>;
}

/** Where the runs are written that have not been delivered yet. Calls for the same run take effect in their order. */
export interface Journal {
  /** Resolves when the entry, which replaces an earlier one of its run, would survive a power cut. */
  save(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
  /** All entries, oldest first. Unreadable ones are set aside and reported, never thrown. */
  load(): Promise<Entry[]>;
}

const suffix = '.json';

/** One file for each run, in a folder that only its owner can open. */
export class FileJournal implements Journal {
  private readonly writes = new WriteQueue(async () => syncFolder(await this.folder));
  /** The runs of this process, which `load` leaves out. */
  private readonly own = new Set<string>();

  constructor(
    /** A promise if another process may own the usual folder. */
    private readonly folder: string | Promise<string>,
    /** Called with a sentence about each unreadable file. */
    private readonly onUnreadable: (problem: string) => void,
  ) {}

  save(entry: Entry): Promise<void> {
    const { id } = entry.plan;
    const text = writeEntry(entry);
    this.own.add(id);
    return this.writes.add(id, entry.at, async () => replaceFile(pathOf(id, await this.folder), text));
  }

  remove(id: string): Promise<void> {
    return this.writes.add(id, 'delivering', async () => {
      await rm(pathOf(id, await this.folder), { force: true });
      this.own.delete(id);
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
      if (this.own.has(name.split('.', 1).join())) continue;
      const path = join(folder, name);
      // A draft that was not finished when the process ended. The file it was to replace is still there.
      if (name.endsWith('.tmp')) await rm(path, { force: true }).catch(() => undefined);
      if (!name.endsWith(suffix)) continue;
      try {
        const entry = readEntry(await readFile(path, 'utf8'));
        if (`${entry.plan.id}${suffix}` !== name) throw new Error('it is the entry of another file');
        entries.push(entry);
      } catch (error) {
        await this.setAside(path, errorText(error));
      }
    }
    return entries.sort((a, b) => a.since - b.since);
  }

  private async setAside(path: string, why: string): Promise<void> {
    const aside = `${path}.unreadable`;
    const done = await rename(path, aside).then(
      () => `It was renamed to ${aside}.`,
      (error: unknown) => `It could not be renamed either: ${errorText(error)}`,
    );
    this.onUnreadable(`${path} cannot be read: ${why}. ${done}`);
  }
}

const pathOf = (id: string, folder: string) => join(folder, `${id}${suffix}`);
