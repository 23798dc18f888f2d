/** Node-RED's stand-in for a password that the browser never sees. */
export const unchangedSecret = '__PWRD__';

/** The browser only knows whether there is a password (`has_…`); `_` is what the runtime has sent. */
export interface Credentials {
  _?: Credentials;
  [has: `has_${string}`]: boolean;
}

/** For a node that never had passwords the runtime sends nothing; Node-RED would take an unchanged dialog for a change. */
export function markMissingSecrets(credentials: Credentials | undefined, names: readonly string[]): void {
  for (const said of [credentials, credentials?._]) {
    for (const name of names) if (said) said[`has_${name}`] ??= false;
  }
}
