import type { ServiceTime } from '../client';
import { errorText } from '../shared';
import { asWrittenNow, type WrittenFirst } from './version-1';
import { Stream, type Item, type News, type WrittenStream } from './stream';

/** A text that outlives the process. */
export interface SentStore {
  load(): Promise<string | undefined>;
  /** Resolves when the text would survive a power cut. */
  save(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Where a feed begins: now, or at a time in milliseconds since 1970. */
export type Start = 'now' | number;

/** Something that a feed cannot do as promised. */
export type Notice =
  /** The stored text cannot be read, so everything begins again. */
  | { kind: 'unreadable'; problem: string }
  /** Stored times are later than the service's time, because this machine's clock was ahead. The feed begins again from now. */
  | { kind: 'ahead'; noted: number; now: number }
  /** More than `most` came within the time for which it is remembered: what is not later than `until` and not known yet is never sent. `untimed`: what has no time and was not listed for a while may be sent again. */
  | { kind: 'full'; most: number; until?: number; untimed: boolean };

export interface FeedOptions {
  /** If they change, everything begins again. */
  settings: string;
  start: Start;
  /** The service's time. */
  time: Pick<ServiceTime, 'now' | 'ticks' | 'isKnown'>;
  /** The number of keys to remember. Each takes some 100 bytes of memory, and 12 in the store. */
  most?: number;
  report: (notice: Notice) => void;
}

/** The items sent between two writes to the store. */
const mostAtOnce = 500;
/** Stored times may be this much later than the service's time, which is known to about a second. */
const toleranceMs = 60_000;
/** The first poll asks for this much more, since this machine's clock may be ahead. */
const marginMs = 5 * 60_000;

const version = 2;

/** Streams of events, each delivered once, also across restarts. Only one process may use a store at a time. */
export class Feed {
  private readonly streams = new Map<string, Stream>();
  /** Streams that begin now, with the ticks at that moment: the service's time is only certain after an answer. */
  private readonly beginning = new Map<string, number>();
  /** By stream, the time from which the next answer has to be complete. */
  private readonly asked = new Map<string, number>();
  private readonly most: number;
  private unsaved = true;
  private checked = false;

  private constructor(
    readonly store: SentStore,
    readonly options: FeedOptions,
  ) {
    this.most = options.most ?? 100_000;
  }

  /** Continues where the feed has ended. Rejects if the store fails. Unreadable entries are reported and overwritten. */
  static async open(store: SentStore, options: FeedOptions): Promise<Feed> {
    const feed = new Feed(store, options);
    const text = await store.load();
    refuseOtherVersions(text);
    try {
      const read = text === undefined ? undefined : (JSON.parse(text) as Written | WrittenFirst);
      if (read?.settings === options.settings) {
        const written = read.version === 1 ? asWrittenNow(read.streams) : read.streams;
        for (const [name, stream] of Object.entries(written)) feed.streams.set(name, Stream.read(stream));
      }
    } catch (error) {
      feed.streams.clear();
      options.report({ kind: 'unreadable', problem: errorText(error) });
    }
    return feed;
  }

  /** Keeps these streams and begins those that are new. */
  async follow(names: readonly string[]): Promise<void> {
    const { start, time } = this.options;
    for (const known of [this.streams, this.beginning]) {
      for (const name of known.keys()) if (!names.includes(name)) known.delete(name);
    }
    for (const name of names) {
      if (this.streams.has(name) || this.beginning.has(name)) continue;
      if (start === 'now') this.beginning.set(name, time.ticks());
      else this.streams.set(name, Stream.from(start));
      this.unsaved = true;
    }
    if (time.isKnown) this.begin();
    if (this.unsaved) await this.save();
  }

  /** The time from which to poll a stream: ISO, in UTC. */
  since(name: string): string {
    const { time } = this.options;
    const from = this.streams.get(name)?.floor ?? Stream.fromNow(time.now()).floor - marginMs;
    this.asked.set(name, from);
    return new Date(Math.max(from, 0)).toISOString();
  }

  /**
   * Sends new items, oldest first, and resolves with their number. The store is written before and after: items that a crash
   * interrupts are sent again, marked as redelivered. `send` resolves with false if it sent nothing.
   */
  async deliver(
    answers: ReadonlyMap<string, readonly Item[]>,
    wanted: (item: Item) => boolean,
    send: (news: readonly News[]) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<number> {
    const now = this.options.time.now();
    this.begin();
    this.check(now);
    const pending: { stream: Stream; news: News }[] = [];
    const looked = new Set<Stream>();
    for (const [name, items] of answers) {
      const stream = this.streams.get(name);
      // The clock was ahead when this was asked for, so the answer lacks items that the next one will have.
      if (!stream || this.asked.get(name)! > stream.floor) continue;
      looked.add(stream);
      if (!stream.looked) this.unsaved = true;
      for (const news of stream.news(items, now)) {
        if (wanted(news)) pending.push({ stream, news });
        else {
          stream.done(news);
          this.unsaved = true;
        }
      }
    }
    pending.sort((a, b) => a.news.time - b.news.time);
    for (let at = 0; at < pending.length; at += mostAtOnce) {
      const batch = pending.slice(at, at + mostAtOnce);
      if (!(await this.deliverBatch(batch, send, signal))) return at;
      const until = Math.min(batch.at(-1)!.news.time, now);
      for (const stream of new Set(batch.map((one) => one.stream))) stream.forget(until, now);
    }
    for (const stream of looked) stream.forget(now, now);
    this.fit(now);
    if (this.unsaved) await this.save();
    return pending.length;
  }

  private begin(): void {
    const { time } = this.options;
    for (const [name, ticks] of this.beginning) {
      this.streams.set(name, Stream.fromNow(Math.round(time.now() - (time.ticks() - ticks))));
      this.unsaved = true;
    }
    this.beginning.clear();
  }

  /** Called once the service's time is known: stored times cannot be later. */
  private check(now: number): void {
    const { start, time, report } = this.options;
    if (this.checked || !time.isKnown) return;
    this.checked = true;
    const latest = (start === 'now' ? now : Math.max(now, start)) + toleranceMs;
    const noted = ({ began, floor }: Stream) => (start === 'now' ? Math.max(began, floor) : floor);
    const ahead = [...this.streams.values()].filter((stream) => noted(stream) > latest);
    if (ahead.length === 0) return;
    report({ kind: 'ahead', noted: Math.max(...ahead.map(noted)), now });
    for (const stream of ahead) stream.setBack(now);
    this.unsaved = true;
  }

  /** Keeps the number of keys within its limit, at the cost of the largest streams. */
  private fit(now: number): void {
    const streams = [...this.streams.values()];
    const share = fairShare(
      streams.map(({ size }) => size),
      this.most,
    );
    const trimmed = streams.filter(({ size }) => size > share).map((stream) => stream.trim(share, now));
    const until = trimmed.reduce((latest, one) => Math.max(latest, one.until), -Infinity);
    const untimed = trimmed.some((one) => one.untimed);
    if (until === -Infinity && !untimed) return;
    this.unsaved = true;
    this.options.report({ kind: 'full', most: this.most, ...(until === -Infinity ? {} : { until }), untimed });
  }

  private async deliverBatch(
    batch: readonly { stream: Stream; news: News }[],
    send: (news: readonly News[]) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const takeBack = () => batch.forEach(({ stream }) => stream.notSent());
    for (const { stream, news } of batch) stream.sending(news);
    this.unsaved = true;
    try {
      await this.save();
    } catch (error) {
      takeBack();
      throw error;
    }
    if (signal.aborted || !(await send(batch.map(({ news }) => news)))) {
      takeBack();
      this.unsaved = true;
      await this.save();
      return false;
    }
    for (const { stream, news } of batch) stream.done(news);
    this.unsaved = true;
    return true;
  }

  private async save(): Promise<void> {
    const { settings } = this.options;
    const streams = Object.fromEntries([...this.streams].map(([name, stream]) => [name, stream.written()]));
    await this.store.save(JSON.stringify({ version, settings, streams } satisfies Written));
    this.unsaved = false;
  }
}

/** The limit for each stream so that all together have at most `most`: what some do not need, the others may have. */
function fairShare(sizes: readonly number[], most: number): number {
  let left = most;
  let others = sizes.length;
  for (const size of [...sizes].sort((a, b) => a - b)) {
    const share = Math.floor(left / others);
    if (size > share) return share;
    left -= size;
    others -= 1;
  }
  return Infinity;
}

/** What a newer version has stored must stay as it is until that version is back. */
function refuseOtherVersions(text: string | undefined): void {
  let noted: unknown;
  try {
    noted = (JSON.parse(text ?? 'null') as { version?: unknown } | null)?.version;
  } catch {
    return;
  }
  if (typeof noted !== 'number' || noted === 1 || noted === version) return;
  throw new Error(
    `its notes have version ${noted}, and this version of the package reads no later one than ${version}. Update the package.`,
  );
}

interface Written {
  version: typeof version;
  settings: string;
  streams: Record<string, WrittenStream>;
}
