/** A node, tab, group or subflow as flows.json has it. */
export type FlowNode = { id: string; type: string } & Record<string, unknown>;

export type Credentials = Record<string, Record<string, string>>;

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  /** The body, parsed; throws if it is not JSON. */
  json: () => unknown;
}

/** Node-RED's admin API, https://nodered.org/docs/api/admin/methods/ */
export class AdminApi {
  /** Where the editor is, without a slash at the end. */
  url = '';

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request('POST', path, body, headers);
  }

  async getFlows(): Promise<FlowNode[]> {
    const answer = expectOk(await this.get('/flows'), 'GET /flows');
    return answer.json() as FlowNode[];
  }

  /** Presses an inject node's button; `props` replace the node's own (`{ payload: 1, topic: 'a' }`). */
  async inject(nodeId: string, props?: Record<string, unknown>): Promise<void> {
    const own = Object.entries(props ?? {}).map(([p, v]) => ({ p, v: JSON.stringify(v), vt: 'json' }));
    const body = props && { __user_inject_props__: own };
    expectOk(await this.post(`/inject/${nodeId}`, body), `inject of "${nodeId}"`);
  }

  protected async sendFlows(flows: FlowNode[], type: string, credentials?: Credentials): Promise<void> {
    const headers = { 'node-red-api-version': 'v2', 'node-red-deployment-type': type };
    expectOk(await this.post('/flows', { flows, ...(credentials && { credentials }) }, headers), 'deploy');
  }

  private async request(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, json: () => JSON.parse(text) as unknown };
  }
}

function expectOk(answer: Answer, what: string): Answer {
  if (answer.status < 300) return answer;
  throw new Error(`${what} was answered ${answer.status}: ${answer.text.slice(0, 1000)}`);
}
