import type * as Actions from '../../nodes/actions';
import type * as Sandbox from '../sandbox';
import type { SandboxUrl } from './account/account-clients';

const started = new Map<string, Promise<Sandbox.RunningSandbox>>();

/**
 * Starts one sandbox per combination of settings, when it is first asked for. It lives as long as Node-RED's process, so that
 * what an account has done there survives a deploy. This file stays beside index.ts: the build keeps the paths it requires.
 */
export const sandboxUrl: SandboxUrl = async (speed, reading) => {
  const key = `${speed} ${reading}`;
  let sandbox = started.get(key);
  if (!sandbox) {
    sandbox = start(speed, reading);
    started.set(key, sandbox);
    sandbox.catch(() => started.delete(key));
  }
  return (await sandbox).url;
};

/* eslint-disable @typescript-eslint/no-require-imports -- a Node-RED without a sandbox must not load it */
function start(speed: Sandbox.Speed, reading: Sandbox.Reading): Promise<Sandbox.RunningSandbox> {
  const { builtWorld, startSandbox } = require('../sandbox') as typeof Sandbox;
  const { loadActions } = require('../../nodes/actions') as typeof Actions;
  return startSandbox({ speed, reading, world: builtWorld(), actions: loadActions().map(({ action }) => action) });
}
