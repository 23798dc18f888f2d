import { enumerated, type Phrases } from './phrases';

export const english: Phrases = {
  number: (value) => value.toLocaleString('en-US'),
  yes: 'yes',
  no: 'no',
  and: enumerated('and'),
  or: enumerated('or'),
  node: (name) => name,

  upTo: (characters) => `Up to ${characters} characters.`,
  required: 'Required.',
  range: (min, max, unit, unsure) =>
    `${min} – ${max}${unit ? ` ${unit}` : ''}${unsure ? ' (more may be refused)' : ''}`,
  ifEmpty: (usual) => `${usual} if left empty`,
  oneOf: (values) => `One of ${values}.`,
  asAbove: 'As above.',
  omitEmpty: 'Left out when the message has none.',
  target: (alone, neverBelow) =>
    `${alone ? 'Needed' : 'This or its alternative is needed'} where a workflow starts${neverBelow ? '' : '; empty below an action'}.`,

  parameters: 'Parameters',
  returns: 'Returns',
  result: { none: 'Nothing but its success.', object: 'An object.', list: 'A list of objects.' },
  asIn: (fields, node) => `As with ${node}: ${fields}.`,
  place: 'Place',
  stands: (root, above) => {
    const places = [root ? 'starts a workflow' : '', above ? `stands below ${above}` : '']
      .filter(Boolean)
      .join(', or ');
    return `It ${places}.`;
  },
  below: (names) => (names ? `Below it may stand ${names}.` : 'Nothing may stand below it.'),
  errors: 'Errors',
  commonErrors: (types, own) => `${own ? 'Also' : 'Only'} ${types}, as any action.`,
  see: (link) => `See ${link}.`,
};
