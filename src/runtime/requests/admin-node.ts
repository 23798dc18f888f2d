import type { OperationFacts } from '../../catalog/facts';
import { accountOf } from '../account/account';
import { operationNameOf, registerRequestNode, type Request, type RequestServices } from './request-node';
import { adminOperations } from '../host/catalog';
import { hideSecrets } from './hide-secrets';
import { NodeError, type Runtime } from '../host/node-red';
import { readFields } from './read-fields';
import * as status from '../host/status';
import { titleOf } from '../host/titles';

const reasons: Record<NonNullable<OperationFacts['confirm']>, string> = {
  spends: 'spends money',
  final: 'cannot be undone',
};

/** Registers the node for the admin API: subscription, accounts, limits and webhook of a workspace. */
export function registerAdmin(RED: Runtime, services: RequestServices): void {
  registerRequestNode(RED, services, 'linkedapi-admin', async (request) => {
    const { node, config, message, signal } = request;
    request.show(status.asking);
    const operation = operationOf(request);
    const { name, params: fields, nothingIsNull, reads = false } = operation;
    const account = accountOf(RED, config['account'], titleOf(node));
    refuseUnconfirmed(operation, request);
    // An operation without parameters ignores what an earlier one has left in the panel.
    const given = fields.length > 0 ? config['params'] : {};
    const params = await readFields(RED, node, { params: fields }, given, message);
    if (nothingIsNull !== undefined) params[nothingIsNull] ??= null;
    const admin = await account.admin();
    const answer = (await admin.call(name, params, { signal, reads })) ?? {};
    return {
      payload: config['secrets'] === true ? answer : hideSecrets(answer),
      linkedapi: { operation: name },
      status: status.done,
    };
  });
}

function operationOf(request: Request): OperationFacts {
  const wanted = operationNameOf(request);
  const operation = adminOperations().find(({ name }) => name === wanted);
  if (operation) return operation;
  const where = request.config['operation'] === 'msg' ? 'msg.linkedapi.operation' : 'the operation';
  const names = adminOperations().map(({ name }) => name);
  throw new NodeError('unknownOperation', `${titleOf(request.node)}: ${where} has to be one of ${names.join(', ')}.`);
}

/** Requires the name itself, so that a message meant for something else confirms nothing. */
function refuseUnconfirmed({ name, confirm }: OperationFacts, { node, message }: Request): void {
  if (!confirm || message['confirm'] === name) return;
  throw new NodeError(
    'confirmationRequired',
    `${titleOf(node)}: ${name} ${reasons[confirm]}, so it is only sent for a message whose msg.confirm is “${name}”. Nothing was sent.`,
    { operation: name },
  );
}
