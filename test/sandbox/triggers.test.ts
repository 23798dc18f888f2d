import assert from 'node:assert/strict';
import { factsOf, type Action, type Example } from '../../src/catalog/define';
import { tokenTable, triggerTable } from '../../src/sandbox';
import { actions, company, envelopes, person, post, Served } from '../support/service/served';

const address = {
  person,
  company,
  post,
  comment: (word: string) => `https://www.linkedin.com/feed/update/?commentUrn=${word}`,
  job: (word: string) => `https://www.linkedin.com/jobs/view/${word}`,
};

/** The example of an action, with the page of a trigger word instead of its own page. */
function aboutWord(action: Action, word: string): Example {
  const path = pathTo(action.example, action.type)!;
  const root = structuredClone(action.example);
  const top = path[0]!;
  const [target, kind] = Object.keys(top).flatMap((name) => /^(\w+?)(?:Hashed)?Url$/.exec(name) ?? []);
  if (!target) return { ...root, threadId: word };
  root[target] = address[kind as keyof typeof address](word);
  return root;
}

function pathTo(example: Example, type: string): Example[] | undefined {
  if (example.actionType === type) return [example];
  for (const child of [example.then ?? []].flat()) {
    const path = pathTo(child, type);
    if (path) return [example, ...path];
  }
  return undefined;
}

describe('sandbox: triggers', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.close());

  for (const action of actions) {
    for (const { type, trigger } of action.errors) {
      if (trigger === undefined) continue;
      it(`${action.type} ends with ${type} for the token ${trigger}:${action.type}`, async () => {
        const completion = await served.complete(action.example, `${trigger}:${action.type}`);
        const own = envelopes(completion).find(({ actionType }) => actionType === action.type);
        assert.equal(own?.success, false);
        assert.equal(own.error?.type, type);
        assert.ok(own.error.message.length > 0);
        assert.equal(own.data, undefined);
      });
    }
  }

  for (const action of actions.filter(({ on, root }) => on && root)) {
    for (const { type, trigger } of action.errors) {
      if (trigger === undefined) continue;
      it(`${action.type} ends with ${type} for an address that ends in ${trigger}`, async () => {
        const [own] = envelopes(await served.complete(aboutWord(action, trigger)));
        assert.equal(own?.error?.type, type);
      });
    }
  }

  for (const action of actions.filter(({ params }) => 'term' in params)) {
    for (const { type, trigger } of action.errors) {
      if (trigger === undefined) continue;
      it(`${action.type} ends with ${type} for the term, a filter value or a search address with ${trigger}`, async () => {
        const { actionType } = action.example;
        const words = trigger.replaceAll('-', ' ').toUpperCase();
        const { params: fields } = factsOf([{ action, set: '' }])[0]!;
        const texts = fields.find(({ name }) => name === 'filter')!.fields!.find(({ kind }) => kind === 'texts')!;
        const { of } = fields.find(({ name }) => name === 'customSearchUrl')!;
        const page = of === 'jobSearch' ? 'jobs/search' : 'search/results/people';
        for (const params of [
          { term: trigger },
          { term: words },
          { term: 'x', filter: { [texts.name]: ['Berlin', trigger] } },
          { customSearchUrl: `https://www.linkedin.com/${page}/?keywords=${trigger}` },
        ]) {
          const [own] = envelopes(await served.complete({ actionType, ...params }));
          assert.equal(own?.error?.type, type, JSON.stringify(params));
        }
      });
    }
  }

  it('a page of a trigger word opens if the page is not what fails; the actions below it fail', async () => {
    const completion = await served.complete<{ data: { name: string; then: unknown[] } }>({
      actionType: 'st.openPersonPage',
      personUrl: person('messaging-closed'),
      basicInfo: true,
      then: [{ actionType: 'st.sendMessage', text: 'Hello' }, { actionType: 'st.retrievePersonSkills' }],
    });
    assert.equal(completion.data.name, 'Messaging Closed');
    const [page, message, skills] = envelopes(completion);
    assert.equal(page?.success, true);
    assert.equal(message?.error?.type, 'messagingNotAllowed');
    assert.equal(skills?.success, true);
  });

  it('the person of a trigger word is the same each time', async () => {
    const ask = { actionType: 'st.openPersonPage', personUrl: person('messaging-closed'), basicInfo: true };
    assert.deepEqual(await served.complete(ask), await served.complete(ask));
  });

  it('a trigger word in a text to people triggers nothing', async () => {
    const [sent] = envelopes(
      await served.complete({
        actionType: 'nv.sendMessage',
        personUrl: person('jonas-lindqvist'),
        subject: 'messaging closed',
        text: 'messaging-closed',
      }),
    );
    assert.equal(sent?.success, true);
  });

  it('the plain word as a token fails every action that knows the error, and only those', async () => {
    const found = envelopes(
      await served.complete(
        [{ actionType: 'st.searchPeople', term: 'engineer' }, { actionType: 'st.retrieveSSI' }],
        'searching-not-allowed',
      ),
    );
    assert.deepEqual(
      found.map(({ error }) => error?.type),
      ['searchingNotAllowed', undefined],
    );
  });

  it('the tables name every error that has a trigger, and every token the sandbox takes', async () => {
    const types = new Set(
      actions.flatMap(({ errors }) => errors.filter(({ trigger }) => trigger).map(({ type }) => type)),
    );
    const rows = triggerTable(actions);
    assert.deepEqual(new Set(rows.map(({ type }) => type)), types);
    for (const row of rows) {
      assert.ok(row.use.includes(row.trigger));
      assert.ok(row.actions.length > 0);
    }
    for (const { token, says } of tokenTable(actions)) {
      assert.ok(says.length > 20, token);
      const { body } = await served.request('GET', '/account', { token });
      if (token === 'invalid') assert.equal(body.error?.type, 'invalidIdentificationToken');
      else assert.notEqual(body.error?.type, 'invalidIdentificationToken', token);
    }
  });
});
