import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText } from '../workflow/realms';
import { removeDurably, writeDurably } from './durable-file';
import { readEntry, writeEntry, type Entry } from './entry';

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
  readonly #turns = new Turns();
  /** Written by this process: nobody else's half-finished work. */
  readonly #own = new Set<string>();

  constructor(
    readonly folder: string,
    /** Called with a sentence about each file that could not be read. */
    private readonly onUnreadable: (problem: string) => void,
  ) {}

  save(entry: Entry): Promise<void> {
    // Now, since the entry may go on changing while earlier ones are written.
    const text = writeEntry(entry);
    this.#own.add(entry.id);
    return this.#turns.take(entry.id, () => writeDurably(this.#path(entry.id), text));
  }

  remove(id: string): Promise<void> {
    return this.#turns.take(id, async () => {
      await removeDurably(this.#path(id));
      this.#own.delete(id);
    });
  }

  async load(): Promise<Entry[]> {
    let names: string[];
    try {
      names = await readdir(this.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.onUnreadable(`${this.folder}: ${errorText(error)}`);
      return [];
    }
    const entries: Entry[] = [];
    for (const name of names) {
      if (this.#own.has(name.split('.')[0]!)) continue;
      const path = join(this.folder, name);
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

  #path(id: string): string {
    return join(this.folder, `${id}${suffix}`);
  }
}

/** Lets pieces of work with one name go one after another. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  take(name: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const last = done.catch(() => undefined);
    this.#last.set(name, last);
    void last.then(() => this.#last.get(name) === last && this.#last.delete(name));
    return done;
  }
}
