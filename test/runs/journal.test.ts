import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal, readEntry, writeEntry, type Entry, type Plan } from '../../src/runs';
import type { ActionNode } from '../../src/workflow/tree';
import { keepTrackOfFolder } from '../support/processes';
import { planOf } from '../support/runs/carried-run';

const shared: ActionNode = {
  id: 'c',
  title: '“c”',
  actionType: 'st.retrievePersonSkills',
  label: 'skills',
  params: {},
  then: [],
};
const roots: ActionNode[] = ['a', 'b'].map((id) => ({
  id,
  title: id,
  actionType: 'st.openPersonPage',
  params: {},
  then: [shared],
}));

const plan = planOf({ roots, labels: ['skills'], taps: ['a'], message: { payload: 1 }, leftOut: ['req'] });

const entry = (more: Partial<Plan> = {}, since = 1): Entry => ({
  ...{ at: 'running', workflowId: 'wf-1', since },
  plan: { ...plan, ...more },
});

const error = { code: 'failed', message: 'Why.', cause: { a: 1 } };
const document = { actionType: 'st.openPersonPage' };

describe('An entry of the journal', () => {
  it('is read as it was written, with a node under two parents once', () => {
    const read = readEntry(writeEntry(entry()));
    assert.deepEqual(read, entry());
    assert.equal(read.plan.roots[0]?.then[0], read.plan.roots[1]?.then[0]);
  });

  const entries: Record<string, Entry> = {
    'is being submitted': { at: 'submitting', plan, since: 1, document },
    'is being delivered': { at: 'delivering', plan, since: 1, workflowId: 'wf-1' },
    'has failed': { at: 'delivering', plan, since: 1, workflowId: 'wf-1', failure: { as: 'failed', error } },
    'failed before it had a workflow': { at: 'delivering', plan, since: 1, failure: { as: 'unknown', error } },
  };
  for (const [what, written] of Object.entries(entries)) {
    it(`is read for a run that ${what}`, () => assert.deepEqual(readEntry(writeEntry(written)), written));
  }

  const written = JSON.parse(writeEntry(entry())) as Record<string, unknown>;
  for (const [what, text] of Object.entries({
    'half a file': writeEntry(entry()).slice(0, -20),
    nothing: '',
    'a list': '[]',
    'another version': JSON.stringify({ ...written, version: 3 }),
    'no node': JSON.stringify({ ...written, nodeId: undefined }),
    'a running workflow without an id': JSON.stringify({ ...written, workflowId: undefined }),
    'a tree in a circle': JSON.stringify({
      ...written,
      actions: [{ id: 'a', title: 'a', actionType: 'a', then: [0] }],
      roots: [0],
    }),
  }))
    it(`is refused when it is ${what}`, () => assert.throws(() => readEntry(text)));

  const failed = { ...written, at: 'delivering', failure: { as: 'failed', error } };
  for (const field of Object.keys(failed)) {
    it(`is refused with a wrong ${field}`, () => {
      const read = (value: unknown) => readEntry(JSON.stringify({ ...failed, [field]: value }));
      for (const wrong of field === 'message'
        ? [true, null, [7], 'x']
        : [true, null, [7], {}, { as: 'failed', error: { code: 7, message: 'b' } }, { as: 'done', error }]) {
        assert.throws(() => read(wrong), Error, JSON.stringify(wrong));
      }
      if (field === 'workflowId' || field === 'failure') assert.doesNotThrow(() => read(undefined));
      else assert.throws(() => read(undefined));
    });
  }

  describe('of the first version', () => {
    const { at: _, since: __, timeoutMs: ___, version: ____, workflowId: _____, ...same } = written;
    const first = (more: object) =>
      readEntry(JSON.stringify({ version: 1, ...same, began: 1, deadline: 1 + plan.timeoutMs, ...more }));

    it('is read as the states that it means', () => {
      assert.deepEqual(first({ state: 'intent', document }), entries['is being submitted']);
      assert.deepEqual(first({ state: 'started', workflowId: 'wf-1' }), entry());
      assert.deepEqual(first({ state: 'delivering', workflowId: 'wf-1' }), entries['is being delivered']);
      assert.deepEqual(first({ state: 'delivering', workflowId: 'wf-1', error }), entries['has failed']);
    });

    it('gets the outcome of its run from the code of its error', () => {
      for (const [code, as] of Object.entries({ cancelled: 'cancelled', submissionUnknown: 'unknown', x: 'failed' })) {
        const failure = { as, error: { code, message: 'Why.' } };
        assert.deepEqual(first({ state: 'delivering', error: failure.error }), {
          ...{ at: 'delivering', plan, since: 1 },
          failure,
        });
      }
    });

    it('is refused in an impossible state', () => {
      for (const wrong of [{ state: 'over' }, { state: 'started' }, { state: 'over', error }, { began: 'x' }])
        assert.throws(() => first(wrong), Error, JSON.stringify(wrong));
    });
  });
});

