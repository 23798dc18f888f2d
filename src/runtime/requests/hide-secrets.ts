/** Names of properties that give access to an account. Anyone who reads their values in a log could use them. */
const secrets = /token$|secret$|^(re)?connectionLink$/i;

const hidden = '***';

/** A copy of an answer with all secrets in it replaced by `***`. */
export function hideSecrets(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(hideSecrets);
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      secrets.test(name) && typeof value === 'string' && value !== '' ? hidden : hideSecrets(value),
    ]),
  );
}
