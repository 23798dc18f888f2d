import assert from 'node:assert/strict';
import type { Example } from '../../../src/catalog/define';
import { check } from '../../../src/workflow/check/check';
import { compile } from '../../../src/workflow/compile';
import { catalog, treeOf } from '../../support/flows/trees';

const messages = (wanted: string, document: Example) =>
  check(treeOf(document), catalog).flatMap(({ severity, message }) => (severity === wanted ? [message] : []));
const hints = (document: Example) => messages('hint', document);
const open = (params: Record<string, unknown>): Example => ({
  actionType: 'st.openPersonPage',
  personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
  ...params,
});
const search = (params: Record<string, unknown>): Example => ({ actionType: 'st.searchPeople', term: 'x', ...params });

describe('A name that the catalogue does not know brings a hint, with the known one that is probably meant:', () => {
  const is = (name: string, nearest: string) => `“${name}” is not known here; “${nearest}” is.`;
  const names: [string, Example, string][] = [
    ['an action', { actionType: 'st.retriveSSI' }, is('st.retriveSSI', 'st.retrieveSSI')],
    ['an action without its namespace', { actionType: 'openPersonPage' }, is('openPersonPage', 'st.openPersonPage')],
    ['a parameter', search({ limti: 5 }), is('limti', 'limit')],
    ['a parameter that a newer service may have', open({ something: 'newer' }), '“something” is not known here.'],
    ['then with a capital', open({ Then: { actionType: 'st.retrievePersonSkills' } }), is('Then', 'then')],
    ['what other programs call then', open({ children: [] }), is('children', 'then')],
    ['one in a group', search({ filter: { location: 'Berlin' } }), is('filter.location', 'filter.locations')],
    ['one in the wrong group', search({ filter: { limit: 5 } }), is('filter.limit', 'limit')],
    ['one outside its group', search({ locations: ['Berlin'] }), is('locations', 'filter.locations')],
    [
      'the old place of a parameter',
      { actionType: 'st.searchJobs', term: 'x', filter: { location: 'Berlin' } },
      '“filter.location” is now called “location”; use that.',
    ],
    [
      'one in a row',
      { actionType: 'st.createPost', text: '@[a]', mentions: [{ key: 'a', name: 'Ada', Urn: 'urn:li:member:1' }] },
      is('mentions.Urn', 'mentions.urn'),
    ],
  ];
  for (const [what, document, says] of names) {
    it(what, () =>
      assert.ok(
        hints(document).some((hint) => hint.endsWith(`: ${says}`)),
        hints(document).join('\n'),
      ),
    );
  }

  it('a name from a result, beside what is missing', () => {
    const react = { actionType: 'st.reactToPost', postUrl: 'https://www.linkedin.com/posts/x', reactionType: 'like' };
    assert.deepEqual(hints(react), ['“react to post”: “reactionType” is not known here; “type” is.']);
    assert.match(messages('error', react).join(), /is missing/);
  });

  it('a parameter in its former place once, without an error', () => {
    const document = { actionType: 'st.searchJobs', term: 'x', location: 'Berlin', filter: { location: 'Berlin' } };
    assert.deepEqual(hints(document), ['“search jobs”: “filter.location” is now called “location”; use that.']);
    assert.deepEqual(messages('error', document), []);
  });

  it('one that is kept and sent', () => {
    const roots = treeOf(search({ filter: { location: 'Berlin' }, speed: 'high' }));
    assert.deepEqual(compile(roots, catalog), search({ filter: { location: 'Berlin' }, speed: 'high' }));
  });
});
