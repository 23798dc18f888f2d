/** Orders lists of numbers by their first difference; a list comes before its continuations. For `sort`. */
export function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? -Infinity;
    if (value !== other) return value - other;
  }
  return a.length - b.length;
}
