import { isFinished, type LinkedApiClient, type WorkflowState } from '../../client';
import { completed } from '../../runs';
import { accountOf } from '../account/account-node';
import type { Board } from '../host/node-status';
import { failureOf } from '../host/failure';
import type { Flows } from '../host/flows';
import { onInput } from '../host/handle-messages';
import type { LiveRuns, Waiting } from '../run/live-runs';
import {
  NodeError,
  type Message,
  type NodeConfig,
  type Runtime,
  type RuntimeNode,
  type Send,
  type Status,
} from '../host/node-red';
import type { Shared } from '../run/shared';
import * as status from '../host/status';
import { titleOf } from '../host/titles';

const operations = ['status', 'result', 'wait', 'cancel'] as const;
type Operation = (typeof operations)[number];

/** What is to be sent, and what the node shows then. */
interface Outcome {
  payload: unknown;
  workflowStatus?: string;
  shown: Status;
}

/** One message at work. */
interface Work extends Waiting {
  workflowId: string;
  client: LinkedApiClient;
  signal: AbortSignal;
  progress: (shown: Status) => void;
}

/** The node that looks after a workflow by its id, whoever has started it. */
export function registerWorkflow(RED: Runtime, { board, running, ledger: { flows } }: Shared): void {
  RED.nodes.registerType('linkedapi-workflow', function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const keeper = new Keeper(RED, this, config, board, running, flows);
    this.status(status.cleared);
    onInput(this, flows, (message, send) => keeper.act(message, send));
    this.on('close', (_removed, done) => {
      keeper.close();
      done();
    });
  });
}

class Keeper {
  readonly #closing = new AbortController();

  constructor(
    readonly RED: Runtime,
    readonly node: RuntimeNode,
    readonly config: NodeConfig,
    readonly board: Board,
    readonly running: LiveRuns,
    readonly flows: Flows,
  ) {}

  close(): void {
    this.#closing.abort();
    this.node.status(status.cleared);
  }

  /** Resolves with true when the node was closed before the end. */
  async act(message: Message, send: Send): Promise<boolean> {
    const turn = {};
    let workflowId = '';
    try {
      const operation = this.#operation(message);
      workflowId = await this.#workflowId(message);
      const client = await accountOf(this.RED, this.config['account'], titleOf(this.node)).client();
      const work: Work = {
        workflowId,
        client,
        signal: this.#closing.signal,
        progress: (shown) => this.board.progress(turn, this.node.id, shown),
      };
      const { payload, workflowStatus, shown } = await this.#does[operation](work);
      // What the message told of an earlier run, or asked of this node, must not be taken for news of this workflow.
      const linkedapi = { workflowId, ...(workflowStatus === undefined ? {} : { workflowStatus }) };
      const sendOutcome = () => {
        this.board.end(turn, this.node.id, shown);
        send({ ...message, payload, linkedapi });
      };
      const sent = await this.flows.whileRunning(sendOutcome, this.#closing.signal);
      return sent ? false : this.#interrupted(turn, workflowId);
    } catch (error) {
      if (this.#closing.signal.aborted) return this.#interrupted(turn, workflowId);
      const failure = failureOf(error);
      this.board.end(turn, this.node.id, status.failed(failure.code));
      throw failure;
    }
  }

  readonly #does: Record<Operation, (work: Work) => Promise<Outcome>> = {
    status: async ({ client, workflowId, signal }) => {
      const { text: _, completion: __, ...state } = await client.getWorkflow(workflowId, signal);
      return { payload: state, workflowStatus: state.workflowStatus, shown: status.state(state) };
    },

    result: async ({ client, workflowId, signal }) => {
      const state = await client.getWorkflow(workflowId, signal);
      if (isFinished(state)) return this.#completion(state);
      throw new NodeError(
        'notFinished',
        `The workflow ${workflowId} has not finished: it is ${state.workflowStatus}. Ask again later, or have the node wait for it.`,
        { workflowId, workflowStatus: state.workflowStatus },
      );
    },

    wait: async (work) => {
      const { client, workflowId, signal, progress } = work;
      const hours = Number(this.config['timeout']);
      progress(status.queued);
      this.running.add(work);
      try {
        const state = await client.waitForWorkflow(workflowId, {
          signal,
          timeoutMs: (hours > 0 ? hours : 24) * 3_600_000,
          onState: (seen) => !isFinished(seen) && progress(status.progress(seen)),
        });
        return this.#completion(state);
      } finally {
        this.running.delete(work);
      }
    },

    cancel: async ({ client, workflowId, signal }) => {
      // A run that waits for it here is to end as cancelled, not to find out by itself.
      const cancelled =
        (await this.running.cancel(workflowId)) ?? (await client.cancelWorkflow(workflowId, signal)).cancelled;
      return { payload: { cancelled }, shown: cancelled ? status.cancelled : status.tooLate };
    },
  };

  #completion(state: WorkflowState): Outcome {
    const { completion, workflowStatus } = completed(state);
    return { payload: completion, workflowStatus, shown: status.completed };
  }

  #operation(message: Message): Operation {
    const configured = this.config['operation'] ?? 'status';
    const wanted =
      configured === 'msg' ? (message.linkedapi as { operation?: unknown } | undefined)?.operation : configured;
    const operation = operations.find((one) => one === wanted);
    if (operation) return operation;
    throw new NodeError(
      'unknownOperation',
      `${titleOf(this.node)}: msg.linkedapi.operation has to be one of ${operations.join(', ')}.`,
    );
  }

  async #workflowId(message: Message): Promise<string> {
    const configured = this.config['workflowId'] ?? { type: 'msg', value: 'linkedapi.workflowId' };
    const found = await this.#read(configured, message);
    if (typeof found === 'string' && found.trim() !== '') return found.trim();
    const { type, value } = configured as { type?: string; value?: string };
    const where = type === 'msg' ? `msg.${value} holds none` : 'there is none';
    throw new NodeError(
      'workflowIdRequired',
      `${titleOf(this.node)} needs the id of a workflow, and ${where}. A run node’s results and Linked API’s events carry it in msg.linkedapi.workflowId.`,
    );
  }

  #read(configured: unknown, message: Message): Promise<unknown> {
    if (typeof configured !== 'object' || configured === null) return Promise.resolve(configured);
    const { type, value } = configured as { type: string; value: string };
    return new Promise((resolve) => {
      try {
        this.RED.util.evaluateNodeProperty(value, type, this.node, message, (error, read) =>
          resolve(error ? undefined : read),
        );
      } catch {
        resolve(undefined);
      }
    });
  }

  #interrupted(turn: object, workflowId: string): true {
    this.board.end(turn, this.node.id, status.cleared);
    const what = workflowId ? `the workflow ${workflowId}` : 'a workflow';
    this.node.warn(`${titleOf(this.node)} was deployed anew while it asked about ${what}. The answer is not sent.`);
    return true;
  }
}
