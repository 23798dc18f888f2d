import { optionalNumber } from '../host/optional-number';
import type { NodeConfig } from '../host/node-red';

/** The output ports before those of the labels: the structure and the completion. */
export const fixedPorts = 2;

/** The settings of a run node. */
export interface RunSettings {
  account?: string;
  /** One output port each, after the two fixed ones. */
  labels: string[];
  delivery: 'each' | 'array';
  onFinding: 'stop' | 'warn';
  /** Hours. */
  timeout: number;
  /** Whether the editor may show the last runs, their results and their messages. */
  keep: boolean;
  /** What happens to running workflows when the node is closed. */
  onClose: 'resume' | 'cancel';
  /** The context store for the journal; without one, it is in files. */
  store?: string;
  /** How often a workflow is sent again after `tooManyRequests`; by default, as the client does. */
  retries?: number;
}

export function settingsOf(config: NodeConfig): RunSettings {
  const labels = Array.isArray(config['labels']) ? config['labels'].map(String) : [];
  const hours = Number(config['timeout']);
  const retries = optionalNumber(config['retries']);
  const store = typeof config['store'] === 'string' ? config['store'].trim() : '';
  return {
    ...(typeof config['account'] === 'string' ? { account: config['account'] } : {}),
    labels,
    delivery: config['delivery'] === 'array' ? 'array' : 'each',
    onFinding: config['onFinding'] === 'warn' ? 'warn' : 'stop',
    timeout: hours > 0 ? hours : 24,
    keep: config['keep'] !== 'nothing',
    onClose: config['onClose'] === 'cancel' ? 'cancel' : 'resume',
    ...(store === '' ? {} : { store }),
    ...(retries === undefined || retries < 0 ? {} : { retries }),
  };
}
