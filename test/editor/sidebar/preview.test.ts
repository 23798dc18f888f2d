import assert from 'node:assert/strict';
import { fragmentsOf } from '../../../src/editor/sidebar/fragments';
import { checkFlows } from '../../../src/editor/canvas/check-flows';
import { previewOf } from '../../../src/editor/sidebar/preview';
import { compile } from '../../../src/workflow/compile';
import type { Preview } from '../../../src/workflow/preview';
import { editorWith } from '../../support/flows/fake-editor';
import { imported } from '../../support/flows/flow-files';
import { account, action, instance, openPerson, run, subflow, tab, type FlowNode } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { nodeRed } from '../../support/node-red/running-flows';
import { asArray, catalog, forAll } from '../../support/flows/trees';

/** What the sidebar shows for the only run node of the flows. */
async function previewed(flow: readonly FlowNode[]): Promise<Preview> {
  const flowCheck = checkFlows(editorWith(flow), catalog);
  const [run, ...others] = flowCheck.graphs.keys();
  assert.ok(run && others.length === 0);
  return previewOf(run, flowCheck, catalog);
}

/** A document as shown, with values of a message instead of its placeholders. */
function filled(shown: unknown, message: Record<string, unknown>): unknown {
  if (typeof shown === 'string') {
    const name = /^\{\{msg\.(v\d+)\}\}$/.exec(shown)?.[1];
    return name === undefined ? shown : message[name];
  }
  if (Array.isArray(shown)) return shown.map((item) => filled(item, message));
  if (typeof shown !== 'object' || shown === null) return shown;
  return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, filled(value, message)]));
}

describe('The preview', () => {
  const nr = nodeRed();
  const service = linkedApi();

  /** The bytes that Node-RED posts for the flows. */
  async function posted(flow: readonly FlowNode[], message: object = {}): Promise<string> {
    const known = service.server.requests.length;
    await nr.deploy([account(service.url), ...flow.filter(({ id }) => id !== 'account')]);
    const node = flow.find(({ type }) => type === 'linkedapi-run')!;
    await nr.run(message, node.id);
    const body = service.server.requests.slice(known).find(({ method }) => method === 'POST')!.body;
    await nr.unload();
    return body;
  }

  it('with its values filled in, equals what Node-RED posts, byte for byte', async () => {
    let looked = 0;
    const complete = await forAll(async (dice) => {
      const { flow } = imported(compile(dice.tree(), catalog));
      // A node reached through two parents becomes two nodes with one label.
      for (const node of flow) if (node['type'] === 'linkedapi-run') node['onFinding'] = 'warn';
      const message: Record<string, unknown> = {};
      for (const node of flow) {
        const params = (node['params'] ?? {}) as Record<string, unknown>;
        for (const [name, value] of Object.entries(params)) {
          if (!dice.chance(30) || (typeof value === 'object' && value !== null && 'type' in value)) continue;
          const key = `v${Object.keys(message).length}`;
          message[key] = value;
          params[name] = { type: 'msg', value: key };
        }
      }
      looked += Object.keys(message).length;
      const nodes = flow as FlowNode[];
      const shown = await previewed(nodes);
      assert.ok(shown.document, JSON.stringify(shown.findings));
      const text = JSON.stringify(shown.document);
      assert.deepEqual(
        new Set(shown.unknown.map(({ placeholder }) => placeholder)),
        new Set(
          Object.keys(message)
            .filter((key) => text.includes(`{{msg.${key}}}`))
            .map((key) => `{{msg.${key}}}`),
        ),
      );
      assert.equal(JSON.stringify(filled(JSON.parse(text), message)), await posted(nodes, message));
    }, 60);
    if (complete) assert.ok(looked > 30, String(looked));
  });

  const withUrl = { params: { personUrl: '${URL}' } };
  const env = (value: string) => [{ name: 'URL', type: 'str', value: `https://www.linkedin.com/in/${value}` }];
  const flows: Record<string, FlowNode[]> = {
    'of the tab': tab('t', run(['a']), openPerson('a', [], withUrl)),
    'of a group': [
      ...tab('t', run(['a']), openPerson('a', [], { ...withUrl, g: 'inner' })),
      { id: 'inner', type: 'group', z: 't', g: 'outer', nodes: ['a'], env: [] },
      { id: 'outer', type: 'group', z: 't', nodes: ['inner'], env: env('of-the-group') },
    ],
    'of a subflow': [
      ...tab('t', run(['i']), instance('s', 'i', [])),
      ...subflow('s', { in: ['a'], env: env('of-the-subflow'), nodes: [openPerson('a', [], withUrl)] }),
    ],
    'of an instance': [
      ...tab('t', run(['i']), instance('s', 'i', [], { env: env('of-the-instance') })),
      ...subflow('s', { in: ['a'], env: env('of-the-subflow'), nodes: [openPerson('a', [], withUrl)] }),
    ],
  };
  for (const [whose, flow] of Object.entries(flows)) {
    it(`knows the environment ${whose}`, async () => {
      const nodes = flow.map((node) => (node.type === 'tab' ? { ...node, env: env('of-the-tab') } : node));
      const { document } = await previewed(nodes);
      assert.match(
        JSON.stringify(document),
        new RegExp(whose.replace(/ an? | /g, (word) => (word === ' ' ? '-' : '-the-'))),
      );
      assert.equal(JSON.stringify(document), await posted(nodes));
    });
  }

  it('shows the findings of the wires and the check, and the labels without an action', async () => {
    const search = action('st.searchPeople', 'search', [], { params: { term: 'x', limit: 5000 }, label: 'found' });
    const found = await previewed(tab('t', run(['search'], { labels: { gone: [] } }), search));
    assert.deepEqual(
      found.findings.map(({ severity, nodes }) => [severity, ...nodes]),
      [
        ['error', 'search'],
        ['hint', 'run'],
      ],
    );
    assert.ok(found.document);
    const circle = await previewed(tab('t', run(['a']), openPerson('a', ['b']), openPerson('b', ['a'])));
    assert.deepEqual([circle.document, circle.findings[0]?.rule], [undefined, 'cycle']);
  });

  it('is shown as JSON, in one piece per action', async () => {
    await forAll((dice) => {
      const roots = dice.tree();
      const document = compile(roots, catalog);
      const fragments = fragmentsOf(document, roots);
      assert.equal(fragments.map(({ text }) => text).join('\n'), JSON.stringify(document, null, 2));
      for (const { text, node } of fragments) {
        const named = /"actionType": "(.*)"/.exec(text)?.[1];
        if (named !== undefined) assert.equal(node?.actionType, named);
        assert.ok([...text.matchAll(/"actionType"/g)].length <= 1, text);
      }
      assert.ok(asArray(document).length > 0);
    }, 200);
  });
});
