import { LinkedApiAdmin, LinkedApiClient } from '../../client';
import type { Reading, Speed } from '../../sandbox';
import { checkBaseUrl, serviceUrl, wholeVariable } from '../../shared';
import { NodeError } from '../host/node-red';
import { optionalNumber } from '../host/optional-number';

/** Starts a sandbox with these settings unless it runs already. Resolves with its base URL. */
export type SandboxUrl = (speed: Speed, reading: Reading) => Promise<string>;

/** The configuration of an account node, without its tokens: those are credentials. */
export interface AccountSettings {
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
  sandboxSpeed?: Speed;
  sandboxReading?: Reading;
}

export interface Tokens {
  linkedApiToken?: string;
  identificationToken?: string;
}

const sandboxPollMs = 100;

export const baseUrlOf = ({ baseUrl }: AccountSettings) => baseUrl?.trim() || serviceUrl;

/** Makes the clients of one account. Each call rejects with a NodeError that names the missing setting. */
export class AccountClients {
  constructor(
    private readonly settings: AccountSettings,
    private readonly tokens: Tokens,
    /** How error messages name the account. */
    private readonly title: string,
    private readonly sandboxUrl: SandboxUrl,
  ) {}

  async client(): Promise<LinkedApiClient> {
    const { settings, tokens } = this;
    const workspace = await this.workspace();
    if (settings.mode !== 'live') {
      const identificationToken = sandboxAccountOf(settings);
      return new LinkedApiClient({ ...workspace, identificationToken, pollIntervalMs: sandboxPollMs, pollGapMs: 0 });
    }
    const seconds = Number(settings.pollInterval);
    const gap = optionalNumber(settings.pollGap);
    const megabytes = optionalNumber(settings.maxResponse);
    return new LinkedApiClient({
      ...workspace,
      identificationToken: this.required(
        tokens.identificationToken,
        'identificationTokenRequired',
        'identification token',
      ),
      ...(seconds > 0 ? { pollIntervalMs: seconds * 1000 } : {}),
      ...(gap !== undefined && gap >= 0 ? { pollGapMs: gap * 1000 } : {}),
      ...(megabytes !== undefined && megabytes > 0 ? { maxResponseBytes: megabytes * 1024 * 1024 } : {}),
    });
  }

  async admin(): Promise<LinkedApiAdmin> {
    const { settings, tokens } = this;
    const own = settings.mode === 'live' ? tokens.identificationToken?.trim() : sandboxAccountOf(settings);
    return new LinkedApiAdmin(await this.workspace(), own);
  }

  private async workspace(): Promise<{ baseUrl: string; linkedApiToken: string }> {
    const { settings, tokens, title } = this;
    if (settings.mode !== 'live') {
      const { sandboxSpeed = 'fast', sandboxReading = 'A' } = settings;
      return { baseUrl: await this.sandboxUrl(sandboxSpeed, sandboxReading), linkedApiToken: 'sandbox' };
    }
    const baseUrl = baseUrlOf(settings);
    const problem = checkBaseUrl(baseUrl);
    if (problem) throw new NodeError('invalidBaseUrl', `${title}: ${problem}`);
    return {
      baseUrl,
      linkedApiToken: this.required(tokens.linkedApiToken, 'linkedApiTokenRequired', 'Linked API token'),
    };
  }

  private required(token: string | undefined, code: string, name: string): string {
    const value = token?.trim() ?? '';
    if (value === '') throw new NodeError(code, `${this.title} has no ${name}. Open it and enter the token.`);
    // Node-RED has replaced the variables that are set.
    const unset = wholeVariable(value);
    if (unset === undefined) return value;
    throw new NodeError(
      code,
      `${this.title}: the ${name} is to come from the environment variable ${unset}, which is not set.`,
    );
  }
}

const sandboxAccountOf = ({ sandboxAccount }: AccountSettings) => sandboxAccount || 'sandbox';
