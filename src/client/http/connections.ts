import { onAbort } from '../clock';

/** So many requests to one service are under way at once, whatever they are about. */
const mostAtOnce = 40;

/**
 * Has the requests to one service wait for one another: first come, first served. A thousand connections at once would use up
 * what files a process may open.
 */
export class Connections {
  private open = 0;
  private readonly waiting = new Set<() => void>();

  /** Carries out a request when it may; resolves with undefined, and has done nothing, when one of the signals is aborted before. */
  async use<T>(request: () => Promise<T>, signals: readonly AbortSignal[]): Promise<T | undefined> {
    if (this.open < mostAtOnce) this.open += 1;
    else if (!(await this.turn(signals))) return undefined;
    try {
      return await request();
    } finally {
      const [next] = this.waiting;
      if (next) next();
      else this.open -= 1;
    }
  }

  /** Resolves with true when another request has given its place away, with false when a signal was aborted before. */
  private turn(signals: readonly AbortSignal[]): Promise<boolean> {
    if (signals.some(({ aborted }) => aborted)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (mayGo: boolean) => {
        this.waiting.delete(go);
        for (const forget of forgetting) forget();
        resolve(mayGo);
      };
      const go = () => end(true);
      const forgetting = signals.map((signal) => onAbort(signal, () => end(false)));
      this.waiting.add(go);
    });
  }
}

const byService = new Map<string, Connections>();

/** Those to one service, by its origin. */
export function connectionsTo(origin: string): Connections {
  let connections = byService.get(origin);
  if (!connections) byService.set(origin, (connections = new Connections()));
  return connections;
}
