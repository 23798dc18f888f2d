import type { FlowNode } from './admin-api';
import { sandboxAccount } from './flows';
import type { HostVersion } from './hosts';
import { startNodeRed, type NodeRed } from './node-red';

const running = new Map<HostVersion, Promise<NodeRed>>();

/** An account with everything that its dialog stores, as the editor expects of nodes that it is to leave alone. */
export const completeAccount = sandboxAccount({
  name: '',
  baseUrl: 'https://api.linkedapi.io',
  pollInterval: 5,
  pollGap: '',
  maxResponse: '',
  sandboxAccount: 'sandbox',
  sandboxReading: 'A',
});

/** A Node-RED with the package from its tarball and these flows, one process for all suites that only look at the editor. */
export async function sharedNodeRed(version: HostVersion, flows: FlowNode[]): Promise<NodeRed> {
  const started = running.get(version) ?? startNodeRed({ version, install: 'tarball' });
  running.set(version, started);
  const nodeRed = await started;
  await nodeRed.deploy(flows);
  return nodeRed;
}
