import { enumerated, type Phrases } from './phrases';

export const german: Phrases = {
  number: (value) => value.toLocaleString('de-DE'),
  yes: 'ja',
  no: 'nein',
  and: enumerated('und'),
  or: enumerated('oder'),
  node: (name) => `„${name}“`,

  upTo: (characters) => `Höchstens ${characters} Zeichen.`,
  required: 'Erforderlich.',
  range: (min, max, unit, unsure) =>
    `${min} – ${max}${unit ? ` ${unit}` : ''}${unsure ? ' (mehr wird womöglich abgelehnt)' : ''}`,
  ifEmpty: (usual) => `ohne Angabe ${usual}`,
  oneOf: (values) => `Möglich: ${values}.`,
  asAbove: 'Wie oben.',
  omitEmpty: 'Entfällt, wenn die Nachricht nichts hat.',
  target: (alone, neverBelow) =>
    `Am Anfang eines Workflows ${alone ? 'erforderlich' : 'ist diese oder die andere Angabe erforderlich'}${neverBelow ? '' : ', unter einer Aktion leer zu lassen'}.`,

  parameters: 'Parameter',
  returns: 'Ergebnis',
  result: { none: 'Nur, ob es gelungen ist.', object: 'Ein Objekt.', list: 'Eine Liste von Objekten.' },
  asIn: (fields, node) => `Wie bei ${node}: ${fields}.`,
  place: 'Platz im Workflow',
  stands: (root, above) => {
    const places = [root ? 'am Anfang eines Workflows' : '', above ? `unter ${above}` : ''].filter(Boolean);
    return `Steht ${places.join(' oder ')}.`;
  },
  below: (names) => `Darunter möglich: ${names || 'nichts'}.`,
  errors: 'Fehler',
  commonErrors: (types, own) => `${own ? 'Außerdem' : 'Nur'} ${types}, wie überall.`,
  see: (link) => `Siehe ${link}.`,
};
