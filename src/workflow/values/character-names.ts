import type { Tell } from '../../catalog/facts';

const named: Record<string, Parameters<Tell>[0]> = {
  ' ': 'signSpace',
  '\t': 'signTab',
  '\n': 'signLineFeed',
  '\r': 'signCarriageReturn',
  '\u00a0': 'signNoBreakSpace',
  '\u00ad': 'signSoftHyphen',
  '\u200b': 'signZeroWidthSpace',
  '\u200c': 'signZeroWidthNonJoiner',
  '\u200d': 'signZeroWidthJoiner',
  '\u2060': 'signWordJoiner',
  '\ufeff': 'signByteOrderMark',
};

/** The character itself, or its name if it is invisible. */
export function characterName(sign: string, tell: Tell): string {
  if (/["<>\\`]/.test(sign)) return tell('quoted', { name: sign });
  return `${tell(named[sign] ?? 'signInvisible')} (U+${hex(sign)})`;
}

export const hex = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
