/** The text of a file: UTF-16 where its byte order mark says so, as PowerShell's `>` writes it, else UTF-8. The mark is left out. */
export function fileText(bytes: Uint8Array): string {
  const encoding = { 0xfffe: 'utf-16le', 0xfeff: 'utf-16be' }[((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)];
  return new TextDecoder(encoding).decode(bytes);
}
