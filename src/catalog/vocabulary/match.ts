/** Does the text hold the part, in whatever case? */
export const contains = (whole: string, part: string) => whole.toLowerCase().includes(part.toLowerCase());
export const anyContains = (wholes: string[], parts: string[]) =>
  parts.some((part) => wholes.some((whole) => contains(whole, part)));