describe('The journal in files', () => {
  let folder: string;
  let problems: string[];
  let journal: FileJournal;
  const again = () => new FileJournal(folder, (problem) => problems.push(problem));

  beforeEach(() => {
    const parent = mkdtempSync(join(tmpdir(), 'linkedapi-journal-'));
    keepTrackOfFolder(parent);
    folder = join(parent, 'runs');
    problems = [];
    journal = again();
  });

  it('is empty where there is none', async () => {
    assert.deepEqual(await journal.load(), []);
    assert.deepEqual(problems, []);
  });

  it('keeps entries for their owner only, oldest first, until they are removed', async () => {
    await Promise.all([journal.save(entry({ id: 'late' }, 9)), journal.save(entry({ id: 'early' }, 3))]);
    assert.deepEqual(
      (await again().load()).map(({ plan }) => plan.id),
      ['early', 'late'],
    );
    if (process.platform !== 'win32') {
      assert.equal(statSync(folder).mode & 0o777, 0o700);
      for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    }
    await journal.remove('late');
    await journal.remove('late');
    assert.deepEqual(
      (await again().load()).map(({ plan }) => plan.id),
      ['early'],
    );
  });

  it('contains the last requested state, whatever is requested at once', async () => {
    const delivering: Entry = { at: 'delivering', plan, since: 1, workflowId: 'wf-1' };
    await Promise.all([journal.save({ at: 'submitting', plan, since: 1, document }), journal.save(delivering)]);
    assert.equal((await again().load())[0]?.at, 'delivering');
    await Promise.all([journal.save(delivering), journal.remove('one')]);
    assert.deepEqual(await again().load(), []);
  });

  it('does not treat the runs of this process as those of an earlier one', async () => {
    await journal.save(entry());
    assert.deepEqual(await journal.load(), []);
  });

  it('sets aside what it cannot read, says so, and continues', async () => {
    await journal.save(entry());
    writeFileSync(join(folder, 'broken.json'), '{"version":1,');
    writeFileSync(join(folder, 'other.json'), writeEntry(entry({ id: 'elsewhere' })));
    writeFileSync(join(folder, 'two.json.tmp'), 'half');
    mkdirSync(join(folder, 'folder.json'));
    assert.deepEqual(
      (await again().load()).map(({ plan }) => plan.id),
      ['one'],
    );
    assert.deepEqual(problems.length, 3);
    assert.match(problems.join('\n'), /broken\.json cannot be read: .*renamed to .*broken\.json\.unreadable/);
    assert.deepEqual(readdirSync(folder).sort(), [
      'broken.json.unreadable',
      'folder.json.unreadable',
      'one.json',
      'other.json.unreadable',
    ]);
    assert.equal(readFileSync(join(folder, 'broken.json.unreadable'), 'utf8'), '{"version":1,');
  });

  it('deletes nothing that another version has written', async () => {
    mkdirSync(folder);
    const text = JSON.stringify({ version: 99, id: 'one', more: 'in a shape of its own' });
    writeFileSync(join(folder, 'one.json'), text);
    assert.deepEqual(await again().load(), []);
    assert.match(problems.join('\n'), /one\.json cannot be read: its version is 99/);
    const [name, ...others] = readdirSync(folder);
    assert.deepEqual(others, []);
    assert.equal(readFileSync(join(folder, name!), 'utf8'), text);
  });

  it('says when it cannot be written, and leaves no temporary file behind', async () => {
    mkdirSync(join(folder, 'one.json'), { recursive: true });
    await assert.rejects(journal.save(entry()));
    assert.equal(existsSync(join(folder, 'one.json.tmp')), false);
    await journal.save(entry({ id: 'two' }));
    chmodSync(folder, 0o700);
    assert.deepEqual(
      (await again().load()).map(({ plan }) => plan.id),
      ['two'],
    );
  });
});
