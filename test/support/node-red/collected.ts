/** A message that a `test-collect` node received, turned into JSON and back. */
export type Message = { _msgid: string; payload?: unknown } & Record<string, unknown>;

interface Collected {
  id: string;
  name: string;
  msg: Message;
}

interface Waiter {
  settle: () => boolean;
  fail: (reason: string) => void;
}

const mark = '@@collected ';

/** The messages that the `test-collect` nodes of one Node-RED receive, and waiting for them. */
export class Collection {
  private readonly all: Collected[] = [];
  private readonly read = new Set<Collected>();
  private readonly waiters = new Set<Waiter>();

  /** Reads one line of the process' output; returns whether it was a collected message. */
  take(line: string): boolean {
    if (!line.startsWith(mark)) return false;
    this.all.push(JSON.parse(line.slice(mark.length)) as Collected);
    for (const waiter of this.waiters) waiter.settle();
    return true;
  }

  /** All messages so far, of one collector (id or name) or of all. */
  messages(at?: string): Message[] {
    return this.at(at).map(({ msg }) => msg);
  }

  /** The next `count` messages not yet returned by `next`; rejects after `timeoutMs` with what did arrive. */
  next(count: number, at: string | undefined, timeoutMs: number): Promise<Message[]> {
    return new Promise((resolve, reject) => {
      const unread = () => this.at(at).filter((one) => !this.read.has(one));
      const end = () => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
      const waiter: Waiter = {
        settle: () => {
          const ready = unread().slice(0, count);
          if (ready.length < count) return false;
          for (const one of ready) this.read.add(one);
          end();
          resolve(ready.map(({ msg }) => msg));
          return true;
        },
        fail: (reason) => {
          end();
          const got = unread().map(({ msg }) => `\n  ${JSON.stringify(msg).slice(0, 300)}`);
          const where = at === undefined ? '' : ` at "${at}"`;
          reject(new Error(`expected ${count} message(s)${where}, got ${got.length}: ${reason}${got.join('')}`));
        },
      };
      const timer = setTimeout(() => waiter.fail(`no more within ${timeoutMs} ms`), timeoutMs);
      if (!waiter.settle()) this.waiters.add(waiter);
    });
  }

  /** Ends all waiting. */
  fail(reason: string): void {
    for (const waiter of this.waiters) waiter.fail(reason);
  }

  private at(at: string | undefined): Collected[] {
    return this.all.filter(({ id, name }) => at === undefined || id === at || name === at);
  }
}
