import { isRecord } from '../../shared';
import { failureOf } from '../host/failure';
import type { Flows } from '../host/flows';
import { handleMessages } from '../host/handle-messages';
import type { Message, NodeConfig, Runtime, RuntimeNode, Send, Status } from '../host/node-red';
import type { NodeStatus } from '../host/node-status';
import * as status from '../host/status';
import { titleOf } from '../host/titles';

/** A message that a node answers by asking Linked API. */
export interface Request {
  node: RuntimeNode;
  config: NodeConfig;
  message: Message;
  /** Aborted when the node is closed. */
  signal: AbortSignal;
  /** Shows how far the request is. */
  show: (status: Status) => void;
  /** What the request asks, for the warning that a deploy has ended it. */
  asking: string;
}

export interface Answer {
  payload: unknown;
  /** Replaces `msg.linkedapi`: what an earlier node wrote there is not about this answer. */
  linkedapi: object;
  /** What the node shows from then on. */
  status: Status;
}

export interface RequestServices {
  nodeStatus: NodeStatus;
  handover: { flows: Flows };
}

/**
 * Registers a node that answers each message with one message or one error. If the node is closed meanwhile, no answer is
 * sent, and a warning says so.
 */
export function registerRequestNode(
  RED: Runtime,
  { nodeStatus, handover: { flows } }: RequestServices,
  type: string,
  answer: (request: Request) => Promise<Answer>,
): void {
  RED.nodes.registerType(type, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const closing = new AbortController();
    this.status(status.cleared);
    handleMessages(this, flows, (message, send) => {
      const show = (shown: Status) => nodeStatus.progress(request, this.id, shown);
      const request: Request = { node: this, config, message, signal: closing.signal, show, asking: 'Linked API' };
      return handle(request, send);
    });
    this.on('close', (_removed, done) => {
      closing.abort();
      this.status(status.cleared);
      done();
    });
  });

  /** Resolves with true when the node was closed before the end. */
  async function handle(request: Request, send: Send): Promise<boolean> {
    const { node, message, signal } = request;
    try {
      const { payload, linkedapi, status: shown } = await answer(request);
      const sendAnswer = () => {
        nodeStatus.end(request, node.id, shown);
        send({ ...message, payload, linkedapi });
      };
      return (await flows.whileRunning(sendAnswer, signal)) ? false : interrupted(request);
    } catch (error) {
      if (signal.aborted) return interrupted(request);
      const failure = failureOf(error);
      nodeStatus.end(request, node.id, status.failed(failure.code));
      throw failure;
    }
  }

  function interrupted(request: Request): true {
    const { node, asking } = request;
    nodeStatus.end(request, node.id, status.cleared);
    node.warn(`${titleOf(node)} was redeployed while it asked ${asking}. The answer is not sent.`);
    return true;
  }
}

/** The operation that a node is set to, or that the message names in `msg.linkedapi.operation`. */
export function operationNameOf({ config, message: { linkedapi } }: Request): unknown {
  if (config['operation'] !== 'msg') return config['operation'];
  return isRecord(linkedapi) ? linkedapi['operation'] : undefined;
}
