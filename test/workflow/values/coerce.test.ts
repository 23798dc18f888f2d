import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { coerce } from '../../../src/workflow/values/coerce';
import { fieldProblem } from '../../../src/workflow/check/check-fields';
import { facts, factsFor, fieldsOf, forAll } from '../../support/flows/trees';
import { translateToEnglish } from '../../../src/catalog/facts/sentences';

const field = (type: string, path: string) => fieldsOf(factsFor(type).params).find((one) => one.path === path)!.field;

const term = field('st.searchPeople', 'term');
const limit = field('st.searchPeople', 'limit');
const filter = field('st.searchPeople', 'filter');
const locations = field('st.searchPeople', 'filter.locations');
const degrees = field('st.searchPeople', 'filter.connectionDegrees');
const basicInfo = field('st.openPersonPage', 'basicInfo');
const since = field('st.retrieveConnections', 'since');
const revenue = field('nv.searchCompanies', 'filter.annualRevenue.min');
const url = field('st.openPersonPage', 'personUrl');
const note = field('st.sendConnectionRequest', 'note');
const email = field('st.sendConnectionRequest', 'email');
const reaction = field('st.reactToPost', 'type');

describe('coerce', () => {
  it('sends nothing if nothing is given', () => {
    for (const fact of [
      term,
      limit,
      filter,
      locations,
      degrees,
      basicInfo,
      since,
      revenue,
      url,
      note,
      email,
      reaction,
    ]) {
      for (const nothing of [undefined, null, '']) assert.equal(coerce(fact, nothing), undefined, fact.name);
    }
  });

  const cases: [string, Parameters<typeof coerce>[0], unknown, unknown][] = [
    ['a number in words', limit, '10', 10],
    ['a number in words with spaces', limit, ' 10 ', 10],
    ['zero', limit, 0, 0],
    ['a text of spaces', limit, '  ', '  '],
    ['a number between invisible characters', limit, '\ufeff10\u00a0\u200b', 10],
    ['a number with a sign', limit, '+10', 10],
    ['a number below zero', limit, '-1', -1],
    ['a number with a comma', limit, '1,5', '1,5'],
    ...['1,000', '1.000', '1 000', '1’000', '10.0', '0x10', '0b1', '0o7', '1e3', 'Infinity', '-', '١٠'].map(
      (text): [string, Parameters<typeof coerce>[0], unknown, unknown] => [`no number in “${text}”`, limit, text, text],
    ),
    ['a flag for a number', limit, true, true],
    ['a flag in words', basicInfo, 'true', true],
    ['a flag in words', basicInfo, 'false', false],
    ['a flag as spreadsheets write it', basicInfo, 'TRUE', true],
    ['a flag in a message of Python', basicInfo, 'False', false],
    ['a flag with blanks around it', basicInfo, ' true\u00a0', true],
    ['no flag in another word', basicInfo, 'yes', 'yes'],
    ['no', basicInfo, false, false],
    ['a number for a flag', basicInfo, 1, 1],
    ['a number for a text', term, 42, '42'],
    ['a flag for a text', term, false, 'false'],
    ['an object for a text', term, { a: 1 }, { a: 1 }],
    ['a number for a choice', revenue, 2.5, '2.5'],
    ['a choice in another case', reaction, ' Like ', 'like'],
    ['no choice in another word', reaction, 'liked', 'liked'],
    ['a choice out of a list in another case', degrees, ['1ST', ' 2nd'], ['1st', '2nd']],
    ['a text with blanks around it', term, ' heat ', ' heat '],
    ['words that go along', note, ' Hello ', ' Hello '],
    ['blanks for words that go along', note, ' \u00a0\u200b', undefined],
    ['an e-mail address with blanks around it', email, ' maria@example.com\t', 'maria@example.com'],
    ['no e-mail address', email, ' maria ', ' maria '],
    ['one text for a list', locations, 'Berlin', ['Berlin']],
    ['a list', locations, ['Berlin', 'Graz'], ['Berlin', 'Graz']],
    ['a list in a list', locations, ['Berlin', ['Graz', 'Bern']], ['Berlin', 'Graz', 'Bern']],
    ['a list with gaps', locations, ['Berlin', '', null, undefined], ['Berlin']],
    ['a list of gaps', locations, ['', null], undefined],
    ['an empty list', locations, [], undefined],
    ['numbers in a list', locations, [7], ['7']],
    ['one value for a list of values', degrees, '1st', ['1st']],
    ['a date', since, new Date(Date.UTC(2026, 4, 1)), '2026-05-01T00:00:00.000Z'],
    ['a day with blanks around it', since, ' 2026-05-01\u00a0', '2026-05-01'],
    ['a moment behind a byte order mark', since, '\ufeff2026-05-01T09:00:00Z', '2026-05-01T09:00:00Z'],
    ['no day in another form', since, ' 01.05.2026', ' 01.05.2026'],
    ['a date of a Function node', since, runInNewContext('new Date(0)'), '1970-01-01T00:00:00.000Z'],
    ['a group', filter, { locations: 'Berlin', firstName: 7 }, { locations: ['Berlin'], firstName: '7' }],
    ['a group with gaps', filter, { locations: [], firstName: '', lastName: 'Keller' }, { lastName: 'Keller' }],
    ['a group of gaps', filter, { locations: [], firstName: null }, undefined],
    ['an empty group', filter, {}, undefined],
    ['a group with something unknown', filter, { newer: 'x' }, { newer: 'x' }],
    ['a text for a group', filter, 'Berlin', 'Berlin'],
    ['a list for a group', filter, ['Berlin'], ['Berlin']],
  ];
  for (const [name, fact, value, expected] of cases) {
    it(`reads ${name} for ${fact.name}`, () => assert.deepEqual(coerce(fact, value), expected));
  }

  it('leaves an invalid date to the check', () => {
    const invalid = new Date(Number.NaN);
    assert.equal(coerce(since, invalid), invalid);
    assert.match(fieldProblem(since, invalid, translateToEnglish)!, /^must be a date like/);
  });

  it('leaves legal values as they are, and changes nothing the second time', () => {
    const every = facts.flatMap(({ params }) => fieldsOf(params));
    return forAll((dice) => {
      for (const { path, field: fact } of every) {
        const value = dice.value(fact);
        assert.deepEqual(coerce(fact, value), value, path);
        const loose = coerce(fact, typeof value === 'number' ? String(value) : [value]);
        assert.deepEqual(coerce(fact, loose), loose, path);
      }
    }, 20);
  });
});
