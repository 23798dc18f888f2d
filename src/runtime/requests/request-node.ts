import { failureOf } from '../host/failure';
import { onInput } from '../host/handle-messages';
import type { Message, NodeConfig, Runtime, RuntimeNode, Send, Status } from '../host/node-red';
import type { Shared } from '../run/shared';
import * as status from '../host/status';
import { titleOf } from '../host/titles';

/** One message at work in a node that asks Linked API something and sends on what it was told. */
export interface Question {
  node: RuntimeNode;
  config: NodeConfig;
  message: Message;
  /** Aborts when the node is closed. */
  signal: AbortSignal;
}

interface Told {
  payload: unknown;
  linkedapi: object;
  shown: Status;
}

/**
 * Registers a node that answers each message with one message, or with one error. A deploy in between ends the asking: what
 * comes then is not sent, and the log says so.
 */
export function registerAsking(
  RED: Runtime,
  { board, ledger: { flows } }: Shared,
  type: string,
  ask: (question: Question) => Promise<Told>,
): void {
  RED.nodes.registerType(type, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const closing = new AbortController();
    this.status(status.cleared);
    onInput(this, flows, (message, send) => answer({ node: this, config, message, signal: closing.signal }, send));
    this.on('close', (_removed, done) => {
      closing.abort();
      this.status(status.cleared);
      done();
    });
  });

  /** Resolves with true when the node was closed before the end. */
  async function answer(question: Question, send: Send): Promise<boolean> {
    const { node, message, signal } = question;
    const turn = {};
    try {
      board.progress(turn, node.id, status.asking);
      const { payload, linkedapi, shown } = await ask(question);
      const sendAnswer = () => {
        board.end(turn, node.id, shown);
        send({ ...message, payload, linkedapi });
      };
      return (await flows.whileRunning(sendAnswer, signal)) ? false : interrupted(node, turn);
    } catch (error) {
      if (signal.aborted) return interrupted(node, turn);
      const failure = failureOf(error);
      board.end(turn, node.id, status.failed(failure.code));
      throw failure;
    }
  }

  function interrupted(node: RuntimeNode, turn: object): true {
    board.end(turn, node.id, status.cleared);
    node.warn(`${titleOf(node)} was deployed anew while it asked Linked API. The answer is not sent.`);
    return true;
  }
}
