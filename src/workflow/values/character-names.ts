import type { Translate } from '../../catalog/facts';

const named: Record<string, Parameters<Translate>[0]> = {
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
export function characterName(sign: string, translate: Translate): string {
  if (/["<>\\`]/.test(sign)) return translate('quoted', { name: sign });
  return `${translate(named[sign] ?? 'signInvisible')} (U+${hex(sign)})`;
}

export const hex = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
