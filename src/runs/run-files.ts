import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileJournal } from './journal';
import { Ownership } from './ownership';

/**
 * The journal in files, in a folder of the user directory. When another Node-RED has that directory already, this one notes its
 * own runs in a folder below, and leaves those of the other alone until it is gone.
 */
export class RunFiles {
  readonly ownership: Promise<Ownership>;
  /** Of the runs that this process begins. */
  readonly journal: FileJournal;
  private readonly below: Promise<Ownership | undefined>;

  constructor(
    readonly folder: string,
    private readonly warn: (problem: string) => void,
  ) {
    this.ownership = Ownership.of(folder);
    this.below = this.ownership.then(({ owned, token }) => (owned ? undefined : Ownership.of(join(folder, token))));
    this.journal = new FileJournal(
      this.below.then((below) => below?.folder ?? folder),
      warn,
    );
  }

  /** For the owner: the journal with what earlier processes have left. */
  async inherit(): Promise<FileJournal> {
    const below = await this.below;
    for (const one of await readdir(this.folder, { withFileTypes: true }).catch(() => [])) {
      const folder = join(this.folder, one.name);
      if (!one.isDirectory() || folder === below?.folder) continue;
      const left = await Ownership.of(folder);
      const { owned } = left;
      left.leave();
      if (owned) await this.moveUp(folder);
    }
    return below ? new FileJournal(this.folder, this.warn) : this.journal;
  }

  private async moveUp(folder: string): Promise<void> {
    for (const name of await readdir(folder)) await rename(join(folder, name), join(this.folder, name));
    await rm(folder, { recursive: true, force: true });
  }

  async leave(): Promise<void> {
    for (const one of [await this.ownership, await this.below]) one?.leave();
  }
}
