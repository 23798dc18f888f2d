import { accountType } from '../../catalog/facts';
import { LinkedApiAdmin, LinkedApiClient, LinkedApiError, type Account } from '../../client';
import { NodeError, type NodeConfig, type Runtime, type RuntimeNode } from '../host/node-red';
import { refusalOf } from '../host/versions';
import { sandbox, type SandboxSettings } from '../sandboxes';
import { checkBaseUrl, isVariable, wholeVariable } from '../../shared';

/** What the panel of an account says; the two tokens are kept apart, as credentials. */
interface AccountSettings {
  mode: 'sandbox' | 'live';
  baseUrl?: string;
  /** Seconds. */
  pollInterval?: number | string;
  /** Seconds. */
  pollGap?: number | string;
  /** Megabytes. */
  maxResponse?: number | string;
  /** Identification token of one of the sandbox's accounts. */
  sandboxAccount?: string;
  sandboxSpeed?: SandboxSettings['speed'];
  sandboxReading?: SandboxSettings['reading'];
}

interface Tokens {
  linkedApiToken?: string;
  identificationToken?: string;
}

export interface AccountInstance extends RuntimeNode {
  /** Where its tokens are sent. */
  baseUrl: string;
  /** A client for this account; rejects with a NodeError that says what the account lacks. */
  client(): Promise<LinkedApiClient>;
  /** A client for the account's workspace, which needs no identification token; rejects likewise. */
  admin(): Promise<LinkedApiAdmin>;
}

/** The account a node has been given; throws a NodeError when there is none. */
export function accountOf(RED: Pick<Runtime, 'nodes'>, configured: unknown, title: string): AccountInstance {
  const account = typeof configured === 'string' ? RED.nodes.getNode(configured) : undefined;
  const refusal = account && refusalOf(account);
  if (refusal) throw refusal;
  if (account?.type === accountType) return account as AccountInstance;
  throw new NodeError(
    'accountRequired',
    `${title} has no account. Open it and choose one; the sandbox needs no tokens.`,
  );
}

export function registerAccount(RED: Runtime): void {
  RED.nodes.registerType(
    accountType,
    function (this: RuntimeNode, config: NodeConfig) {
      RED.nodes.createNode(this, config);
      const settings = config as unknown as AccountSettings;
      const account = this as AccountInstance;
      const title = `The account “${this.name || (settings.mode === 'live' ? 'Linked API' : 'Sandbox')}”`;
      account.baseUrl = baseUrlOf(settings);
      account.client = () => clientFor(settings, account.credentials ?? {}, title);
      account.admin = () => adminFor(settings, account.credentials ?? {}, title);
    },
    { credentials: { linkedApiToken: { type: 'password' }, identificationToken: { type: 'password' } } },
  );
  RED.httpAdmin.post('/linkedapi/account/test', RED.auth.needsPermission('flows.write'), (request, response) => {
    void testAccount(RED, request.body).then((answer) => response.json(answer));
  });
}

const sandboxPollMs = 100;

async function clientFor(settings: AccountSettings, tokens: Tokens, title: string): Promise<LinkedApiClient> {
  const workspace = await workspaceOf(settings, tokens, title);
  if (settings.mode !== 'live') {
    const identificationToken = settings.sandboxAccount || 'sandbox';
    return new LinkedApiClient({ ...workspace, identificationToken, pollIntervalMs: sandboxPollMs, pollGapMs: 0 });
  }
  const seconds = Number(settings.pollInterval);
  const gap = numberIn(settings.pollGap);
  const megabytes = numberIn(settings.maxResponse);
  return new LinkedApiClient({
    ...workspace,
    identificationToken: needed(tokens.identificationToken, 'identificationTokenRequired', 'identification token', title), // prettier-ignore
    ...(seconds > 0 ? { pollIntervalMs: seconds * 1000 } : {}),
    ...(gap !== undefined && gap >= 0 ? { pollGapMs: gap * 1000 } : {}),
    ...(megabytes !== undefined && megabytes > 0 ? { maxResponseBytes: megabytes * 1024 * 1024 } : {}),
  });
}

async function adminFor(settings: AccountSettings, tokens: Tokens, title: string): Promise<LinkedApiAdmin> {
  const own = settings.mode === 'live' ? tokens.identificationToken?.trim() : settings.sandboxAccount || 'sandbox';
  return new LinkedApiAdmin(await workspaceOf(settings, tokens, title), own);
}

