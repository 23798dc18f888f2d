import type { OperationFacts } from '../../catalog/facts';
import { accountOf } from '../account/account-node';
import { registerAsking, type Question } from './request-node';
import { adminOperations } from '../host/catalog';
import { withoutSecrets } from './hide-secrets';
import { NodeError, type Runtime } from '../host/node-red';
import { readFields } from '../host/read-fields';
import type { Shared } from '../run/shared';
import * as status from '../host/status';
import { titleOf } from '../host/titles';

const reasons: Record<NonNullable<OperationFacts['confirm']>, string> = {
  spends: 'spends money',
  final: 'cannot be undone',
};

/** The node for what concerns the workspace: subscription, accounts, limits, webhook. */
export function registerAdmin(RED: Runtime, shared: Shared): void {
  registerAsking(RED, shared, 'linkedapi-admin', async (question) => {
    const { node, config, message, signal } = question;
    const operation = operationOf(question);
    const { name, params: fields, nothingIsNull, reads = false } = operation;
    const account = accountOf(RED, config['account'], titleOf(node));
    refuseUnconfirmed(operation, question);
    // What takes nothing does not care what the message holds.
    const given = fields.length > 0 ? config['params'] : {};
    const params = await readFields(RED, node, { params: fields }, given, message);
    if (nothingIsNull !== undefined) params[nothingIsNull] ??= null;
    const admin = await account.admin();
    const answer = (await admin.call(name, params, { signal, reads })) ?? {};
    return {
      payload: config['secrets'] === true ? answer : withoutSecrets(answer),
      linkedapi: { operation: name },
      shown: status.done,
    };
  });
}

function operationOf({ node, config, message }: Question): OperationFacts {
  const configured = config['operation'];
  const wanted =
    configured === 'msg' ? (message.linkedapi as { operation?: unknown } | undefined)?.operation : configured;
  const operation = adminOperations().find(({ name }) => name === wanted);
  if (operation) return operation;
  const where = configured === 'msg' ? 'msg.linkedapi.operation' : 'the operation';
  throw new NodeError(
    'unknownOperation',
    `${titleOf(node)}: ${where} has to be one of ${adminOperations().map(({ name }) => name).join(', ')}.`, // prettier-ignore
  );
}

/** Only the name itself will do, so that a message meant for something else confirms nothing. */
function refuseUnconfirmed({ name, confirm }: OperationFacts, { node, message }: Question): void {
  if (!confirm || message['confirm'] === name) return;
  throw new NodeError(
    'confirmationRequired',
    `${titleOf(node)}: ${name} ${reasons[confirm]}, so it is only sent for a message whose msg.confirm is “${name}”. Nothing was sent.`,
    { operation: name },
  );
}
