/** Run as a process of its own, since proxies and certificates come from its environment: requests the account, starts a workflow, prints both. */
import { LinkedApiClient } from '../../../src/client';

async function main(baseUrl: string): Promise<void> {
  const tokens = { linkedApiToken: 'probe-workspace-token-1', identificationToken: 'probe-account-token-2' };
  const client = new LinkedApiClient({ baseUrl, ...tokens, requestTimeoutMs: 20_000 });
  const outcome = (work: Promise<unknown>) =>
    work.catch((error: Error & { code?: string; cause?: unknown }) => {
      return { code: error.code, message: error.message, cause: error.cause };
    });
  const account = await outcome(client.getAccount());
  const started = await outcome(client.startWorkflow({ actionType: 'st.retrieveSSI' }));
  process.stdout.write(JSON.stringify({ account, started }));
}

void main(process.argv[2] ?? '');
