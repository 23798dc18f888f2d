/** What gives access to an account, or to a sign-in: whoever reads it in a log could use it. */
const secrets = /token$|secret$|^(re)?connectionLink$/i;

const masked = '***';

/** The same answer with the secrets in it blanked, wherever they stand. */
export function withoutSecrets(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutSecrets);
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      secrets.test(name) && typeof value === 'string' && value !== '' ? masked : withoutSecrets(value),
    ]),
  );
}
