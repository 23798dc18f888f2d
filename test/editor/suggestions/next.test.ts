import assert from 'node:assert/strict';
import { nextActions, previousActions, type Chain } from '../../../src/editor/suggestions/next';
import { aboveOutput } from '../../../src/editor/canvas/wire-context';
import { chain, chainBeside } from '../../../src/editor/suggestions/chain';
import { estimatedWidth } from '../../../src/flow-file/to-flow';
import { editorWith } from '../../support/flows/fake-editor';
import {
  action,
  customAction,
  func,
  instance,
  junction,
  linkIn,
  linkOut,
  run,
  subflow,
  tab,
  type FlowNode,
} from '../../support/flows/flows';
import { catalog, facts, factsFor } from '../../support/flows/trees';

const below = (...types: (string | undefined)[]) =>
  nextActions(
    types.map((type) => (type === undefined ? undefined : factsFor(type))),
    new Set(),
    catalog,
  );
const typesOf = (way: Chain) => way.map(({ type }) => type);

describe('what may come next', () => {
  it('is all that is legal there and nothing else, under any action', () => {
    for (const above of facts) {
      const { single } = below(above.type);
      assert.deepEqual(typesOf(single).sort(), [...above.children].sort(), above.type);
    }
    assert.deepEqual(typesOf(below(undefined).single).sort(), typesOf(facts.filter(({ root }) => root)).sort());
  });

  it('comes under a page in this order: reads the page, does something, removes something', () => {
    const types = typesOf(below('st.openPersonPage').single);
    assert.deepEqual(types.slice(0, 2), ['st.retrievePersonExperience', 'st.retrievePersonEducation']);
    const at = (type: string) => types.indexOf(type);
    assert.ok(at('st.retrievePersonSkills') < at('st.checkConnectionStatus'));
    assert.ok(at('st.checkConnectionStatus') < at('st.sendMessage'));
    assert.ok(at('st.sendMessage') < at('nv.openPersonPage'));
    assert.deepEqual(types.slice(-2).sort(), ['st.removeConnection', 'st.withdrawConnectionRequest']);
  });

  it('begins with a search under a run node', () => {
    const { single, recipes } = below(undefined);
    assert.equal(single[0]?.type, 'st.searchPeople');
    assert.deepEqual(typesOf(recipes[0]!), [
      'st.searchPeople',
      'st.doForPeople',
      'st.openPersonPage',
      'st.retrievePersonExperience',
    ]);
  });

  it('leads from a search for jobs to the page of each job', () => {
    const [recipe] = below(undefined).recipes.filter(([start]) => start?.type === 'st.searchJobs');
    assert.deepEqual(typesOf(recipe!), ['st.searchJobs', 'st.doForJobs', 'st.openJob']);
  });

  it('puts what is already there last', () => {
    const present = new Set(['st.retrievePersonExperience']);
    const types = typesOf(nextActions([factsFor('st.openPersonPage')], present, catalog).single);
    assert.equal(types[0], 'st.retrievePersonEducation');
    assert.ok(types.indexOf('st.retrievePersonExperience') > types.indexOf('nv.syncConversation'));
    assert.ok(types.indexOf('st.retrievePersonExperience') < types.indexOf('st.removeConnection'));
  });

  it('is legal under everything above it', () => {
    assert.deepEqual(typesOf(below('st.searchPeople', 'st.retrieveConnections').single), ['st.doForPeople']);
    assert.deepEqual(below('st.searchPeople', 'st.searchCompanies'), { single: [], recipes: [] });
    assert.deepEqual(typesOf(below('st.openPersonPage', 'nv.openPersonPage').single), ['nv.syncConversation']);
  });

  it('includes recipes: short legal chains to different results, without anything that removes something', () => {
    assert.deepEqual(below('st.searchPeople').recipes.map(typesOf)[0], [
      'st.doForPeople',
      'st.openPersonPage',
      'st.retrievePersonExperience',
    ]);
    let count = 0;
    for (const above of [undefined, ...facts]) {
      const { recipes } = below(above?.type);
      assert.ok(recipes.length <= 6);
      for (const way of recipes) {
        count += 1;
        assert.ok(way.length >= 2 && way.length <= 4);
        const [first] = way;
        assert.ok(above ? above.children.includes(first!.type) : first!.root);
        way.slice(1).forEach((step, index) => assert.ok(way[index]!.children.includes(step.type), typesOf(way).join()));
        assert.ok(!way.some(({ removes }) => removes) && !way.at(-1)!.loop);
      }
    }
    assert.ok(count > 30, `${count} recipes`);
  });

  it('comes upwards, too', () => {
    for (const action of facts) {
      const { single, recipes } = previousActions(action, catalog);
      assert.deepEqual(typesOf(single).sort(), [...action.parents].sort());
      for (const way of recipes) {
        assert.ok(way.at(-1)!.root && way[0]!.children.includes(action.type));
        way.slice(1).forEach((step, index) => assert.ok(step.children.includes(way[index]!.type)));
      }
    }
    const ways = previousActions(factsFor('st.retrievePersonSkills'), catalog).recipes.map(typesOf);
    assert.deepEqual(ways[0], ['st.openPersonPage', 'st.doForPeople', 'st.searchPeople']);
  });
});

