/** Node-RED draws the findings of a node on the canvas and breaks no lines. In characters. */
const longestLine = 60;

/** A sentence broken into lines between its words. */
export function inLines(sentence: string): string {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < longestLine) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n    ');
}
