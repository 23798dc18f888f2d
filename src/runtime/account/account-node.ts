import { accountType } from '../../catalog/facts';
import type { NodeConfig, Runtime, RuntimeNode } from '../host/node-red';
import type { AccountInstance } from './account';
import { AccountClients, baseUrlOf, type AccountSettings, type SandboxUrl } from './account-clients';
import { testConnection } from './connection-test';

/** Registers the account node, and the route of the button in its dialog that tests the connection. */
export function registerAccount(RED: Runtime, { sandboxUrl }: { sandboxUrl: SandboxUrl }): void {
  RED.nodes.registerType(
    accountType,
    function (this: RuntimeNode, config: NodeConfig) {
      RED.nodes.createNode(this, config);
      const settings = config as unknown as AccountSettings;
      const account = this as AccountInstance;
      const title = `The account “${this.name || (settings.mode === 'live' ? 'Linked API' : 'Sandbox')}”`;
      const clients = () => new AccountClients(settings, account.credentials ?? {}, title, sandboxUrl);
      account.baseUrl = baseUrlOf(settings);
      account.client = () => clients().client();
      account.admin = () => clients().admin();
    },
    { credentials: { linkedApiToken: { type: 'password' }, identificationToken: { type: 'password' } } },
  );
  RED.httpAdmin.post('/linkedapi/account/test', RED.auth.needsPermission('flows.write'), (request, response) => {
    void testConnection(RED, request.body, sandboxUrl).then((answer) => response.json(answer));
  });
}
