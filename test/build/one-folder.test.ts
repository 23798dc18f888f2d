import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningFlows } from '../support/node-red/running-flows';
import { probe, tab } from '../support/flows/flows';
import { elements, registrations, textAt } from './built';
import { CopiedSources } from './copied';

const type = 'linkedapi-wave';
const line = `{ type: '${type}', kind: 'other' },`;
const list = 'src/catalog/facts/special-nodes.ts';

/** A made-up hand-written node. */
const folder: Record<string, string> = {
  'index.ts': `
import { registerRequestNode, status, type RegisterNode } from '../../../src/runtime';

export const register: RegisterNode = (RED, shared) =>
  registerRequestNode(RED, shared, '${type}', ({ config }) =>
    Promise.resolve({ payload: 'waved with the ' + String(config['hand']), linkedapi: {}, status: status.done }),
  );
`,
  'panel.html': `
<script type="text/javascript">
  RED.nodes.registerType('${type}', {
    category: 'Linked API',
    color: '#A6AEB8',
    icon: 'person.svg',
    inputs: 1,
    outputs: 1,
    paletteLabel() {
      return this._('wave.node');
    },
    defaults: { name: { value: '' }, account: { value: '', type: 'linkedapi-account' }, hand: { value: 'left' } },
  });
</script>
<script type="text/html" data-template-name="${type}">
  <input type="text" id="node-input-name" />
  <!-- part: account -->
  <div class="form-row">
    <label for="node-input-hand" data-i18n="[append]wave.hand"></label><input type="text" id="node-input-hand" />
  </div>
</script>
`,
  'words.en-US.json': '{ "node": "wave", "hand": "Hand" }',
  'words.de.json': '{ "node": "winken", "hand": "Hand, die winkt" }',
  'help.en-US.html': `<script type="text/html" data-help-name="${type}">\n  <p>Waves at people.</p>\n</script>\n`,
  'help.de.html': `<script type="text/html" data-help-name="${type}">\n  <p>Winkt Leuten zu.</p>\n</script>\n`,
};

describe('a hand-written node is one folder and one line: dropped into a copy of the sources,', () => {
  let copy: CopiedSources;
  let context: ReturnType<CopiedSources['build']>;

  before(() => {
    copy = new CopiedSources();
    mkdirSync(join(copy.root, 'nodes/special/wave'));
    for (const [name, text] of Object.entries(folder)) {
      writeFileSync(join(copy.root, 'nodes/special/wave', name), text);
    }
    const lines = readFileSync(join(copy.root, list), 'utf8');
    writeFileSync(join(copy.root, list), lines.replace('] as const', `  ${line}\n$&`));
    context = copy.build();
  });

  it('it is a node', () => {
    assert.equal(context.catalog.kindOf(type), 'other');
    assert.ok(registrations(copy.built('nodes/linkedapi.html')).has(type));
  });

  it('with a form in every language', () => {
    const form = elements(copy.built('nodes/linkedapi.html'), 'data-template-name').get(type) ?? '';
    assert.match(form, /node-input-account/);
    for (const [code, name] of Object.entries({ 'en-US': 'wave', de: 'winken' })) {
      assert.equal(textAt(JSON.parse(copy.built(`nodes/locales/${code}/linkedapi.json`)), 'wave.node'), name);
    }
  });

  it('with help in every language, and its row in docs/coverage.md', () => {
    for (const [code, says] of Object.entries({ 'en-US': 'Waves at people.', de: 'Winkt Leuten zu.' })) {
      const help = elements(copy.built(`nodes/locales/${code}/linkedapi.html`), 'data-help-name').get(type);
      assert.ok(help?.includes(says), help);
    }
    const { coverageOf } = copy.load<typeof import('../../src/build/main')>('src/build/main.ts');
    assert.ok(coverageOf(copy.root).includes(`| \`${type}\` | wave | Waves at people. |`));
  });

  it('and Node-RED runs it', async () => {
    const flows = new RunningFlows([], copy.root);
    await flows.start();
    try {
      const wave = { id: 'wave', type, hand: 'right', wires: [['answer']] };
      await flows.deploy(tab('tab', wave, probe('answer')), {});
      await flows.run({}, 'wave');
      assert.deepEqual(flows.payloads('answer'), ['waved with the right']);
      await flows.unload();
    } finally {
      await flows.stop();
    }
  });
});
