import type { PathStep, RunFacts } from '../../workflow';

/** What Node-RED tells of a run, see src/runtime/run/results-api.ts. */
export interface ToldRun extends RunFacts {
  /** Can it be started once more? */
  again: boolean;
  omitted: string[];
}

export interface ToldResult {
  success: boolean;
  label?: string;
  error?: { type: string; message: string };
  path: PathStep[];
  payload?: unknown;
  /** In characters of JSON, of one that is too large to be shown. */
  size?: number;
}

export interface ResultPage {
  run: ToldRun;
  /** The action as it was then, see fingerprint(). */
  print?: string;
  total: number;
  results: ToldResult[];
  next?: number;
}

/** What an action showed after its newest run; null while one is under way. */
export type Outcome = { run: string; text: string; fill: string; shape: string; print: string } | null;

export type Done = { ok: true } | { ok: false; type: string; message?: string; names?: string };

/** Status and words of an answer that was none. */
export interface Refused {
  status: number;
  statusText: string;
}

/** Asks Node-RED; rejects with a `Refused`. */
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
