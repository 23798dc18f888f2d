import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { coerce } from '../../src/workflow/coerce';
import { fieldProblem } from '../../src/workflow/check-fields';
import { facts, factsFor, fieldsOf, forAll } from '../support/trees';
import { tellInEnglish } from '../../src/catalog/sentences';

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

describe('coerce', () => {
  it('has nothing to send where nothing is given', () => {
    for (const fact of [term, limit, filter, locations, degrees, basicInfo, since, revenue, url]) {
      for (const nothing of [undefined, null, '']) assert.equal(coerce(fact, nothing), undefined, fact.name);
    }
  });

  const cases: [string, Parameters<typeof coerce>[0], unknown, unknown][] = [
    ['a number in words', limit, '10', 10],
    ['a number in words with spaces', limit, ' 10 ', 10],
    ['zero', limit, 0, 0],
    ['a text of spaces', limit, '  ', '  '],
    ['a number with a comma', limit, '1,5', '1,5'],
    ['a flag for a number', limit, true, true],
    ['a flag in words', basicInfo, 'true', true],
    ['a flag in words', basicInfo, 'false', false],
    ['no', basicInfo, false, false],
    ['a number for a flag', basicInfo, 1, 1],
    ['a number for a text', term, 42, '42'],
    ['a flag for a text', term, false, 'false'],
    ['an object for a text', term, { a: 1 }, { a: 1 }],
    ['a number for a choice', revenue, 2.5, '2.5'],
    ['one text for a list', locations, 'Berlin', ['Berlin']],
    ['a list', locations, ['Berlin', 'Graz'], ['Berlin', 'Graz']],
    ['a list in a list', locations, ['Berlin', ['Graz', 'Bern']], ['Berlin', 'Graz', 'Bern']],
    ['a list with gaps', locations, ['Berlin', '', null, undefined], ['Berlin']],
    ['a list of gaps', locations, ['', null], undefined],
    ['an empty list', locations, [], undefined],
    ['numbers in a list', locations, [7], ['7']],
    ['one value for a list of values', degrees, '1st', ['1st']],
    ['a date', since, new Date(Date.UTC(2026, 4, 1)), '2026-05-01T00:00:00.000Z'],
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
    assert.match(fieldProblem(since, invalid, tellInEnglish)!, /^must be a date like/);
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
