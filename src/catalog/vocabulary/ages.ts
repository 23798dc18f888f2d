const steps = [
  ['yr', 365 * 24 * 60],
  ['mo', 30 * 24 * 60],
  ['w', 7 * 24 * 60],
  ['d', 24 * 60],
  ['h', 60],
  ['m', 1],
] as const;

/** An age in LinkedIn's short form, in whole units of the largest kind that fits: `3d`, `2w`, `1mo`. */
export function briefly(time: string, now: Date): string {
  const minutes = Math.max(1, Math.floor((now.getTime() - Date.parse(time)) / 60_000));
  const [unit, length] = steps.find(([, length]) => minutes >= length)!;
  return `${Math.floor(minutes / length)}${unit}`;
}
