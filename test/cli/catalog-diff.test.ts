import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadActions } from '../../nodes/actions';
import { compare } from '../../src/cli/catalog-diff/compare';
import { catalogued } from '../../src/cli/catalog-diff/known';
import { readReference } from '../../src/cli/catalog-diff/reference';
import { encodings } from '../support/encodings';
import { repoRoot } from '../support/node-red/hosts';
import { run } from '../support/processes';

const known = catalogued(loadActions());

/** The catalogue as a reference file would describe it, without a difference. */
const described = () =>
  [...known].map(([actionType, { root, parents, children, params, result, fields, errors }]) => ({
    actionType,
    root: { allowed: root, when: null },
    parents: [...parents],
    children: [...children],
    params: [
      { name: 'label', type: 'string', required: 'never' },
      ...[...params]
        .filter(([path]) => !path.includes('.'))
        .map(([name, { need, values, min, max }]) => ({
          ...{ name, enum: values ?? null, min: min ?? null, max: max ?? null },
          ...{ required: need === 'always' ? 'always' : 'never', forbiddenUnderParent: need === 'at the root' },
          shape: shapeOf(name, params),
        })),
    ],
    result: {
      kind: result === 'list' ? 'array' : result,
      fields: fields.filter((path) => !path.includes('.')).map((name) => ({ name })),
    },
    errors: [...errors, 'limitExceeded', 'unexpectedError'].map((type) => ({ type, when: 'some time' })),
  }));

function shapeOf(path: string, params: Map<string, { values?: readonly string[] }>): object | null {
  const inner = [...params].filter(
    ([name]) => name.startsWith(`${path}.`) && !name.slice(path.length + 1).includes('.'),
  );
  const shape = inner.map(([name, { values }]) => [
    name.slice(path.length + 1),
    values ? { type: 'string', enum: values } : (shapeOf(name, params) ?? 'string'),
  ]);
  return inner.length > 0 ? (Object.fromEntries(shape) as object) : null;
}

const difference = (reference: unknown) => compare(known, readReference(reference));
type Described = ReturnType<typeof described>;
const changed = (type: string, change: (action: Described[number]) => void) => {
  const all = described();
  change(all.find(({ actionType }) => actionType === type)!);
  return difference(all).changed;
};

