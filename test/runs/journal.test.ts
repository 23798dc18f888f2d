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
import { FileJournal, readEntry, writeEntry, type Entry } from '../../src/runs';
import type { ActionNode } from '../../src/workflow/tree';
import { keepTrackOfFolder } from '../support/processes';

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

const entry = (more: Partial<Entry> = {}): Entry => ({
  ...{ id: 'one', nodeId: 'run', accountId: 'account', began: 1, deadline: 2, state: 'started', workflowId: 'wf-1' },
  ...{ roots, labels: ['skills'], taps: ['a'], message: { payload: 1 }, leftOut: ['req'] },
  ...more,
});

describe('An entry of the journal', () => {
  it('comes back as it was written, with a node under two parents once', () => {
    const read = readEntry(writeEntry(entry()));
    assert.deepEqual(read, entry());
    assert.equal(read.roots[0]!.then[0], read.roots[1]!.then[0]);
  });

  const written = JSON.parse(writeEntry(entry())) as Record<string, unknown>;
  for (const [what, text] of Object.entries({
    'half a file': writeEntry(entry()).slice(0, -20),
    nothing: '',
    'a list': '[]',
    'another version': JSON.stringify({ ...written, version: 2 }),
    'no node': JSON.stringify({ ...written, nodeId: undefined }),
    'a started run without an id': JSON.stringify({ ...written, workflowId: undefined }),
    'a tree in a circle': JSON.stringify({
      ...written,
      actions: [{ id: 'a', title: 'a', actionType: 'a', then: [0] }],
      roots: [0],
    }),
  }))
    it(`is refused when it is ${what}`, () => assert.throws(() => readEntry(text)));

  const failed = { ...written, error: { code: 'a', message: 'b' } };
  for (const field of Object.keys(failed)) {
    it(`is refused with a wrong ${field}`, () => {
      const read = (value: unknown) => readEntry(JSON.stringify({ ...failed, [field]: value }));
      for (const wrong of field === 'message'
        ? [true, null, [7], 'x']
        : [true, null, [7], {}, { code: 7, message: 'b' }]) {
        assert.throws(() => read(wrong), Error, JSON.stringify(wrong));
      }
      if (field === 'workflowId' || field === 'error') assert.doesNotThrow(() => read(undefined));
      else assert.throws(() => read(undefined));
    });
  }

  it('keeps the label of an action, and the error and document of a run that was not started', () => {
    const error = { code: 'failed', message: 'Why.', cause: { a: 1 } };
    const { workflowId: _, ...rest } = entry({ error, document: { actionType: 'st.openPersonPage' } });
    assert.deepEqual(readEntry(writeEntry(rest)), rest);
    const { error: __, ...intent } = { ...rest, state: 'intent' as const };
    assert.deepEqual(readEntry(writeEntry(intent)), intent);
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
    await Promise.all([journal.save(entry({ id: 'late', began: 9 })), journal.save(entry({ id: 'early', began: 3 }))]);
    assert.deepEqual(
      (await again().load()).map(({ id }) => id),
      ['early', 'late'],
    );
    if (process.platform !== 'win32') {
      assert.equal(statSync(folder).mode & 0o777, 0o700);
      for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    }
    await journal.remove('late');
    await journal.remove('late');
    assert.deepEqual(
      (await again().load()).map(({ id }) => id),
      ['early'],
    );
  });

  it('holds what was asked for last, whatever is asked for at once', async () => {
    const changing = entry({ state: 'intent' });
    const saved = [journal.save(changing)];
    changing.state = 'delivering';
    saved.push(journal.save(changing));
    await Promise.all(saved);
    assert.equal((await again().load())[0]!.state, 'delivering');
    await Promise.all([journal.save(changing), journal.remove('one')]);
    assert.deepEqual(await again().load(), []);
  });

  it('does not take the runs of this process for those of an earlier one', async () => {
    await journal.save(entry());
    assert.deepEqual(await journal.load(), []);
  });

  it('sets aside what it cannot read, says so, and goes on', async () => {
    await journal.save(entry());
    writeFileSync(join(folder, 'broken.json'), '{"version":1,');
    writeFileSync(join(folder, 'other.json'), writeEntry(entry({ id: 'elsewhere' })));
    writeFileSync(join(folder, 'two.json.tmp'), 'half');
    mkdirSync(join(folder, 'folder.json'));
    assert.deepEqual(
      (await again().load()).map(({ id }) => id),
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

  it('throws nothing away that another version has written', async () => {
    mkdirSync(folder);
    const text = JSON.stringify({ version: 99, id: 'one', more: 'in a shape of its own' });
    writeFileSync(join(folder, 'one.json'), text);
    assert.deepEqual(await again().load(), []);
    assert.match(problems.join('\n'), /one\.json cannot be read: its version is 99/);
    const [name, ...others] = readdirSync(folder);
    assert.deepEqual(others, []);
    assert.equal(readFileSync(join(folder, name!), 'utf8'), text);
  });

  it('says when it cannot be written, and leaves no draft behind', async () => {
    mkdirSync(join(folder, 'one.json'), { recursive: true });
    await assert.rejects(journal.save(entry()));
    assert.equal(existsSync(join(folder, 'one.json.tmp')), false);
    await journal.save(entry({ id: 'two' }));
    chmodSync(folder, 0o700);
    assert.deepEqual(
      (await again().load()).map(({ id }) => id),
      ['two'],
    );
  });
});
