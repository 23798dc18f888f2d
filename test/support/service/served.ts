import assert from 'node:assert/strict';
import { loadActions } from '../../../nodes/actions';
import { makeWorld } from '../../../src/build/world';
import { startSandbox, type RunningSandbox, type SandboxOptions, type WorldData } from '../../../src/sandbox';

export const actions = loadActions().map(({ action }) => action);

let made: Promise<WorldData> | undefined;
export const world = () => (made ??= makeWorld());

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    success: boolean;
    result?: unknown;
    error?: { type: string; message: string };
  };
}
export interface State {
  workflowId: string;
  workflowStatus: string;
  pendingReason?: string;
  message?: string;
  completion?: unknown;
  failure?: { reason: string; message: string };
}
export interface Envelope {
  actionType: string;
  label?: string;
  success: boolean;
  data?: never;
  error?: { type: string; message: string };
}

/** A sandbox and a client that speaks HTTP with it. */
export class Served {
  private constructor(
    readonly sandbox: RunningSandbox,
    /** Faults that the sandbox reported in itself. */
    readonly log: string[],
  ) {}

  static async start(options: Partial<SandboxOptions> = {}): Promise<Served> {
    const log: string[] = [];
    const sandbox = await startSandbox({ actions, world: await world(), log: (line) => log.push(line), ...options });
    return new Served(sandbox, log);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    assert.deepEqual(this.log, []);
  }

  async request(
    method: string,
    path: string,
    options: { body?: unknown; raw?: string; headers?: Record<string, string>; token?: string } = {},
  ): Promise<Answer> {
    const { body, raw, token = 'sandbox' } = options;
    const headers = options.headers ?? { 'linked-api-token': 'sandbox', 'identification-token': token };
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.sandbox.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(sent === undefined ? {} : { body: sent }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  }

  /** The result of a request that has to succeed. */
  async result<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
    const answer = await this.request(method, path, { body, ...(token === undefined ? {} : { token }) });
    assert.equal(answer.body.success, true, JSON.stringify(answer.body));
    assert.equal(answer.status, 200);
    return answer.body.result as T;
  }

  start = (document: unknown, token?: string) => this.result<State>('POST', '/workflows', document, token);
  state = (id: string, token?: string) => this.result<State>('GET', `/workflows/${id}`, undefined, token);
  cancel = (id: string, token?: string) =>
    this.result<{ cancelled: boolean }>('DELETE', `/workflows/${id}`, undefined, token);

  /** Waits for the end. */
  async ended(id: string, token?: string): Promise<State> {
    for (;;) {
      const state = await this.state(id, token);
      if (state.workflowStatus === 'completed' || state.workflowStatus === 'failed') return state;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Runs a document that has to complete. */
  async complete<T = Envelope>(document: unknown, token?: string): Promise<T> {
    const state = await this.ended((await this.start(document, token)).workflowId, token);
    assert.equal(state.workflowStatus, 'completed', JSON.stringify(state));
    return state.completion as T;
  }

  /** The error of a request that has to be refused. */
  async refused(
    method: string,
    path: string,
    options?: Parameters<Served['request']>[2],
  ): Promise<{ type: string; message: string }> {
    const { body, status } = await this.request(method, path, options);
    assert.equal(body.success, false, JSON.stringify(body));
    assert.ok(status >= 400);
    return body.error!;
  }
}

/** Every envelope in a completion, outermost first. */
export function envelopes(value: unknown): Envelope[] {
  if (Array.isArray(value)) return value.flatMap(envelopes);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(envelopes);
  return 'actionType' in value && 'success' in value ? [value as Envelope, ...inner] : inner;
}

export const person = (slug: string) => `https://www.linkedin.com/in/${slug}`;
export const company = (slug: string) => `https://www.linkedin.com/company/${slug}`;
export const post = (slug: string) => `https://www.linkedin.com/posts/${slug}`;
