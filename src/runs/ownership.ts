import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { mkdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Between two signs of life, and between two looks of those who wait. */
const beatMs = 5_000;
/** An owner that has given no sign of life for so long, as the one who waits sees it, is gone. */
const silentMs = 30_000;
/** The same at first sight; far more, since clocks of two machines differ. */
const oldMs = 60 * 60_000;
/** Two that find the same lock stale both put theirs in its place; after this the last one is known. */
const settleMs = 100;

interface Holder {
  pid: number;
  host: string;
  token: string;
}

/** In the folder that is owned. */
const ownerFile = 'owner';

/** Those of this process, by folder: Node-RED can be started more than once in it. */
const held = new Map<string, Ownership>();
process.once('exit', () => held.forEach((ownership) => ownership.leave()));

/**
 * Who of several processes looks after a folder: the first one, and when that is gone one of the others. Told by a file in
 * the folder that the owner touches every few seconds.
 */
export class Ownership {
  private readonly path: string;
  /** Tells this process from others in names of files. */
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

  /** Becomes the owner at once where there is no other; otherwise waits, in the background, until it is gone. */
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

  /** Who the owner was when last looked at, for a sentence. */
  get other(): string {
    return `process ${this.holder.pid} on ${this.holder.host}`;
  }

  /**
   * Resolves as soon as this process is the owner, with a signal that is aborted when it no longer is, or when the one given is.
   * `onWait` is called when that is not at once.
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

  /** The next one need not wait. */
  leave(): void {
    clearTimeout(this.timer);
    if (held.get(this.folder) === this) held.delete(this.folder);
    try {
      if (this.isOwner && parsed(readFileSync(this.path, 'utf8'))?.token === this.token) unlinkSync(this.path);
    } catch {
      // It is told by its age then.
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
      // Where nothing can be written nobody else can look after the folder either; later it is passing trouble.
      return this.isOwner || !this.looked;
    } finally {
      this.looked = true;
    }
  }

  /** Undefined where there is none. */
  private async readHolder(): Promise<Partial<Holder> | undefined> {
    try {
      return parsed(await readFile(this.path, 'utf8')) ?? {};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private async isGone({ pid, host, token }: Partial<Holder>): Promise<boolean> {
    // In containers process ids repeat: the one of this process was another's.
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

  /** Where there is no owner. */
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

  /** In the place of an owner that is gone. */
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
    // It belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
