import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileJournal } from './journal';
import { Ownership } from './ownership';

/**
 * The journal in files, in a folder of the user directory. If another Node-RED owns that folder, this one writes its runs to a
 * subfolder, and leaves the others alone until their owner is gone.
 */
export class RunFiles {
  readonly ownership: Promise<Ownership>;
  /** For the runs of this process. */
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

  /** Called by the owner: the journal with the runs that earlier processes have left. */
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
