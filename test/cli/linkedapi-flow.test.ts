import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { specialNodes } from '../../src/catalog/facts/special-nodes';
import { encodings } from '../support/encodings';
import { canonical } from '../support/flows/flow-files';
import { installedTarball } from '../support/node-red/package';
import { keepTrack, keepTrackOfFolder } from '../support/processes';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const document = {
  actionType: 'st.searchPeople',
  label: 'people',
  term: 'engineer',
  then: {
    actionType: 'st.doForPeople',
    then: {
      actionType: 'st.openPersonPage',
      label: 'profile',
      then: [{ actionType: 'st.retrievePersonSkills' }, { actionType: 'st.retrievePersonExperience' }],
    },
  },
};

type Node = Record<string, unknown> & { id: string; type: string };

describe('linkedapi-flow, as installed from the tarball', () => {
  let program: string;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linkedapi-flow-'));
    keepTrackOfFolder(folder);
    program = join(await installedTarball(), 'node_modules/.bin/linkedapi-flow');
  });

  function call(args: string[], stdin: string | Buffer = ''): Promise<Ended> {
    const child = spawn(program, args, { cwd: folder, shell: process.platform === 'win32' });
    keepTrack(child);
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (ended.stdout += chunk));
    child.stderr.on('data', (chunk) => (ended.stderr += chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
  }

  const file = (name: string, content: unknown): string => {
    const isWritten = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(join(folder, name), isWritten ? content : JSON.stringify(content));
    return name;
  };

  it('imports a workflow and exports it again', async () => {
    const made = await call(['import', file('workflow.json', document)]);
    assert.deepEqual([made.code, made.stderr], [0, '']);
    const nodes = JSON.parse(made.stdout) as Node[];
    assert.deepEqual(
      nodes.map(({ type }) => type),
      [
        'tab',
        'linkedapi-account',
        'linkedapi-run',
        'linkedapi-st-search-people',
        'linkedapi-st-do-for-people',
        'linkedapi-st-open-person-page',
        'linkedapi-st-retrieve-person-skills',
        'linkedapi-st-retrieve-person-experience',
      ],
    );
    const run = nodes.find(({ type }) => type === 'linkedapi-run')!;
    assert.deepEqual([run['labels'], run['account']], [['people', 'profile'], nodes[1]!.id]);
    const back = await call(['export', file('flow.json', made.stdout)]);
    assert.deepEqual([back.code, back.stderr], [0, '']);
    assert.deepEqual(JSON.parse(back.stdout), canonical(document));
  });

  it('reads stdin', async () => {
    const made = await call(['import', '-'], JSON.stringify(document));
    const back = await call(['export', '-'], made.stdout);
    assert.deepEqual(JSON.parse(back.stdout), canonical(document));
  });

  it('names what it could not place, and places the rest', async () => {
    const broken = { ...document, then: [document.then, 7], limit: '5', label: 7 };
    const made = await call(['import', file('workflow.json', broken)]);
    assert.equal(made.code, 1);
    assert.match(made.stderr, /^error: \$\.label: a label is a text, not a number/m);
    assert.match(made.stderr, /^error: \$\.then\[1\]: this is no action but a number/m);
    assert.match(made.stderr, /^hint: \$\.limit: .*"5".*5/m);
    assert.equal((JSON.parse(made.stdout) as Node[]).length, 8);
  });

  it('checks a workflow', async () => {
    assert.deepEqual(await call(['check', file('workflow.json', document)]), { code: 0, stdout: '', stderr: '' });
    const illegal = { actionType: 'st.openPersonPage', then: { actionType: 'st.retrieveSSI' } };
    const found = await call(['check', file('workflow.json', illegal)]);
    assert.equal(found.code, 1);
    assert.match(found.stdout, /^error: \$: .*needs/m);
    assert.match(found.stdout, /^error: \$\.then: .*may not stand under/m);
  });

  it('says if an address is sent differently, and how', async () => {
    const untidy = file('untidy.json', { actionType: 'st.openPersonPage', personUrl: 'linkedin.com/in/ada\u200b' });
    const as = /Person URL would be sent as “https:\/\/www\.linkedin\.com\/in\/ada”/;
    const checked = await call(['check', untidy]);
    assert.equal(checked.code, 0);
    assert.match(checked.stdout, as);
    const made = await call(['import', untidy]);
    assert.match(made.stderr, /^hint: \$\.personUrl: .*would be sent as "https:\/\/www\.linkedin\.com\/in\/ada"/m);
    const sent = await call(['export', '-'], made.stdout);
    assert.deepEqual(JSON.parse(sent.stdout), {
      actionType: 'st.openPersonPage',
      personUrl: 'https://www.linkedin.com/in/ada',
    });
  });

  it('gives hints for unknown names, keeps them and sends them', async () => {
    const slips = {
      actionType: 'st.searchPeople',
      term: 'x',
      filter: { limit: 5 },
      Then: { actionType: 'st.retriveSSI' },
    };
    const hints = [
      /^hint: .*“filter\.limit” is not known here; “limit” is\./m,
      /“Then” is not known here; “then” is\./,
    ];
    const checked = await call(['check', file('slips.json', slips)]);
    const made = await call(['import', 'slips.json']);
    const sent = await call(['export', '-'], made.stdout);
    for (const said of [checked.stdout, made.stderr, sent.stderr]) for (const hint of hints) assert.match(said, hint);
    assert.deepEqual([checked.code, made.code, sent.code], [0, 0, 0]);
    assert.deepEqual(JSON.parse(sent.stdout), slips);
  });

  it('reads UTF-16 as PowerShell writes it, and marked UTF-8, from a file and from stdin', async () => {
    const illegal = { actionType: 'st.openPersonPage', label: 'Jürgen – 你好', then: { actionType: 'st.retrieveSSI' } };
    const imported = await call(['import', '-'], JSON.stringify(document));
    for (const [name, written] of Object.entries(encodings(JSON.stringify(illegal)))) {
      const found = await call(['check', file('workflow.json', written)]);
      assert.deepEqual([found.code, found.stderr], [1, ''], name);
      assert.match(found.stdout, /^error: \$\.then: .*may not stand under/m, name);
      assert.deepEqual(await call(['check', '-'], written), found, name);
    }
    for (const [name, written] of Object.entries(encodings(imported.stdout))) {
      const back = await call(['export', file('flow.json', written)]);
      assert.deepEqual(JSON.parse(back.stdout), canonical(document), name);
    }
  });

  it('checks the flows of a file, as JSON too', async () => {
    const made = await call(['import', '-'], JSON.stringify({ ...document, limit: 0 }));
    const found = await call(['check', file('flow.json', made.stdout), '--json']);
    assert.equal(found.code, 1);
    const { findings, ...rest } = JSON.parse(found.stdout) as { findings: { rule: string; nodes: string[] }[] };
    assert.deepEqual(rest, { file: 'flow.json' });
    assert.deepEqual(
      findings.map(({ rule, nodes }) => [rule, ...nodes]),
      [['field', (JSON.parse(made.stdout) as Node[])[3]!.id]],
    );
  });

  it('exports the chosen run node, and names what comes from a message', async () => {
    const flow = [
      { id: 't', type: 'tab' },
      { id: 'r1', type: 'linkedapi-run', z: 't', name: 'one', wires: [['a']] },
      { id: 'r2', type: 'linkedapi-run', z: 't', wires: [['b']] },
      { id: 'off', type: 'linkedapi-run', z: 't', d: true, wires: [['b']] },
      { id: 'a', type: 'linkedapi-st-retrieve-ssi', z: 't', params: {}, wires: [] },
      {
        id: 'b',
        type: 'linkedapi-st-open-person-page',
        z: 't',
        params: { personUrl: { type: 'msg', value: 'payload.url' } },
        wires: [],
      },
    ];
    file('flow.json', flow);
    const unsaid = await call(['export', 'flow.json']);
    assert.deepEqual(
      [unsaid.code, unsaid.stdout, unsaid.stderr],
      [2, '', 'linkedapi-flow: flow.json has several run nodes; choose one with --run: r1 (“one”), r2\n'],
    );
    const chosen = await call(['export', 'flow.json', '--run', 'r2']);
    assert.equal(chosen.code, 0);
    assert.deepEqual(JSON.parse(chosen.stdout), {
      actionType: 'st.openPersonPage',
      personUrl: '{{msg.payload.url}}',
    });
    assert.match(chosen.stderr, /personUrl.*\{\{msg\.payload\.url\}\}/);
    for (const id of ['off', 'nobody']) {
      const none = await call(['export', 'flow.json', '--run', id]);
      assert.deepEqual([none.code, none.stdout], [2, '']);
      assert.match(none.stderr, new RegExp(`^linkedapi-flow: flow.json has no run node ${id} .*r1.*r2\n$`));
    }
  });

  describe('exports a page whose results go to', () => {
    const tapped = (type: string) => [
      { id: 'r', type: 'linkedapi-run', z: 't', wires: [['page']] },
      { id: 'page', type: 'linkedapi-st-open-person-page', z: 't', params: { basicInfo: true }, wires: [['tap']] },
      { id: 'tap', type, z: 't', wires: [['after']] },
      { id: 'after', type: 'debug', z: 't', wires: [] },
    ];
    for (const { type } of specialNodes.filter(({ kind }) => kind !== 'action'))
      it(type, async () => {
        const ended = await call(['export', file('flow.json', tapped(type)), '--run', 'r']);
        assert.match(ended.stderr, /^error: .*starts the workflow, so it needs Person URL.*\n$/);
        assert.deepEqual(JSON.parse(ended.stdout), { actionType: 'st.openPersonPage', basicInfo: true });
      });

    it('a node that is not an action, of a newer version', async () => {
      const ended = await call(['export', file('flow.json', tapped('linkedapi-newer-node'))]);
      assert.deepEqual(JSON.parse(ended.stdout), { actionType: 'st.openPersonPage', basicInfo: true });
    });
  });

  it('says which action is of a newer version, and exports nothing', async () => {
    const flow = [
      { id: 'r', type: 'linkedapi-run', z: 't', wires: [['page']] },
      { id: 'page', type: 'linkedapi-st-open-person-page', z: 't', params: {}, wires: [['newer']] },
      { id: 'newer', type: 'linkedapi-st-newer-action', name: 'mine', z: 't', params: {}, wires: [] },
    ];
    assert.deepEqual(await call(['export', file('flow.json', flow)]), {
      code: 1,
      stdout: '',
      stderr:
        'error: newer: “mine” (st-newer-action): this version of the package has no node of the type linkedapi-st-newer-action. Update the package.\n',
    });
  });

  it('exports nothing that is circular', async () => {
    const flow = [
      { id: 'r', type: 'linkedapi-run', z: 't', wires: [['j']] },
      { id: 'j', type: 'junction', z: 't', wires: [['k', 'a']] },
      { id: 'k', type: 'junction', z: 't', wires: [['j']] },
      { id: 'a', type: 'linkedapi-custom-action', actionType: 'st.x', name: 'here', z: 't', wires: [['o']] },
      { id: 'o', type: 'link out', links: ['i'], z: 't', wires: [] },
      { id: 'i', type: 'link in', links: ['o'], z: 't', wires: [['a']] },
    ];
    const ended = await call(['export', file('flow.json', flow)]);
    assert.deepEqual([ended.code, ended.stdout], [1, '']);
    assert.match(ended.stderr, /^error: a: The wires go round in a circle: “here”/);
  });

  describe('has one clear line, and 2, for', () => {
    for (const [what, args, stdin, says] of [
      ['no command', [], '', /say what to do/],
      ['a command nobody knows', ['constructor', '-'], '{}', /say what to do/],
      ['an option nobody knows', ['check', '-', '--fast'], '{}', /--fast/],
      ['a file that is not there', ['check', 'nowhere.json'], '', /nowhere\.json: there is no such file/],
      ['a folder', ['import', '.'], '', /it is a folder/],
      ['what is no JSON', ['import', '-'], '{\n"a":\n', /stdin is no JSON: /],
      ['nothing', ['check', '-'], '', /stdin is no JSON: /],
      ['a workflow that is none', ['import', '-'], '{"workflow":{}}', /no workflow.*has no actionType/],
      ['a flow to import', ['import', '-'], '[{"id":"a","type":"tab"}]', /flow of Node-RED.*own import/],
      ['a workflow to export', ['export', '-'], '{"actionType":"st.x"}', /no flow file/],
      ['a flow file with strange entries', ['export', '-'], '[{"id":"a","type":"tab"},7]', /its entry 2 is no node/],
      ['a flow without a run node', ['check', '-'], '[{"id":"a","type":"tab"}]', /no run node/],
      ['lists within lists within lists', ['import', '-'], '['.repeat(1e5) + ']'.repeat(1e5), /no workflow|too deep/],
    ] as [string, string[], string, RegExp][])
      it(what, async () => {
        const ended = await call(args, stdin);
        assert.deepEqual([ended.code, ended.stdout], [2, '']);
        assert.match(ended.stderr, /^linkedapi-flow: [^\n]+\n$/);
        assert.match(ended.stderr, says);
      });
  });

  it('takes a file of five megabytes', async () => {
    const large = {
      ...document,
      much: Array.from({ length: 50_000 }, (_, index) => ({ index, text: 'x'.repeat(80) })),
    };
    const made = await call(['import', file('workflow.json', large)]);
    assert.deepEqual([made.code, made.stderr], [0, 'hint: $.much: “much” is not known here.\n']);
    assert.ok(made.stdout.length > 5_000_000);
    assert.deepEqual(JSON.parse((await call(['export', '-'], made.stdout)).stdout), canonical(large));
  });

  it('keeps keys that every object has', async () => {
    const text =
      '{"actionType":"st.searchPeople","__proto__":{"a":1},"filter":{"__proto__":7,"school":"ETH"},"toString":1}';
    const made = await call(['import', '-'], text);
    assert.equal(made.code, 0);
    const hinted = [...made.stderr.matchAll(/^hint: \$\.(\S+): “\1” is not known here/gm)].map(([, path]) => path);
    assert.deepEqual(hinted, ['__proto__', 'filter.__proto__', 'filter.school', 'toString']);
    const back = await call(['export', '-'], made.stdout);
    assert.deepEqual(JSON.parse(back.stdout), JSON.parse(text));
  });

  it('explains itself', async () => {
    const { code, stdout } = await call(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /import workflow\.json.*export flow\.json.*check/s);
  });
});
