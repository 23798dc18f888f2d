const excerptLength = 160;

/** A short plain word (`sandbox`, `invalid`) is a token of the sandbox, and hiding it would only garble sentences. */
const ordinaryWord = /^[a-z]{1,11}$/;

/** Returns a function that hides the secrets wherever they appear in a text, also URL- or JSON-encoded. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const needles = secrets
    .filter((secret) => secret !== '' && !ordinaryWord.test(secret))
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  return (text) => needles.reduce((rest, needle) => rest.replaceAll(needle, '***'), text);
}

/** The beginning of a text as one readable line without markup; may be empty. */
export function excerpt(text: string, redact: (text: string) => string): string {
  const plain = redact(text)
    .slice(0, 20_000)
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*>?/g, ' ')
    .replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ')
    .trim();
  if (plain.includes('\uFFFD')) return '';
  return plain.length > excerptLength ? `${plain.slice(0, excerptLength)}…` : plain;
}
