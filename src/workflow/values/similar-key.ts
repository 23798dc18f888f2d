import { blank, type Translate } from '../../catalog/facts';
import { hex, characterName } from './character-names';

/** A key that looks like the missing one. */
export interface SimilarKey {
  wanted: string;
  key: string;
}

const blanks = new RegExp(`[${blank}]`, 'gu');
/** Invisible characters without width. JavaScript counts a byte order mark as white space. */
const hidden = new RegExp(`(?!\\s)[${blank}]|\\ufeff`, 'gu');

/** The visible part of a key, in lower case. */
const look = (key: string): string =>
  key.replace(hidden, '').replace(/\s+/g, ' ').trim().normalize('NFC').toLowerCase();

/**
 * Follows a path through an object. If a key is missing, returns one that differs only in case or invisible characters, such as
 * the first column of a file with a byte order mark.
 */
export function similarKey(value: unknown, path: readonly (string | number)[]): SimilarKey | undefined {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    const wanted = String(part);
    if (!(wanted in at)) {
      if (Array.isArray(at)) return undefined;
      const seen = look(wanted);
      const key = Object.keys(at).find((one) => look(one) === seen);
      return key === undefined ? undefined : { wanted, key };
    }
    at = (at as Record<string, unknown>)[wanted];
  }
  return undefined;
}

/** The key in quotation marks, its invisible characters spelled out, and what is different about it. */
export function describeKey({ wanted, key }: SimilarKey, translate: Translate): { key: string; difference: string } {
  const more = firstBeyond(key, wanted);
  const less = firstBeyond(wanted, key);
  const differences: string[] = [];
  if (more) differences.push(translate('keyWith', { sign: characterName(more.sign, translate), place: more.place }));
  else if (less) differences.push(translate('keyWithout', { sign: characterName(less.sign, translate) }));
  const [one, other] = [key, wanted].map((text) => text.replace(blanks, '').normalize('NFC'));
  if (one !== other) differences.push(translate('keyInOtherCase'));
  if (differences.length === 0) differences.push(translate('keyInOtherCharacters'));
  return {
    key: translate('quoted', { name: key.replace(blanks, (sign) => (sign === ' ' ? sign : `\\u${hex(sign)}`)) }),
    difference: differences.join(translate('and')),
  };
}

/** The first blank or invisible character that one text has more often than the other, and its place in it. */
function firstBeyond(text: string, other: string): { sign: string; place: number } | undefined {
  const left: string[] = other.match(blanks) ?? [];
  let place = 0;
  for (const sign of text) {
    place++;
    if (!sign.match(blanks)) continue;
    const at = left.indexOf(sign);
    if (at === -1) return { sign, place };
    left.splice(at, 1);
  }
  return undefined;
}
