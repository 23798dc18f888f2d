/** A run as the editor receives it. */
export interface RunInfo {
  id: string;
  nodeId: string;
  began: number;
  ended?: number;
  state: string;
  workflowId?: string;
  summary?: Record<string, unknown>;
  error?: { type: string; message: string };
  messageGone?: string;
  resultsGone?: string;
  documentGone?: string;
  hasDocument: boolean;
  again: boolean;
  omitted: string[];
}

/** One result of an action. */
export interface Result {
  success: boolean;
  payload?: unknown;
  error?: { type: string };
  path: { actionType: string; item?: Record<string, unknown> }[];
  size?: number;
}

/** A page of the results of an action. */
export interface Page {
  run: RunInfo;
  total: number;
  results: Result[];
  next?: number;
}
