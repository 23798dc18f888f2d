import type * as Actions from '../../nodes/actions';
import type * as Sandbox from '../sandbox';

export interface SandboxSettings {
  speed: 'instant' | 'fast' | 'real';
  reading: 'A' | 'B';
}

const running = new Map<string, Promise<Sandbox.RunningSandbox>>();

/**
 * The sandbox with these settings, started with the first call. It lives as long as Node-RED's process, so that what an
 * account has done there survives a deploy; nothing of it is loaded for those who do not use it.
 */
export function sandbox({ speed, reading }: SandboxSettings): Promise<Sandbox.RunningSandbox> {
  const key = `${speed} ${reading}`;
  let started = running.get(key);
  if (!started) {
    started = start({ speed, reading });
    running.set(key, started);
    started.catch(() => running.delete(key));
  }
  return started;
}

/* eslint-disable @typescript-eslint/no-require-imports -- loaded with the first use only */
function start(settings: SandboxSettings): Promise<Sandbox.RunningSandbox> {
  const { builtWorld, startSandbox } = require('../sandbox') as typeof Sandbox;
  const { loadActions } = require('../../nodes/actions') as typeof Actions;
  return startSandbox({ ...settings, world: builtWorld(), actions: loadActions().map(({ action }) => action) });
}
