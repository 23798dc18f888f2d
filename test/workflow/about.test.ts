import assert from 'node:assert/strict';
import { failed, loop, ok, open, read, search, skills, url } from '../support/service/completions';

describe('what a result is about', () => {
  const adaUrl = 'https://www.linkedin.com/in/ada';
  const ada = { name: 'Ada', publicUrl: adaUrl, headline: 'Engineer' };
  const about = (...args: Parameters<typeof read>) =>
    Object.fromEntries(read(...args).results.map(({ node, actionType, about }) => [node?.id ?? actionType, about]));

  it('is the page that its parent has opened, by name and address', () => {
    const person = { name: 'Ada', url: adaUrl };
    assert.deepEqual(
      about(
        open({ personUrl: url, then: skills() }),
        ok('st.openPersonPage', { ...ada, then: ok('st.retrievePersonSkills', []) }),
      ),
      {
        n1: { person },
        n2: { person },
      },
    );
  });

  it('is the address in its parameters if nothing else is known, also when it failed', () => {
    assert.deepEqual(about(open({ personUrl: url }), failed('st.openPersonPage')), { n1: { person: { url } } });
    assert.deepEqual(
      about(open({ then: skills() }), ok('st.openPersonPage', { then: ok('st.retrievePersonSkills', []) })),
      {
        n1: {},
        n2: {},
      },
    );
  });

  it('is the item of a list, with or without an envelope of the loop', () => {
    const tree = search(loop(open({ then: skills() })));
    const page = ok('st.openPersonPage', { then: [failed('st.retrievePersonSkills')] });
    for (const inner of [page, ok('st.doForPeople', { then: [page] })]) {
      const found = about(tree, ok('st.searchPeople', [{ ...ada, then: [inner] }]));
      assert.deepEqual(
        [found['n1'], found['n3'], found['n4']],
        [{}, { person: { name: 'Ada', url: adaUrl } }, { person: { name: 'Ada', url: adaUrl } }],
      );
    }
  });

  it('is the nearest of each kind', () => {
    const companyUrl = 'https://www.linkedin.com/company/acme';
    const tree = {
      ...{ actionType: 'st.openCompanyPage', companyUrl },
      then: { actionType: 'st.retrieveCompanyEmployees', then: loop(open()) },
    };
    const employees = [
      { ...ada, then: [ok('st.openPersonPage')] },
      { name: 'Bo', publicUrl: url, then: [ok('st.openPersonPage')] },
    ];
    const { results } = read(
      tree,
      ok('st.openCompanyPage', { name: 'Acme', then: ok('st.retrieveCompanyEmployees', employees) }),
    );
    const company = { url: companyUrl, name: 'Acme' };
    assert.deepEqual(
      results.map((result) => result.about),
      [
        { company },
        { company },
        { company, person: { name: 'Ada', url: adaUrl } },
        { company, person: { name: 'Bo', url } },
      ],
    );
    assert.ok(
      results.every((result) => Object.isFrozen(result.about) && Object.values(result.about).every(Object.isFrozen)),
    );
  });

  it('of a post has the name of its author', () => {
    const postUrl = 'https://www.linkedin.com/posts/ada-1';
    const tree = {
      actionType: 'st.searchPosts',
      then: { actionType: 'st.doForPosts', then: { actionType: 'st.reactToPost' } },
    };
    const row = { url: postUrl, author: { name: 'Ada' }, then: [ok('st.reactToPost')] };
    assert.deepEqual(about(tree, ok('st.searchPosts', [row]))['n3'], { post: { name: 'Ada', url: postUrl } });
  });
});
