/** Whether the text contains the part, ignoring case. */
export const contains = (whole: string, part: string) => whole.toLowerCase().includes(part.toLowerCase());
export const anyContains = (wholes: string[], parts: string[]) =>
  parts.some((part) => wholes.some((whole) => contains(whole, part)));
