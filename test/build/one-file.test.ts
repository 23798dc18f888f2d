import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { treeOf } from '../support/flows/trees';
import type { Served as ServedType } from '../support/service/served';
import { elements, registrations, textAt } from './built';
import { CopiedSources } from './copied';

/** A made-up action, for pages and lists like others. */
const action = `
import { choice, defineAction, errors, integer, list, out, personUrl } from '../../src/catalog';

export default defineAction({
  type: 'st.countWaves',
  name: 'count waves',
  icon: 'person',
  summary: 'Counts how often a person has waved.',
  root: true,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: {
    personUrl,
    hand: choice(['left', 'right'], { label: 'Hand', help: 'Which one.', required: true }),
    limit: integer({ label: 'Limit', help: 'How many at most.', unit: 'waves', min: 1, max: 9, usual: 3 }),
  },
  result: list({ waver: out.text('Who waved') }),
  errors: [errors.personNotFound, { type: 'armsFolded', when: 'The arms are folded.', trigger: 'arms-folded' }],
  example: {
    actionType: 'st.countWaves',
    label: 'waves',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    hand: 'left',
  },
  simulate: ({ params, person }) => ({
    items: Array.from({ length: params.limit! }, () => ({ row: { waver: person.firstName } })),
  }),
});
`;
const node = 'linkedapi-st-count-waves';
const file = 'nodes/insights/count-waves.ts';

describe('an action is one file: dropped into a copy of the sources,', () => {
  let copy: CopiedSources;
  let context: ReturnType<CopiedSources['build']>;
  const text = (path: string) => copy.built(path);

  before(() => {
    copy = new CopiedSources();
    writeFileSync(join(copy.root, file), action);
    context = copy.build();
  });

  it('it is a node', () => {
    assert.ok(registrations(text('nodes/insights.html')).has(node));
    assert.match(text('nodes/insights.js'), new RegExp(`'${node}', 'st.countWaves'`));
    assert.ok(text('nodes/linkedapi.html').includes('"st.countWaves"'), 'the editor does not know it');
  });

  it('with a form', () => {
    assert.ok(elements(text('nodes/insights.html'), 'data-template-name').has(node));
    const texts = JSON.parse(text('nodes/locales/en-US/insights.json')) as unknown;
    assert.equal(textAt(texts, 'st.countWaves.node'), 'count waves');
    assert.equal(textAt(texts, 'st.countWaves.limit.help'), 'How many at most. 1 – 9 waves, 3 if left empty.');
  });

  it('with help, also in that of its parents', () => {
    const help = elements(text('nodes/locales/en-US/insights.html'), 'data-help-name').get(node)!;
    for (const words of ['Counts how often', 'Hand', 'waver', 'armsFolded', 'stands below open person page']) {
      assert.ok(help.includes(words), words);
    }
    const parent = elements(text('nodes/locales/en-US/people.html'), 'data-help-name');
    assert.match(parent.get('linkedapi-st-open-person-page')!, /Below it may stand [^.]*count waves/);
  });

  it('with a check', () => {
    const { check } = copy.load<typeof import('../../src/workflow/check/check')>('src/workflow/check/check.ts');
    const found = check(treeOf({ actionType: 'st.countWaves', limit: 10 }), context.catalog);
    assert.deepEqual(found.map(({ rule }) => rule).sort(), ['field', 'required', 'target']);
  });

  it('with a part in the sandbox, its own error included', async () => {
    const { Served } = copy.load<{ Served: typeof ServedType }>('test/support/service/served.ts');
    const served = await Served.start();
    try {
      const waves = (personUrl: string) =>
        served.complete<{ data?: object[]; error?: { type: string } }>({
          actionType: 'st.openPersonPage',
          personUrl,
          then: { actionType: 'st.countWaves', hand: 'right' },
        });
      const { then } = (await waves('https://www.linkedin.com/in/amelie-hoffmann')).data as unknown as {
        then: { data: object[] };
      };
      assert.deepEqual(then.data, Array(3).fill({ waver: 'Amélie' }));
      const folded = (await waves('https://www.linkedin.com/in/arms-folded')).data as unknown as {
        then: { error: { type: string } };
      };
      assert.equal(folded.then.error.type, 'armsFolded');
    } finally {
      await served.close();
    }
  });

  it('with an example and its rows in the pages', () => {
    const { sets, actions, catalog } = context;
    const { referenceFlow } = copy.load<typeof import('../../src/build/examples')>('src/build/examples.ts');
    const { catalogTables, withGenerated } =
      copy.load<typeof import('../../src/build/docs/tables')>('src/build/docs/tables.ts');
    const set = sets.find(({ name }) => name === 'insights')!;
    assert.ok(referenceFlow(set, actions, catalog).some(({ type }) => type === node));
    const parts = catalogTables(sets, actions, catalog);
    const page = (name: string) => withGenerated(readFileSync(join(copy.root, 'docs', name), 'utf8'), parts);
    assert.match(page('nodes.md'), /\| insights \| count waves \| `st.countWaves` \| yes \| open person page \|/);
    assert.match(page('sandbox.md'), /`armsFolded`/);
  });
});
