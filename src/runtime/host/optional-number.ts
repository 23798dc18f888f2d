/** The number in a field that may be empty; undefined when it is empty or not a number, which the editor marks. */
export function optionalNumber(field: unknown): number | undefined {
  const number = field === undefined || field === null || field === '' ? NaN : Number(field);
  return Number.isFinite(number) ? number : undefined;
}
