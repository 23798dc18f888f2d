/** White space and invisible characters: control characters, marks without width. For a character class. */
export const blank = '\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';

const isBlank = new RegExp(`[${blank}]`, 'u');

/** The text without blanks and invisible characters around it. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank.test(text[from]!)) from++;
  while (to > from && isBlank.test(text[to - 1]!)) to--;
  return text.slice(from, to);
}
