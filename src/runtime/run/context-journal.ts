import { readEntry, WriteQueue, writeEntry, type Entry, type Journal } from '../../runs';
import { errorText } from '../../shared';
import { callStore } from '../host/context-stores';
import type { ContextStore, RuntimeNode } from '../host/node-red';

const prefix = 'linkedapi_run_';

/**
 * The journal of one run node in its own context, in a store from Node-RED's settings: for installations without a disk. The
 * store decides how durable it is. Node-RED deletes it together with the node.
 */
export class ContextJournal implements Journal {
  private readonly context: ContextStore;
  private readonly writes = new WriteQueue();

  constructor(
    node: RuntimeNode,
    readonly store: string,
    private readonly onUnreadable: (problem: string) => void,
  ) {
    this.context = node.context();
  }

  save(entry: Entry): Promise<void> {
    const { id } = entry.plan;
    const text = writeEntry(entry);
    return this.writes.add(id, entry.at, () => this.set(prefix + keyOf(id), text));
  }

  remove(id: string): Promise<void> {
    return this.writes.add(id, 'delivering', () => this.set(prefix + keyOf(id), undefined));
  }

  async load(): Promise<Entry[]> {
    const entries: Entry[] = [];
    try {
      const keys = await callStore<string[]>((callback) => this.context.keys(this.store, callback));
      for (const key of keys.filter((one) => one.startsWith(prefix))) {
        const text = await callStore((callback) => this.context.get(key, this.store, callback));
        if (typeof text !== 'string') continue;
        try {
          entries.push(readEntry(text));
        } catch (error) {
          await this.set(key, undefined);
          await this.set(`unreadable_${key}`, text);
          this.onUnreadable(
            `${key} in the context store “${this.store}” cannot be read: ${errorText(error)}. It was renamed to unreadable_${key}.`,
          );
        }
      }
    } catch (error) {
      this.onUnreadable(`The context store “${this.store}” cannot be read: ${errorText(error)}`);
    }
    return entries.sort((a, b) => a.since - b.since);
  }

  private set(key: string, value: string | undefined): Promise<void> {
    return callStore((callback) => this.context.set(key, value, this.store, callback));
  }
}

/** Node-RED reads a key as a path. */
const keyOf = (id: string) => id.replaceAll('-', '_');
