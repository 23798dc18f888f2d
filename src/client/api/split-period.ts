/** Two ISO times. */
export interface Range {
  start: string;
  end: string;
}

/** As much as one request for statistics takes (https://linkedapi.io/docs). */
const longestPieceMs = 30 * 24 * 60 * 60_000;

/**
 * Cuts the time between two ISO times into splitPeriod of at most 30 days, the first one first. Each begins a millisecond after
 * the one before has ended, so that nothing is in two of them.
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
