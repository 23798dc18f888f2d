import { isFinished, type LinkedApiClient, type WorkflowState } from '../../client';
import { completed } from '../../runs';
import { errorText, isRecord } from '../../shared';
import { accountOf } from '../account/account';
import { evaluateProperty } from '../host/evaluate';
import { NodeError, type Runtime } from '../host/node-red';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import { operationNameOf, registerRequestNode, type Answer, type Request, type RequestServices } from './request-node';

/** The runs of this Node-RED that wait for a workflow. */
interface WorkflowWaiters {
  add(waiting: { workflowId: string }): void;
  delete(waiting: { workflowId: string }): void;
  /** Resolves with false if it is too late; undefined if no run waits for this workflow. */
  cancel(workflowId: string): Promise<boolean> | undefined;
}

const operations = ['status', 'result', 'wait', 'cancel'] as const;
type Operation = (typeof operations)[number];

interface WorkflowRequest extends Request {
  workflowId: string;
  client: LinkedApiClient;
}

interface WorkflowAnswer {
  payload: unknown;
  workflowStatus?: string;
  status: Answer['status'];
}

/** Registers the node that works on any workflow of an account, by its id. */
export function registerWorkflow(RED: Runtime, services: RequestServices & { liveRuns: WorkflowWaiters }): void {
  const { liveRuns } = services;

  registerRequestNode(RED, services, 'linkedapi-workflow', async (request) => {
    const { node, config } = request;
    request.asking = 'about a workflow';
    const operation = operationOf(request);
    const workflowId = await workflowIdOf(RED, request);
    request.asking = `about the workflow ${workflowId}`;
    const client = await accountOf(RED, config['account'], titleOf(node)).client();
    const answer = await answers[operation]({ ...request, workflowId, client });
    const { payload, workflowStatus } = answer;
    const linkedapi = { workflowId, ...(workflowStatus === undefined ? {} : { workflowStatus }) };
    return { payload, linkedapi, status: answer.status };
  });

  const answers: Record<Operation, (request: WorkflowRequest) => Promise<WorkflowAnswer>> = {
    status: async ({ client, workflowId, signal }) => {
      const { text: _, completion: __, ...state } = await client.getWorkflow(workflowId, signal);
      return { payload: state, workflowStatus: state.workflowStatus, status: status.state(state) };
    },

    result: async ({ client, workflowId, signal }) => {
      const state = await client.getWorkflow(workflowId, signal);
      if (isFinished(state)) return completionOf(state);
      throw new NodeError(
        'notFinished',
        `The workflow ${workflowId} has not finished: it is ${state.workflowStatus}. Ask again later, or have the node wait for it.`,
        { workflowId, workflowStatus: state.workflowStatus },
      );
    },

    wait: async (request) => {
      const { client, config, workflowId, signal, show } = request;
      const hours = Number(config['timeout']);
      show(status.queued);
      liveRuns.add(request);
      try {
        const state = await client.waitForWorkflow(workflowId, {
          signal,
          timeoutMs: (hours > 0 ? hours : 24) * 3_600_000,
          onState: (seen) => !isFinished(seen) && show(status.progress(seen)),
        });
        return completionOf(state);
      } finally {
        liveRuns.delete(request);
      }
    },

    cancel: async ({ client, workflowId, signal }) => {
      // Cancelled through its run, the run ends as cancelled at once instead of finding out by polling.
      const cancelled =
        (await liveRuns.cancel(workflowId)) ?? (await client.cancelWorkflow(workflowId, signal)).cancelled;
      return { payload: { cancelled }, status: cancelled ? status.cancelled : status.tooLate };
    },
  };
}

function completionOf(state: WorkflowState): WorkflowAnswer {
  const { completion, workflowStatus } = completed(state);
  return { payload: completion, workflowStatus, status: status.completed };
}

function operationOf(request: Request): Operation {
  const wanted = 'operation' in request.config ? operationNameOf(request) : 'status';
  const operation = operations.find((one) => one === wanted);
  if (operation) return operation;
  throw new NodeError(
    'unknownOperation',
    `${titleOf(request.node)}: msg.linkedapi.operation has to be one of ${operations.join(', ')}.`,
  );
}

async function workflowIdOf(RED: Runtime, { node, config, message }: Request): Promise<string> {
  const { type, value } = typedInput(config['workflowId']);
  const found = await evaluateProperty(RED, node, type, value, message).catch((error: unknown) => {
    // The parent of the property is missing.
    if (type === 'msg') return undefined;
    throw new NodeError(
      'workflowIdRequired',
      `${titleOf(node)} cannot read the id of its workflow: ${errorText(error)}`,
    );
  });
  if (typeof found === 'string' && found.trim() !== '') return found.trim();
  const where = type === 'msg' ? `msg.${value} holds none` : 'there is none';
  throw new NodeError(
    'workflowIdRequired',
    `${titleOf(node)} needs the id of a workflow, and ${where}. A run node’s results and Linked API’s events carry it in msg.linkedapi.workflowId.`,
  );
}

/** A flow that was written by hand may have the id itself. */
function typedInput(configured: unknown = { type: 'msg', value: 'linkedapi.workflowId' }): {
  type: string;
  value: string;
} {
  if (isRecord(configured)) return { type: String(configured['type']), value: String(configured['value']) };
  return { type: 'str', value: typeof configured === 'string' ? configured : '' };
}
