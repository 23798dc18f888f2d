/** Run as a process of its own: starts a workflow without a free file descriptor, frees them at the first retry, prints both. */
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { LinkedApiClient } from '../../../src/client';
import { until } from '../until';

async function main(baseUrl: string): Promise<void> {
  const client = new LinkedApiClient({ baseUrl, linkedApiToken: 'workspace-1', identificationToken: 'account-2' });
  // Loads the modules that would need a descriptor later.
  await client.getWorkflow('wf-0');
  // Its connection could be reused, or free its descriptor.
  await until(() => !process.getActiveResourcesInfo().some((name) => name.startsWith('TCP')));
  const opened: number[] = [];
  try {
    for (;;) opened.push(openSync(devNull, 'r'));
  } catch {
    // No descriptor is left.
  }
  const retried: unknown[] = [];
  const onRetry = ({ cause }: { cause: { problem?: string } }) => {
    for (const descriptor of opened.splice(0)) closeSync(descriptor);
    retried.push(cause.problem);
  };
  const { workflowId } = await client.startWorkflow({ actionType: 'st.retrieveSSI' }, { onRetry });
  process.stdout.write(JSON.stringify({ retried, workflowId }));
}

void main(process.argv[2] ?? '');
