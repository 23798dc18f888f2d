import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { draftOf, removeDurably, writeDurably } from '../../shared/node';
import type { SentStore } from '../../triggers';

import { callStore, isStore, warnIfLost } from '../host/context-stores';
import type { ContextStore, Runtime, RuntimeNode } from '../host/node-red';

/**
 * Where a trigger node keeps what it has sent: in a file of the user directory that only its owner can read, or in the node's
 * context in a store from Node-RED's settings. Without either, in the memory of this process.
 */
export function sentStoreFor(RED: Pick<Runtime, 'settings'>, node: RuntimeNode, store: unknown): SentStore {
  const { userDir } = RED.settings;
  const name = typeof store === 'string' ? store.trim() : '';
  if (name !== '' && isStore(RED.settings, name)) {
    warnIfLost(RED, node, name);
    return contextStore(node.context(), name);
  }
  if (name !== '') {
    node.warn(`The settings of Node-RED have no context store “${name}”, so what was sent is noted in a file.`);
  }
  // The id may come from a flow that somebody wrote by hand.
  if (userDir) return fileStore(join(userDir, 'linkedapi-triggers', `${encodeURIComponent(node.id)}.json`));
  return memoryStore(node.id);
}

function fileStore(path: string): SentStore {
  return {
    async load() {
      await rm(draftOf(path), { force: true }).catch(() => undefined);
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    save: (text) => writeDurably(path, text),
    remove: () => removeDurably(path),
  };
}

const key = 'linkedapi_sent';

function contextStore(context: ContextStore, store: string): SentStore {
  const set = (text: string | undefined) => callStore<void>((callback) => context.set(key, text, store, callback));
  return {
    async load() {
      const text = await callStore<unknown>((callback) => context.get(key, store, callback));
      return typeof text === 'string' ? text : undefined;
    },
    save: set,
    remove: () => set(undefined),
  };
}

const memory = new Map<string, string>();

const memoryStore = (id: string): SentStore => ({
  load: () => Promise.resolve(memory.get(id)),
  save: (text) => Promise.resolve(void memory.set(id, text)),
  remove: () => Promise.resolve(void memory.delete(id)),
});
