/** A text as it may lie in a file, by the name of its encoding; each begins with a byte order mark, but for plain UTF-8. */
export function encodings(text: string): Record<string, Buffer> {
  const marked = `\uFEFF${text}`;
  return {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.from(marked),
    'UTF-16 LE': Buffer.from(marked, 'utf16le'),
    'UTF-16 BE': Buffer.from(marked, 'utf16le').swap16(),
  };
}