describe('the comparison of the catalogue with a reference', () => {
  it('finds nothing in its own description', () => {
    assert.deepEqual(difference(described()), { new: [], gone: [], changed: [] });
  });

  it('finds actions that are new, and that are gone', () => {
    const [first, ...rest] = described();
    const strange = { actionType: 'st.waveAtPerson', root: { allowed: true }, params: [], errors: [] };
    const { new: added, gone } = difference([...rest, strange]);
    assert.deepEqual([added, gone], [['st.waveAtPerson'], [first!.actionType]]);
  });

  it('finds what has changed in an action', () => {
    const action = 'st.searchPeople';
    const param = (of: Described[number], name: string) =>
      of.params.find((one) => one.name === name) as Record<string, unknown>;
    assert.deepEqual(
      changed(action, (it) => {
        param(it, 'limit')['max'] = 2500;
        param(it, 'term')['required'] = 'always';
        it.params.push({ name: 'sort', required: 'never', enum: ['newest'] } as never);
        param(it, 'filter')['shape'] = { ...(param(it, 'filter')['shape'] as object), pets: 'cat|dog' };
      }),
      [
        { action, what: 'parameter', reference: 'filter.pets' },
        { action, what: 'parameter', reference: 'sort' },
        { action, what: 'parameter term: needed', catalogue: 'never', reference: 'always' },
        { action, what: 'parameter limit: max', catalogue: '1000', reference: '2500' },
      ],
    );
    const page = 'st.openPersonPage';
    const found = changed(page, (it) => {
      it.root.allowed = false;
      it.children = it.children.slice(1);
      it.result.kind = 'array';
      it.result.fields.push({ name: 'mood' });
      it.errors = [{ type: 'personAsleep', when: 'at night' }];
    });
    const said = found.map(({ what, catalogue, reference }) => `${what} ${catalogue} ${reference}`);
    assert.ok(said.includes('starts a workflow true false'), said.join('\n'));
    assert.ok(said.includes('result object list'));
    assert.ok(said.includes('result field undefined mood'));
    assert.ok(said.includes('error undefined personAsleep'));
    assert.ok(said.includes('error personNotFound undefined'));
  });

  it('finds values of a fixed set, and edges that either end has', () => {
    const type = 'st.reactToPost';
    const values = changed(type, (it) => {
      const kind = it.params.find(({ name }) => name === 'type') as unknown as { enum: string[] };
      kind.enum = [...kind.enum.slice(1), 'bow'];
    });
    assert.deepEqual(
      values.map(({ what, catalogue, reference }) => [what, catalogue, reference]),
      [
        ['parameter type: value', undefined, 'bow'],
        ['parameter type: value', 'like', undefined],
      ],
    );
    const edges = changed(type, (it) => it.parents.push('st.openPersonPage'));
    assert.deepEqual(
      edges.map(({ action, what, reference }) => [action, what, reference]).sort(),
      [
        [type, 'parent', 'st.openPersonPage'],
        ['st.openPersonPage', 'child', type],
      ].sort(),
    );
  });

  it('takes a file of some actions, additions to others and retired ones', () => {
    const [some] = described().filter(({ actionType }) => actionType === 'st.doForPosts');
    const {
      new: added,
      gone,
      changed: found,
    } = difference({
      about: {},
      actions: [{ ...some, parents: [], children: [] }, { actionType: 'st.waveAtPerson' }],
      oldActionChanges: [
        {
          actionType: 'st.openPersonPage',
          addedResult: ['about (nullable)', 'mood (nullable)'],
          addedChildren: ['st.waveAtPerson'],
        },
        {
          actionType: 'st.sendMessage / nv.sendMessage',
          addedParams: ['threadId (instead)', 'tone', 'then: anything'],
        },
      ],
      retired: [{ actionType: 'st.openPost' }, 'st.neverKnown'],
    });
    assert.deepEqual([added, gone], [['st.waveAtPerson'], ['st.openPost']]);
    assert.deepEqual(
      found.map(({ action, what, reference }) => `${action} ${what} ${reference}`),
      [
        'st.openPersonPage result field mood',
        'st.openPersonPage child st.waveAtPerson',
        'st.sendMessage parameter tone',
        'nv.sendMessage parameter tone',
      ],
    );
  });

  describe('as a command', () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), 'linkedapi-diff-'))));
    after(() => rmSync(folder, { recursive: true, force: true }));

    const diff = async (text: string | Buffer, ...options: string[]) => {
      const file = join(folder, 'reference.json');
      writeFileSync(file, text);
      const command = [join(repoRoot, 'dist/src/cli/catalog-diff.js'), file, ...options];
      const ended = await run(process.execPath, command).then(
        (said) => ({ code: 0, ...said }),
        (error: unknown) => error as { code: number; stdout: string; stderr: string },
      );
      return { code: ended.code, stdout: ended.stdout, stderr: ended.stderr };
    };

    it('shows by its exit code whether anything differs', async () => {
      assert.deepEqual(await diff(JSON.stringify(described())), { code: 0, stdout: '', stderr: 'Nothing differs.\n' });
      const shorter = JSON.stringify(described().slice(1));
      const { code, stdout } = await diff(shorter);
      assert.equal(code, 1);
      assert.match(stdout, /^- \w+\.\w+$/m);
      const asJson = await diff(shorter, '--json');
      assert.equal(asJson.code, 1);
      assert.equal((JSON.parse(asJson.stdout) as { gone: string[] }).gone.length, 1);
    });

    it('reads UTF-16 as PowerShell writes it, and marked UTF-8', async () => {
      for (const [name, written] of Object.entries(encodings(JSON.stringify(described())))) {
        assert.equal((await diff(written)).stderr, 'Nothing differs.\n', name);
      }
    });

    it('says in one line why it cannot compare', async () => {
      for (const text of ['no JSON', '{}', '[]', '[{"name":"x"}]', '7']) {
        const { code, stdout, stderr } = await diff(text);
        assert.deepEqual([code, stdout, stderr.split('\n').length], [2, '', 2], `${text}: ${stderr}`);
      }
    });
  });
});
