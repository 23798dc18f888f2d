/** A text as a file may contain it, by encoding; all but plain UTF-8 start with a byte order mark. */
export function encodings(text: string): Record<string, Buffer> {
  const marked = `\uFEFF${text}`;
  return {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.from(marked),
    'UTF-16 LE': Buffer.from(marked, 'utf16le'),
    'UTF-16 BE': Buffer.from(marked, 'utf16le').swap16(),
  };
}
