/** What can be wrong with a value, as the end of a sentence that begins with the field's label. `__x__` is a blank. */
export const problemWords = {
  missing: 'is missing',
  text: 'must be text, not __value__',
  url: 'must be an address like __example__, not __value__',
  email: 'must be an e-mail address, not __value__',
  time: 'must be a date like 2026-05-01 or a time like 2026-05-01T09:00:00Z, not __value__',
  integer: 'must be a whole number, not __value__',
  boolean: 'must be true or false, not __value__',
  choice: 'must be one of __values__, not __value__',
  texts: 'must be a list of texts, not __value__',
  choices: 'must be a list out of __values__, not __value__',
  unknown: 'knows no __value__; choose from __values__',
  group: 'must be an object with __names__, not __value__',
  empty: 'must have at least 1 character',
  short: 'must have at least __min__ characters',
  long: 'must have at most __max__ characters, not __length__',
  least: 'must be at least __min__, not __value__',
  most: 'must be at most __max__, not __value__',
  unreadable: 'cannot be read: __reason__',
};

/** Says a problem in words, its blanks filled in. */
export type Tell = (problem: keyof typeof problemWords, blanks?: Record<string, string | number>) => string;

/** The words of run-time errors. */
export const tellInEnglish: Tell = (problem, blanks = {}) =>
  problemWords[problem].replace(/__(\w+)__/g, (blank, name: string) => String(blanks[name] ?? blank));
