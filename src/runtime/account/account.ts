import { accountType, translateToEnglish } from '../../catalog/facts';
import type { LinkedApiAdmin, LinkedApiClient } from '../../client';
import { NodeError, type FlowNode, type Runtime, type RuntimeNode } from '../host/node-red';
import { refusalOf } from '../host/versions';
import { accountProblem } from '../../workflow';

export interface AccountInstance extends RuntimeNode {
  /** Where its tokens are sent. */
  baseUrl: string;
  /** A client for this account. Rejects with a NodeError that names the missing setting. */
  client(): Promise<LinkedApiClient>;
  /** A client for the account's workspace, which needs no identification token. Rejects like `client`. */
  admin(): Promise<LinkedApiAdmin>;
}

/** The account node with this id. Throws a NodeError `accountRequired` when there is none. */
export function accountOf(RED: Pick<Runtime, 'nodes'>, id: unknown, title: string): AccountInstance {
  const account = typeof id === 'string' ? RED.nodes.getNode(id) : undefined;
  const refusal = account && refusalOf(account);
  if (refusal) throw refusal;
  if (account && isAccount(account)) return account;
  const find = (wanted: string) => {
    let found: FlowNode | undefined;
    RED.nodes.eachNode((node) => {
      if (node.id === wanted) found = node;
    });
    return found;
  };
  const why =
    accountProblem(title, id, find, translateToEnglish) ?? translateToEnglish('accountMissing', { node: title });
  throw new NodeError('accountRequired', why);
}

export const isAccount = (node: RuntimeNode): node is AccountInstance => node.type === accountType;
