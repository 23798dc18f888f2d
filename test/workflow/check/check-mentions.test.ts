import assert from 'node:assert/strict';
import type { Example } from '../../../src/catalog/define';
import { check } from '../../../src/workflow/check/check';
import { Placeholder } from '../../../src/workflow/tree';
import { catalog, treeOf } from '../../support/flows/trees';

const said = (document: Example) =>
  check(treeOf(document), catalog).map(({ severity, message }) => [severity, message]);

const amelie = 'https://www.linkedin.com/in/amelie-hoffmann';
const helio = 'https://www.linkedin.com/company/helio-thermal';
const post = (params: Record<string, unknown>): Example => ({ actionType: 'st.createPost', text: '@[ada]', ...params });
const mention = (more: object = {}) => ({ key: 'ada', name: 'Ada Lovelace', ...more });
const searchPosts = (params: Record<string, unknown>): Example => ({
  actionType: 'st.searchPosts',
  term: 'heat',
  ...params,
});
const contentSearch = 'https://www.linkedin.com/search/results/content/?keywords=heat';
const jobSearch = 'https://www.linkedin.com/jobs/search/?keywords=engineer';
const member = 'urn:li:member:7';
const hashed = 'https://www.linkedin.com/in/ACo7';

describe('The check of whom a post mentions, whom a filter names, and what a search ignores', () => {
  const errors: [string, Example, string][] = [
    [
      'a mention with two identifiers',
      post({ mentions: [mention({ urn: member, personHashedUrl: hashed })] }),
      '“create post”: Mentions 1 → URN and Person hashed URL exclude each other: one identifier is enough to tell namesakes apart. Leave one.',
    ],
    [
      'somebody in a filter with two identifiers, behind one who has only a name',
      searchPosts({ filter: { fromMembers: ['Maria', { name: 'Ada', urn: member, personHashedUrl: hashed }] } }),
      '“search posts”: Filter → From people 2 → URN and Person hashed URL exclude each other: one identifier is enough to tell namesakes apart. Leave one.',
    ],
    [
      'a company in a filter with two identifiers',
      searchPosts({
        filter: { authorCompanies: [{ name: 'Helio', urn: 'urn:li:organization:1', companyHashedUrl: helio }] },
      }),
      '“search posts”: Filter → Employers 1 → URN and Company hashed URL exclude each other: one identifier is enough to tell namesakes apart. Leave one.',
    ],
    [
      'a mention’s key that cannot be one',
      post({ mentions: [mention(), mention({ key: 'grace hopper' })] }),
      '“create post”: Mentions 2 → Key may only have letters (a–z, A–Z), digits, - and _, not “grace hopper”.',
    ],
    [
      'a mark in the text that no mention belongs to',
      post({ text: 'Thanks, @[ada] and @[grace]', mentions: [mention()] }),
      '“create post”: Text has @[grace], but no entry of Mentions has that as its Key: a mention takes the place of its @[key] in the text. Add one, or change the text.',
    ],
    [
      'a URN that is none, of a mention',
      post({ mentions: [mention({ urn: '7' })] }),
      '“create post”: Mentions 1 → URN must be a URN like urn:li:member:123456789 or urn:li:organization:1234567, not “7”.',
    ],
    [
      'a URN that is none, in a filter',
      searchPosts({ filter: { fromMembers: [{ name: 'Ada', urn: hashed }] } }),
      `“search posts”: Filter → From people 1 → URN must be a URN like urn:li:member:123456789, not “${hashed}”.`,
    ],
    [
      'a name that is too long, in a filter that has nothing but names',
      searchPosts({ filter: { mentioningMembers: ['Ada', 'x'.repeat(101)] } }),
      '“search posts”: Filter → Naming people 2 → Name must have at most 100 characters, not 101.',
    ],
    [
      'a URN that is none, of a post',
      { actionType: 'st.openPost', postUrn: '7300000000000000001' },
      '“open post”: Post URN must be a URN like urn:li:activity:7300000000000000001, not “7300000000000000001”.',
    ],
  ];
  for (const [name, document, sentence] of errors) {
    it(`refuses ${name}`, () => assert.deepEqual(said(document), [['error', sentence]]));
  }

  const doubts: [string, Example, string][] = [
    [
      'a mention that is not in the text',
      post({ text: 'Thanks to all, and to @[ada]', mentions: [mention(), mention({ key: 'grace' })] }),
      '“create post”: Text lacks @[grace]: a mention takes the place of its @[key] in the text. Put it there, or remove its entry from Mentions.',
    ],
    [
      'mentions without a text',
      { actionType: 'st.createRepost', postUrn: 'urn:li:activity:1', mentions: [mention(), mention({ key: 'grace' })] },
      '“create repost”: Text lacks @[ada], @[grace]: a mention takes the place of its @[key] in the text. Put it there, or remove its entry from Mentions.',
    ],
    [
      'a mark in a text without mentions, where it may be meant as it stands',
      post({ text: 'self.@[name]' }),
      '“create post”: Text has @[name], but no entry of Mentions has that as its Key: a mention takes the place of its @[key] in the text. Add one, or change the text.',
    ],
    [
      'a URN of a kind that no source names',
      searchPosts({ filter: { fromCompanies: [{ name: 'Helio', urn: 'urn:li:fsd_company:1' }] } }),
      '“search posts”: Filter → From companies 1 → URN is not like urn:li:organization:1234567, so Linked API may refuse it.',
    ],
    [
      'a URN of somebody where a company belongs',
      searchPosts({ filter: { fromCompanies: [{ name: 'Helio', urn: member }] } }),
      '“search posts”: Filter → From companies 1 → URN is not like urn:li:organization:1234567, so Linked API may refuse it.',
    ],
    [
      'a filter beside the address of a search for posts',
      { actionType: 'st.searchPosts', customSearchUrl: contentSearch, filter: { sort: 'latest' } },
      '“search posts”: Linked API ignores Filter where Search URL is given: the address of a search says already what is looked for. Clear one or the other.',
    ],
    [
      'all that the address of a search for jobs takes the place of',
      {
        actionType: 'st.searchJobs',
        customSearchUrl: jobSearch,
        term: 'x',
        location: 'y',
        filter: { easyApply: true },
      },
      '“search jobs”: Linked API ignores Term, Location and Filter where Search URL is given: the address of a search says already what is looked for. Clear one or the other.',
    ],
    [
      'a person beside a conversation',
      { actionType: 'st.sendMessage', personUrl: amelie, threadId: '2-a', text: 'Hello' },
      '“send message”: Linked API ignores Person URL where Thread ID is given: the message goes into that conversation. Clear one or the other.',
    ],
    [
      'a subject beside a conversation',
      { actionType: 'nv.sendMessage', threadId: '2-a', subject: 'Heat', text: 'Hello' },
      '“send message (navigator)”: Linked API ignores Subject where Thread ID is given: the message goes into that conversation. Clear one or the other.',
    ],
  ];
  for (const [name, document, sentence] of doubts) {
    it(`hints at ${name}`, () => assert.deepEqual(said(document), [['hint', sentence]]));
  }

  it('counts entries of a list that are not known yet, too', () => {
    const later = new Placeholder('msg.payload');
    const twice = mention({ urn: member, personHashedUrl: hashed });
    assert.deepEqual(
      said(post({ mentions: [later, mention({ urn: '7' }), twice] })).map(
        ([, message]) => /^.* (?=(must|exclude))/.exec(message!)?.[0],
      ),
      ['“create post”: Mentions 2 → URN ', '“create post”: Mentions 3 → URN and Person hashed URL '],
    );
  });

  it('says nothing about a search by an address if no source says that the other parameters are ignored', () => {
    const customSearchUrl = 'https://www.linkedin.com/search/results/people/?keywords=a';
    assert.deepEqual(said({ actionType: 'st.searchPeople', customSearchUrl, filter: { firstName: 'Ada' } }), []);
    assert.deepEqual(said({ actionType: 'st.searchPosts', customSearchUrl: contentSearch, term: 'heat' }), []);
  });

  it('says nothing about what is not known yet', () => {
    const later = new Placeholder('msg.payload');
    const documents = [
      post({ text: later, mentions: [mention()] }),
      post({ text: '@[ada] @[grace]', mentions: later }),
      post({ text: '@[ada] @[grace]', mentions: [mention(), later] }),
      post({ text: '@[ada] @[grace]', mentions: [mention(), mention({ key: later })] }),
      post({ mentions: [mention({ urn: member, personHashedUrl: later })] }),
      { actionType: 'st.searchPosts', customSearchUrl: later, term: 'x', filter: { sort: 'latest' } },
      { actionType: 'st.searchPosts', customSearchUrl: contentSearch, filter: { fromMembers: later } },
    ];
    for (const document of documents) assert.deepEqual(said(document), [], JSON.stringify(document));
  });
});