/** Where the account's workspace is, and its token. */
async function workspaceOf(settings: AccountSettings, tokens: Tokens, title: string) {
  if (settings.mode !== 'live') {
    const { sandboxSpeed: speed = 'fast', sandboxReading: reading = 'A' } = settings;
    return { baseUrl: (await sandbox({ speed, reading })).url, linkedApiToken: 'sandbox' };
  }
  const baseUrl = baseUrlOf(settings);
  const problem = checkBaseUrl(baseUrl);
  if (problem) throw new NodeError('invalidBaseUrl', `${title}: ${problem}`);
  return {
    baseUrl,
    linkedApiToken: needed(tokens.linkedApiToken, 'linkedApiTokenRequired', 'Linked API token', title),
  };
}

const baseUrlOf = ({ baseUrl }: AccountSettings) => baseUrl?.trim() || 'https://api.linkedapi.io';

/** What a field that may be left empty says; nothing where it says nothing sensible, which the editor has marked. */
export function numberIn(field: unknown): number | undefined {
  const number = field === undefined || field === null || field === '' ? NaN : Number(field);
  return Number.isFinite(number) ? number : undefined;
}

/** Environment variables have been filled in by Node-RED; one that is not set stays as it was written. */
function needed(token: string | undefined, code: string, name: string, title: string): string {
  const value = token?.trim() ?? '';
  if (value === '') throw new NodeError(code, `${title} has no ${name}. Open it and enter the token.`);
  const unset = wholeVariable(value);
  if (unset === undefined) return value;
  throw new NodeError(
    code,
    `${title}: the ${name} is to come from the environment variable ${unset}, which is not set.`,
  );
}

type TestAnswer = { ok: true; name: string; url: string } | { ok: false; type: string; message: string };

/** Who the account in the open dialog is. Tokens that were not typed anew are those of the deployed node. */
async function testAccount(RED: Runtime, body: unknown): Promise<TestAnswer> {
  try {
    const { id, ...typed } = body as { id?: unknown } & Tokens & AccountSettings;
    const node = typeof id === 'string' ? RED.nodes.getNode(id) : undefined;
    const deployed = node?.type === accountType ? (node as AccountInstance) : undefined;
    const entered = { ...typed, baseUrl: inEnvironment(RED, deployed, typed.baseUrl ?? '') };
    const tokens = tokensFor(RED, deployed, entered);
    const { name, url }: Account = await (await clientFor(entered, tokens, 'The account')).getAccount();
    return { ok: true, name, url };
  } catch (error) {
    if (error instanceof NodeError || error instanceof LinkedApiError) {
      return { ok: false, type: error.code, message: error.message };
    }
    return { ok: false, type: 'unexpectedError', message: 'The connection could not be tested.' };
  }
}

/** Sends no secret to an address just because somebody typed it: only a deploy says where secrets go. */
function tokensFor(RED: Runtime, deployed: AccountInstance | undefined, typed: AccountSettings & Tokens): Tokens {
  if (typed.mode !== 'live') return {};
  if (deployed && sameAddress(deployed.baseUrl, baseUrlOf(typed))) {
    const token = (name: keyof Tokens) =>
      typed[name] === undefined ? (deployed.credentials?.[name] ?? '') : inEnvironment(RED, deployed, typed[name]);
    return { linkedApiToken: token('linkedApiToken'), identificationToken: token('identificationToken') };
  }
  const isTyped = (token: string | undefined) => token !== undefined && !isVariable(token.trim());
  if (isTyped(typed.linkedApiToken) && isTyped(typed.identificationToken)) return typed;
  throw new NodeError(
    'deployFirst',
    'Stored tokens, and tokens out of environment variables, are sent only to the base URL that this account is deployed with. Deploy it first, or type both tokens.',
  );
}

function sameAddress(one: string, other: string): boolean {
  const bare = (url: string) => URL.canParse(url) && new URL(url).href.replace(/\/+$/, '');
  return bare(one) !== false && bare(one) === bare(other);
}

/** What Node-RED fills in at a deploy; a variable that is not set stays as it was written. */
function inEnvironment(RED: Runtime, deployed: AccountInstance | undefined, text: string): string {
  const variable = wholeVariable(text);
  if (variable === undefined) return text;
  const value = RED.util.getSetting(deployed, variable);
  return typeof value === 'string' ? value : text;
}
