import { MisbehavingServer, success, type Reply } from './misbehaving-server';

/** An action as it arrives at the service. */
export type Sent = { actionType: string; label?: string; then?: Sent | Sent[] } & Record<string, unknown>;
export type Document = Sent | Sent[];

/** A server for one suite: call it inside `describe`. Every document completes at once unless scripted otherwise. */
export function linkedApi(): LinkedApiDouble {
  const double = new LinkedApiDouble();
  before(() => double.start());
  beforeEach(() => double.answer(completing()));
  after(() => double.server.close());
  return double;
}

export class LinkedApiDouble {
  server!: MisbehavingServer;

  async start(): Promise<void> {
    this.server = await MisbehavingServer.start();
  }

  get url(): string {
    return this.server.url;
  }

  answer(...replies: Reply[]): void {
    this.server.script(...replies);
  }

  /** How many requests have arrived. */
  get requests(): number {
    return this.server.requests.length;
  }

  documents(): Document[] {
    return this.server.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => JSON.parse(body) as Document);
  }

  /** The only document that has arrived. */
  document(): Document {
    const all = this.documents();
    if (all.length !== 1) throw new Error(`${all.length} documents have arrived, not one`);
    return all[0]!;
  }

  /** The labels, or else action types, of the only document: `open(skills, education)`. */
  shape(): string {
    return shapeOf(this.document());
  }
}

function shapeOf(document: Document): string {
  const one = ({ label, actionType, then }: Sent) => (label ?? actionType) + (then ? `(${shapeOf(then)})` : '');
  return [document].flat().map(one).join(', ');
}

/** Answers each document with pending, and its first poll with the completion. */
export function completing(completionOf: (document: Document) => unknown = played): Reply {
  const known = new Map<string, Document>();
  return (response, request) => {
    if (request.method === 'POST') {
      const workflowId = `wf-${known.size + 1}`;
      known.set(workflowId, JSON.parse(request.body) as Document);
      return success({ workflowId, workflowStatus: 'pending', pendingReason: 'queued' })(response, request);
    }
    const workflowId = request.path.split('/').at(-1)!;
    const completion = completionOf(known.get(workflowId)!);
    success({ workflowId, workflowStatus: 'completed', completion })(response, request);
  };
}

/** Accepts a document and answers its polls with these states, the last one forever. */
export function telling(...states: object[]): Reply {
  let polls = 0;
  return (response, request) => {
    const state =
      request.method === 'POST' ? { workflowStatus: 'pending' } : states[Math.min(polls++, states.length - 1)];
    success({ workflowId: 'wf-1', ...state })(response, request);
  };
}

/** A completion in which everything succeeds: an envelope per action, those of its children in the `then` of its data. */
export function played(document: Document): unknown {
  if (Array.isArray(document)) return document.map(played);
  const { actionType, label, then } = document;
  return {
    actionType,
    ...(label === undefined ? {} : { label }),
    success: true,
    ...(then === undefined ? {} : { data: { then: [then].flat().map(played) } }),
  };
}
