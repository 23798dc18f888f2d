import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { mkdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Time between two signs of life of the owner, and between two checks of a waiting process. */
const beatMs = 5_000;
/** An owner without a sign of life for this long, measured by the waiting process, is gone. */
const silentMs = 30_000;
/** The same by the time of the file; much longer, since the clocks of two machines differ. */
const oldMs = 60 * 60_000;
/** Two processes may replace the same stale file; after this time, the last one has won. */
const settleMs = 100;

interface Holder {
  pid: number;
  host: string;
  token: string;
}

/** The file's name in the owned folder. */
const ownerFile = 'owner';

/** By folder: Node-RED can be started more than once in one process. */
const held = new Map<string, Ownership>();
process.once('exit', () => held.forEach((ownership) => ownership.leave()));

/**
 * Which of several processes owns a folder: the first one, and when that is gone, one of the others. The owner touches a file
 * in the folder every few seconds.
 */
export class Ownership {
  private readonly path: string;
  /** Identifies this process in names of files. */
  readonly token = randomUUID();
  private readonly watching = new Set<() => void>();
  private isOwner = false;
  private looked = false;
  private holder: Partial<Holder> = {};
  private timer: NodeJS.Timeout | undefined;
  private seen: { sign: string; since: number } | undefined;

  private constructor(readonly folder: string) {
    this.path = join(folder, ownerFile);
  }

  /** Becomes the owner at once if there is none; otherwise waits in the background until the owner is gone. */
  static async of(folder: string): Promise<Ownership> {
    const ownership = new Ownership(folder);
    held.get(folder)?.leave();
    held.set(folder, ownership);
    await ownership.beat();
    return ownership;
  }

  get owned(): boolean {
    return this.isOwner;
  }

  /** The last known owner, for a sentence. */
  get other(): string {
    return `process ${this.holder.pid} on ${this.holder.host}`;
  }

  /**
   * Resolves as soon as this process is the owner, with a signal that is aborted when it no longer is, or when the given one is.
   * Calls `onWait` if it has to wait.
   */
  async term(signal: AbortSignal, onWait: () => void = () => undefined): Promise<AbortSignal> {
    if (!this.isOwner && !signal.aborted) onWait();
    while (!this.isOwner && !signal.aborted) await this.change(signal);
    const term = new AbortController();
    const end = () => {
      this.watching.delete(end);
      signal.removeEventListener('abort', end);
      term.abort();
    };
    if (signal.aborted) term.abort();
    else {
      this.watching.add(end);
      signal.addEventListener('abort', end);
    }
    return term.signal;
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        this.watching.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.watching.add(end);
      signal.addEventListener('abort', end);
    });
  }

  /** Lets the next process become the owner at once. */
  leave(): void {
    clearTimeout(this.timer);
    if (held.get(this.folder) === this) held.delete(this.folder);
    try {
      if (this.isOwner && parsed(readFileSync(this.path, 'utf8'))?.token === this.token) unlinkSync(this.path);
    } catch {
      // The file's age will show that the owner is gone.
    }
    this.set(false);
  }

  private async beat(): Promise<void> {
    this.set(await this.decide());
    if (held.get(this.folder) === this) this.timer = setTimeout(() => void this.beat(), beatMs).unref();
  }

  private async decide(): Promise<boolean> {
    try {
      const holder = await this.readHolder();
      this.holder = holder ?? {};
      if (holder?.token === this.token) {
        const now = new Date();
        await utimes(this.path, now, now);
        return true;
      }
      if (!holder) return await this.begin();
      return (await this.isGone(holder)) && (await this.take());
    } catch {
      // If nothing can be written, no other process can own the folder either.
      return this.isOwner || !this.looked;
    } finally {
      this.looked = true;
    }
  }

  /** Undefined if there is no owner. */
  private async readHolder(): Promise<Partial<Holder> | undefined> {
    try {
      return parsed(await readFile(this.path, 'utf8')) ?? {};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private async isGone({ pid, host, token }: Partial<Holder>): Promise<boolean> {
    // Process ids repeat in containers: an earlier process may have had the id of this one.
    if (host === hostname() && pid !== undefined && (pid === process.pid || !isAlive(pid))) return true;
    const { mtimeMs } = await stat(this.path);
    if (Date.now() - mtimeMs > oldMs) return true;
    const sign = `${token} ${mtimeMs}`;
    if (this.seen?.sign !== sign) this.seen = { sign, since: performance.now() };
    return performance.now() - this.seen.since > silentMs;
  }

  private get written(): string {
    return JSON.stringify({ pid: process.pid, host: hostname(), token: this.token } satisfies Holder);
  }

  /** Called if there is no owner. */
  private async begin(): Promise<boolean> {
    if (!this.looked) await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(this.path, this.written, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Replaces an owner that is gone. */
  private async take(): Promise<boolean> {
    const draft = `${this.path}.${this.token}`;
    await writeFile(draft, this.written, { mode: 0o600 });
    await rename(draft, this.path);
    await pause(settleMs);
    return (await this.readHolder())?.token === this.token;
  }

  private set(owned: boolean): void {
    if (owned === this.isOwner) return;
    this.isOwner = owned;
    for (const changed of [...this.watching]) changed();
  }
}

function parsed(text: string): Partial<Holder> | undefined {
  try {
    return (JSON.parse(text) as Partial<Holder> | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
