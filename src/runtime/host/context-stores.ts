import type { Runtime, RuntimeNode } from './node-red';
import { titleOf } from './titles';

/** How often `localfilesystem` writes what it holds in memory, in seconds (https://nodered.org/docs/api/context/store/localfilesystem). */
const usualFlushSeconds = 30;

/** Is a context store of this name in Node-RED's settings? */
export const isStore = ({ contextStorage }: Runtime['settings'], name: string): boolean =>
  Object.hasOwn(contextStorage ?? {}, name);

/** Warns when what a node notes would not survive in the store that is chosen for it; to be called once a deploy. */
export function warnIfLost(RED: Pick<Runtime, 'settings'>, node: RuntimeNode, store: string): void {
  const why = whyLost(RED.settings.contextStorage ?? {}, store);
  if (why === undefined) return;
  node.warn(
    `${titleOf(node)} makes its notes in the context store “${store}”, which ${why}. Name a store that writes at once (localfilesystem with cache: false), or none, so that they are kept in files.`,
  );
}

/** Undefined for a store that keeps at once what it is given, or that is not one of Node-RED's own. */
function whyLost(stores: Record<string, unknown>, name: string): string | undefined {
  const configured = stores[name];
  // Another name for one of the stores.
  if (typeof configured === 'string' && configured !== name && Object.hasOwn(stores, configured))
    return whyLost(stores, configured);
  const { module = configured, config } = (typeof configured === 'object' && configured !== null ? configured : {}) as {
    module?: unknown;
    config?: { cache?: unknown; flushInterval?: unknown };
  };
  if (module === 'memory') return 'is in memory only: what it holds is gone when Node-RED ends';
  if (module !== 'localfilesystem' || config?.cache === false) return undefined;
  const seconds = Number(config?.flushInterval ?? usualFlushSeconds);
  return `writes to disk only every ${seconds} s: what came since is gone when Node-RED is killed`;
}
