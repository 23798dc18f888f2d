import { ServiceTime } from '../../../src/client/http/service-time';
import { FakeClock } from './fake-clock';
import { Feed, type Notice, type SentStore, type Start, type Item } from '../../../src/triggers';

/** An event with its time (NaN for none) and the time from which the service lists it. */
export interface Happening {
  stream?: string;
  id: string;
  time: number;
  known?: number;
  /** The service no longer lists it. */
  gone?: number;
}

/** A feed of a service whose clock is right, on a machine whose clock may be wrong. */
export class FollowedService {
  /** `ticks` is the right time. */
  readonly clock = new FakeClock();
  readonly happened: Happening[] = [];
  readonly notices: Notice[] = [];
  /** The ids sent; `again ` precedes those that were marked. */
  readonly sent: string[] = [];
  /** Of the answers' Date headers. */
  tellsTime = true;
  text: string | undefined;
  private time = new ServiceTime(this.clock);
  private feed: Feed | undefined;

  constructor(
    readonly streams: readonly string[] = [''],
    readonly options: { start?: Start; most?: number } = {},
  ) {}

  readonly store: SentStore = {
    load: () => Promise.resolve(this.text),
    save: (text) => Promise.resolve(void (this.text = text)),
    remove: () => Promise.resolve(void (this.text = undefined)),
  };

  get now(): number {
    return this.clock.ticks();
  }

  happens(...all: Happening[]): void {
    this.happened.push(...all);
  }

  /** Like a restart of Node-RED, perhaps after the machine's clock was set. */
  restart(ahead = this.clock.ahead): void {
    this.clock.ahead = ahead;
    this.time = new ServiceTime(this.clock);
    this.feed = undefined;
  }

  /** The node is started. */
  async follow(): Promise<Feed> {
    const { start = 'now', ...more } = this.options;
    const report = (notice: Notice) => void this.notices.push(notice);
    this.feed ??= await Feed.open(this.store, { settings: 'same', start, time: this.time, report, ...more });
    await this.feed.follow(this.streams);
    return this.feed;
  }

  async poll(arrange: (items: Item[]) => Item[] = (items) => items): Promise<void> {
    const feed = await this.follow();
    const answers = new Map(this.streams.map((name) => [name, arrange(this.listed(name, feed.since(name)))]));
    if (this.tellsTime) this.time.learn(new Date(this.now).toUTCString(), this.now);
    const { signal } = new AbortController();
    await feed.deliver(
      answers,
      () => true,
      (news) => {
        this.sent.push(...news.map(({ value, redelivered }) => `${redelivered ? 'again ' : ''}${String(value['id'])}`));
        return Promise.resolve(true);
      },
      signal,
    );
  }

  private listed(name: string, since: string): Item[] {
    const from = Date.parse(since);
    return this.happened
      .filter(({ stream = '', known = 0, gone = Infinity }) => stream === name && known <= this.now && gone > this.now)
      .filter(({ time }) => !(time < from))
      .map(({ id, time }) => ({ keys: [id], time, value: { id } }));
  }
}
