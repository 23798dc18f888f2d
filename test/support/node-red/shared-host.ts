import { sandboxAccount } from '../flows/flows';
import type { HostVersion } from './hosts';
import { startNodeRed, type NodeRed } from './node-red';

const running = new Map<HostVersion, Promise<NodeRed>>();

/** An account with everything that its dialog stores; otherwise the editor would mark it as changed. */
export const completeAccount = sandboxAccount({
  name: '',
  baseUrl: 'https://api.linkedapi.io',
  pollInterval: 5,
  pollGap: '',
  maxResponse: '',
  sandboxAccount: 'sandbox',
  sandboxReading: 'A',
});

/** A Node-RED with the package from its tarball, one process for all suites that only need their own flows. */
export async function sharedNodeRed(version: HostVersion): Promise<NodeRed> {
  const before = await running.get(version)?.catch(() => undefined);
  if (before?.isRunning !== true) running.set(version, startNodeRed({ version, install: 'tarball' }));
  return running.get(version)!;
}
