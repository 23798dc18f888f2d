import { onAbort } from '../clock';

/** Requests to one service at the same time. */
const mostAtOnce = 40;

/**
 * Limits the requests to one service; further ones wait in order. A thousand connections at once could exceed the number of
 * files that a process may open.
 */
export class Connections {
  private open = 0;
  private readonly waiting = new Set<() => void>();

  /** Calls `request` when there is a free connection. Resolves with undefined, without calling it, if a signal aborts before. */
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

  /** Resolves with true when another request has ended, or with false if a signal aborts before. */
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

/** One for each origin. */
export function connectionsTo(origin: string): Connections {
  let connections = byService.get(origin);
  if (!connections) byService.set(origin, (connections = new Connections()));
  return connections;
}
