/** Two ISO times. */
export interface Range {
  start: string;
  end: string;
}

/** The longest period of one request for statistics (https://linkedapi.io/docs). */
const longestPieceMs = 30 * 24 * 60 * 60_000;

/**
 * Splits a period into parts of at most 30 days, in order. Each begins a millisecond after the end of the one before, so that
 * nothing is counted twice.
 */
export function splitPeriod({ start, end }: Range): Range[] {
  const last = Date.parse(end);
  const first = Date.parse(start);
  if (!(last - first > longestPieceMs)) return [{ start, end }];
  const found: Range[] = [];
  for (let from = first; from <= last; from += longestPieceMs) {
    const to = Math.min(from + longestPieceMs - 1, last);
    found.push({ start: new Date(from).toISOString(), end: new Date(to).toISOString() });
  }
  return found;
}
