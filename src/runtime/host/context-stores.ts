import { asError } from './failure';
import type { Runtime, RuntimeNode } from './node-red';
import { titleOf } from './titles';

/** How often `localfilesystem` writes to disk by default (https://nodered.org/docs/api/context/store/localfilesystem). */
const defaultFlushSeconds = 30;

/** Resolves with what a context store passes to its callback. */
export function callStore<T>(call: (callback: (error: unknown, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    call((error, result) => (error ? reject(asError(error)) : resolve(result as T))),
  );
}

/** Whether Node-RED's settings have a context store of this name. */
export const isStore = ({ contextStorage }: Runtime['settings'], name: string): boolean =>
  Object.hasOwn(contextStorage ?? {}, name);

/** Warns when a crash would lose what a node saves in this store. Call it once per deploy. */
export function warnIfLost(RED: Pick<Runtime, 'settings'>, node: RuntimeNode, store: string): void {
  const why = whyLost(RED.settings.contextStorage ?? {}, store);
  if (why === undefined) return;
  node.warn(
    `${titleOf(node)} makes its notes in the context store “${store}”, which ${why}. Name a store that writes at once (localfilesystem with cache: false), or none, so that they are kept in files.`,
  );
}

/** Undefined for a store that writes at once, and for one that is not Node-RED's own. */
function whyLost(stores: Record<string, unknown>, name: string): string | undefined {
  const configured = stores[name];
  // An alias of another store.
  if (typeof configured === 'string' && configured !== name && Object.hasOwn(stores, configured)) {
    return whyLost(stores, configured);
  }
  const { module = configured, config } = (typeof configured === 'object' && configured !== null ? configured : {}) as {
    module?: unknown;
    config?: { cache?: unknown; flushInterval?: unknown };
  };
  if (module === 'memory') return 'is in memory only: what it holds is gone when Node-RED ends';
  if (module !== 'localfilesystem' || config?.cache === false) return undefined;
  const seconds = Number(config?.flushInterval ?? defaultFlushSeconds);
  return `writes to disk only every ${seconds} s: what came since is gone when Node-RED is killed`;
}
