import { Random } from '../random';

export type Words = Readonly<Record<string, string>>;

/**
 * Fills in a template: `[a|b|c]` becomes one of the three, `[3-9]` a number in that range, `{company}` one of `words`. The
 * same seed gives the same text. The first letter becomes a capital.
 */
export function phrase(template: string, words: Words, seed: number): string {
  const random = new Random(seed);
  const text = template
    .replace(/\[([^[\]]*)\]/g, (_, inside: string) => {
      const range = /^(\d+)-(\d+)$/.exec(inside);
      return range ? String(random.int(Number(range[1]), Number(range[2]))) : random.pick(inside.split('|'));
    })
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const word = words[name];
      if (word === undefined) throw new Error(`The template "${template}" wants a word for {${name}}`);
      return word;
    });
  return text.charAt(0).toUpperCase() + text.slice(1);
}