describe('the start of a wire', () => {
  function above(flow: FlowNode[], id: string, port = 0) {
    const nodes = editorWith(flow);
    let source: unknown;
    const find = (node: { id: string }) => void (node.id === id && (source = node));
    nodes.eachNode(find);
    nodes.eachJunction(find);
    nodes.eachLink((link) => [link.source, link.target].forEach(find));
    const found = aboveOutput(source as never, port, nodes, catalog);
    return found && { parents: found.parents.map((one) => one?.type ?? 'run').sort(), present: [...found.present] };
  }

  it('is an action, or the first port of a run node', () => {
    const flow = tab(
      't',
      run(['search'], { completion: ['f'] }),
      action('st.searchPeople', 'search', ['loop']),
      action('st.doForPeople', 'loop'),
      func('f', '', []),
    );
    assert.deepEqual(above(flow, 'search'), { parents: ['st.searchPeople'], present: ['st.doForPeople'] });
    assert.deepEqual(above(flow, 'run'), { parents: ['run'], present: ['st.searchPeople'] });
    for (const [id, port] of [
      ['run', 1],
      ['run', 2],
      ['f', 0],
    ] as const)
      assert.equal(above(flow, id, port), undefined);
  });

  it('is the nearest actions above a junction, a link or a subflow', () => {
    const flow = [
      ...tab(
        't',
        action('st.searchPeople', 'search', ['j', 'out']),
        junction('j', ['k']),
        junction('k', []),
        linkOut('out', ['in']),
        func('f', '', ['alone']),
        junction('alone', []),
      ),
      ...tab('u', linkIn('in', ['out'], ['box']), instance('sub', 'box', [[]])),
      ...subflow('sub', { in: ['inner'], out: [['inner']], nodes: [action('st.doForPeople', 'inner')] }),
    ];
    for (const id of ['j', 'k', 'in']) assert.deepEqual(above(flow, id)?.parents, ['st.searchPeople'], id);
    assert.deepEqual(above(flow, 'box')?.parents, ['st.doForPeople']);
    assert.deepEqual(above(flow, 'sub in 0')?.parents, ['st.searchPeople']);
    // A node behind a function receives results.
    assert.equal(above(flow, 'alone'), undefined);
  });

  it('may be disabled, and may be unknown', () => {
    const flow = tab(
      't',
      action('st.searchPeople', 'off', [], { d: true }),
      customAction('st.newer', 'newer'),
      customAction('st.searchPeople', 'known'),
    );
    assert.deepEqual(above(flow, 'off')?.parents, ['st.searchPeople']);
    assert.deepEqual(above(flow, 'newer')?.parents, []);
    assert.deepEqual(above(flow, 'known')?.parents, ['st.searchPeople']);
  });
});

describe('a suggested chain', () => {
  const way = below(undefined).recipes[0]!;
  const edges = (nodes: ReturnType<typeof chain>, of: Chain) =>
    nodes.map(({ x, y }, index) => ({ left: x - 50, right: x - 50 + estimatedWidth(of[index]!.name), y }));

  it('is wired without overlaps, downwards and upwards', () => {
    const down = chain(way, estimatedWidth);
    down.forEach(({ id, wires }, index) => assert.deepEqual(wires, [down[index + 1] ? [down[index + 1]!.id] : []], id));
    const boxes = edges(down, way);
    boxes.slice(1).forEach(({ left }, index) => assert.ok(left > boxes[index]!.right));
    const up = chain(way, estimatedWidth, 0, true);
    up.forEach(({ id, wires }, index) => assert.deepEqual(wires, [up[index - 1] ? [up[index - 1]!.id] : []], id));
    const back = edges(up, way);
    back.slice(1).forEach(({ right }, index) => assert.ok(right < back[index]!.left));
  });

  it('covers no node and lies on the canvas', () => {
    for (const x of [200, 7990]) {
      const place = { x, y: 100, w: 100, h: 30 };
      const flow = tab(
        't',
        run(['a'], {}, place),
        ...['a', 'b', 'c'].map((id, index) =>
          action('st.retrieveSSI', id, [], { x: 400, y: 100 + 40 * index, w: 160, h: 30 }),
        ),
      );
      const nodes = editorWith(flow);
      const all: { id: string; x: number; y: number; w: number }[] = [];
      nodes.eachNode((node) => void all.push(node as never));
      const found = chainBeside(all.find(({ id }) => id === 'run') as never, way, estimatedWidth, nodes);
      const boxes = edges(found, way);
      assert.ok(
        boxes.every(({ left, right }) => left >= 0 && right <= 8000),
        JSON.stringify(boxes),
      );
      for (const box of boxes) {
        for (const node of all) {
          const apart =
            box.left >= node.x + node.w / 2 || box.right <= node.x - node.w / 2 || Math.abs(box.y - node.y) >= 30;
          assert.ok(apart, `${JSON.stringify(box)} over ${node.id}`);
        }
      }
    }
  });
});
