import { ServiceTime } from '../../../src/client/http/service-time';
import { FakeClock } from './fake-clock';
import { Feed, type Notice, type SentStore, type Start, type Item } from '../../../src/triggers';

/** Something that has happened at a time (none: NaN), and that the service knows of from another one on. */
export interface Happening {
  stream?: string;
  id: string;
  time: number;
  known?: number;
  /** The service does not list it any more. */
  gone?: number;
}

/** A feed of a service whose clock is right, on a machine whose clock need not be. */
export class FollowedService {
  /** `ticks` is the right time. */
  readonly clock = new FakeClock();
  readonly happened: Happening[] = [];
  readonly notices: Notice[] = [];
  /** Ids as they were sent, `again ` before those that were marked. */
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

  readonly shelf: SentStore = {
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

  /** As when Node-RED is started anew, perhaps after the machine's clock was set. */
  restart(ahead = this.clock.ahead): void {
    this.clock.ahead = ahead;
    this.time = new ServiceTime(this.clock);
    this.feed = undefined;
  }

  /** The node is started. */
  async follow(): Promise<Feed> {
    const { start = 'now', ...more } = this.options;
    const report = (notice: Notice) => void this.notices.push(notice);
    this.feed ??= await Feed.open(this.shelf, { settings: 'same', start, time: this.time, report, ...more });
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
