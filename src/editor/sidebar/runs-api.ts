import type { About, PathStep, RunFacts } from '../../workflow';

/** A run as src/runtime/run/results-api.ts sends it. */
export interface ShownRun extends RunFacts {
  /** Whether it can be started again. */
  again: boolean;
  omitted: string[];
  /** Whether `runs/<node>/<run>/document` has what was sent. */
  hasDocument: boolean;
}

export interface ShownResult {
  success: boolean;
  label?: string;
  error?: { type: string; message: string };
  path: PathStep[];
  about?: About;
  payload?: unknown;
  /** The size of a result that is too large to be shown, in characters of JSON. */
  size?: number;
}

export interface ResultPage {
  run: ShownRun;
  /** The fingerprint() of the action at that time. */
  print?: string;
  total: number;
  results: ShownResult[];
  next?: number;
}

/** What an action showed after its newest run; null while one is under way. */
export type Outcome = { run: string; text: string; fill: string; shape: string; print: string } | null;

export type Done = { ok: true } | { ok: false; type: string; message?: string; names?: string };

/** The status and text of a failed request. */
export interface Refused {
  status: number;
  statusText: string;
}

/** Sends a request to Node-RED. Rejects with a `Refused`. */
export function ask<T>(path: string, post = false): Promise<T> {
  return new Promise((resolve, reject) => {
    $.ajax({ url: `linkedapi/${path}`, type: post ? 'POST' : 'GET' })
      .done((answer: T) => resolve(answer))
      .fail(({ status, statusText }: Refused) => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- told apart from a failure of ours
        reject({ status, statusText });
      });
  });
}

/** Calls back with the run nodes that have news. */
export function onNews(listener: (runNodes: readonly string[]) => void): void {
  RED.comms.subscribe('linkedapi/runs', (_topic, news) => listener((news as { nodes: string[] }).nodes));
}
