import { accountType, type Translate } from '../../catalog/facts';

/** An account as Node-RED's runtime, its editor or a flow file has it. */
export interface AccountNode {
  type: string;
  name?: unknown;
  /** Disabled. */
  d?: unknown;
}

/** Why a node cannot use the account it names, as a sentence; undefined if it can. `find` looks a node up by its id. */
export function accountProblem(
  node: string,
  account: unknown,
  find: (id: string) => AccountNode | undefined,
  translate: Translate,
): string | undefined {
  if (typeof account !== 'string' || account === '' || account === '_ADD_')
    return translate('accountMissing', { node });
  const found = find(account);
  if (found?.type !== accountType) return translate('accountDeleted', { node });
  if (found.d !== true) return undefined;
  const name = typeof found.name === 'string' && found.name !== '' ? found.name : account;
  return translate('accountDisabled', { node, account: translate('quoted', { name }) });
}
