import type { FieldFacts } from '../../../src/catalog/facts/action-facts';

/** Values that a field does not accept, one per way to be wrong. */
export function illegalValues(field: FieldFacts): unknown[] {
  const { min, max, softMax } = field;
  switch (field.kind) {
    case 'text':
      return [
        7,
        ['x'],
        null,
        ...(min ? [''] : []),
        ...(max === undefined ? [] : ['x'.repeat(max + 1)]),
        ...illegalTexts(field),
      ];
    case 'url':
      return [
        'amelie-hoffmann',
        'ftp://www.linkedin.com/in/a',
        7,
        ['https://www.linkedin.com/in/a'],
        ...(field.of === 'web' ? [] : ['https://www.linkedin.com/', 'https://example.com/in/a']),
      ];
    case 'email':
      return ['maria', 'maria@example', 'ma ria@example.com', 7];
    case 'time':
      return ['yesterday', '2026-13-01', '01.05.2026', 1777593600000, '2026-05-01T25:00:00Z'];
    case 'integer':
      return [min! - 1, 1.5, '10', true, Number.NaN, Infinity, ...(softMax ? [] : [max! + 1])];
    case 'boolean':
      return ['true', 1, null];
    case 'choice':
      return ['no such value', 7, [field.values![0]], ''];
    case 'texts':
      return ['x', ['x', ''], [7], { 0: 'x' }];
    case 'choices':
      return [field.values![0], ['no such value'], [field.values![0], 7]];
    case 'group':
      return ['x', 7, ['x'], true];
    case 'rows':
      return ['x', 7, { 0: {} }, [7], [['x']], [''], ...(field.shorthand ? [['x'.repeat(101)]] : [['x']])];
    case 'record':
      return ['x', ['x'], { x: 1 }, { x: '' }];
  }
}

function illegalTexts({ form }: FieldFacts): string[] {
  if (form === undefined) return [];
  return form === 'mentionKey'
    ? ['a b', '@[a]', 'Amélie', 'a.b', ' a']
    : ['Maria', '1', 'urn:li:', 'urn:li:member:', 'urn:li:member:1 ', 'https://www.linkedin.com/in/a'];
}
