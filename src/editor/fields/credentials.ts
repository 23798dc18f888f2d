/** Node-RED's stand-in for a password that the browser never sees. */
export const unchangedSecret = '__PWRD__';

/** Of a password, the browser knows whether there is one (`has_…`); `_` is what the runtime has said. */
export interface Credentials {
  _?: Credentials;
  [has: `has_${string}`]: boolean;
}

/** Of a node that never had passwords the runtime says nothing, and Node-RED would take an untouched dialog for a change. */
export function markMissingSecrets(credentials: Credentials | undefined, names: readonly string[]): void {
  for (const said of [credentials, credentials?._]) {
    for (const name of names) if (said) said[`has_${name}`] ??= false;
  }
}
