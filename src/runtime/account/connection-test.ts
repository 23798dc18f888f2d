import { isVariable, wholeVariable } from '../../shared';
import { failureOf } from '../host/failure';
import { NodeError, type Runtime } from '../host/node-red';
import { isAccount, type AccountInstance } from './account';
import { AccountClients, baseUrlOf, type AccountSettings, type SandboxUrl, type Tokens } from './account-clients';

type TestAnswer = { ok: true; name: string; url: string } | { ok: false; type: string; message: string };

/** Asks Linked API whose account the open dialog describes. `body`: its settings, its id, and the tokens that were typed. */
export async function testConnection(RED: Runtime, body: unknown, sandboxUrl: SandboxUrl): Promise<TestAnswer> {
  try {
    const { id, ...typed } = body as { id?: unknown } & Tokens & AccountSettings;
    const node = typeof id === 'string' ? RED.nodes.getNode(id) : undefined;
    const deployed = node && isAccount(node) ? node : undefined;
    const entered = { ...typed, baseUrl: replaceVariable(RED, deployed, typed.baseUrl ?? '') };
    const tokens = tokensFor(RED, deployed, entered);
    const client = await new AccountClients(entered, tokens, 'The account', sandboxUrl).client();
    const { name, url } = await client.getAccount();
    return { ok: true, name, url };
  } catch (error) {
    const untested = () => new NodeError('unexpectedError', 'The connection could not be tested.');
    const { code, message } = failureOf(error, untested);
    return { ok: false, type: code, message };
  }
}

/**
 * A stored token is sent only to the base URL that the account is deployed with. Otherwise anyone with the editor could have
 * it sent to an address of their own.
 */
function tokensFor(RED: Runtime, deployed: AccountInstance | undefined, typed: AccountSettings & Tokens): Tokens {
  if (typed.mode !== 'live') return {};
  if (deployed && isSameAddress(deployed.baseUrl, baseUrlOf(typed))) {
    const token = (name: keyof Tokens) =>
      typed[name] === undefined ? (deployed.credentials?.[name] ?? '') : replaceVariable(RED, deployed, typed[name]);
    return { linkedApiToken: token('linkedApiToken'), identificationToken: token('identificationToken') };
  }
  const isTyped = (token: string | undefined) => token !== undefined && !isVariable(token.trim());
  if (isTyped(typed.linkedApiToken) && isTyped(typed.identificationToken)) return typed;
  throw new NodeError(
    'deployFirst',
    'Stored tokens, and tokens out of environment variables, are sent only to the base URL that this account is deployed with. Deploy it first, or type both tokens.',
  );
}

function isSameAddress(one: string, other: string): boolean {
  const normal = (url: string) => URL.canParse(url) && new URL(url).href.replace(/\/+$/, '');
  return normal(one) !== false && normal(one) === normal(other);
}

/** As in a deploy: a variable that is not set stays as it is written. */
function replaceVariable(RED: Runtime, deployed: AccountInstance | undefined, text: string): string {
  const variable = wholeVariable(text);
  if (variable === undefined) return text;
  const value = RED.util.getSetting(deployed, variable);
  return typeof value === 'string' ? value : text;
}
