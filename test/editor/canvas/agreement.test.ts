import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { runType, specialNodes } from '../../../src/catalog/facts/special-nodes';
import { checkFlows } from '../../../src/editor/canvas/check-flows';
import { previewOf } from '../../../src/editor/sidebar/preview';
import type { Runtime } from '../../../src/runtime/host/node-red';
import type * as builtCatalog from '../../../src/runtime/host/catalog';
import type * as wiring from '../../../src/runtime/host/wiring';
import { FlowFile } from '../../../src/flow-file/flow-file';
import { FileWiring } from '../../../src/flow-file/flow-wiring';
import { flowToDocument, runsOf } from '../../../src/flow-file/from-flow';
import { readGraph, type Graph, type Wiring } from '../../../src/workflow/graph';
import { repoRoot } from '../../support/node-red/hosts';
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
  type FlowNode,
} from '../../support/flows/flows';
import { assertProperty } from '../../support/property';
import { nodeRed } from '../../support/node-red/running-flows';
import { catalog, facts } from '../../support/flows/trees';

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- the built module, since it reads the catalogue next to it */
const { runtimeWiring } = require(join(repoRoot, 'dist/src/runtime/host/wiring.js')) as typeof wiring;
/* eslint-disable-next-line @typescript-eslint/no-require-imports -- the same module that the wiring has loaded */
const { setCatalogFolder } = require(join(repoRoot, 'dist/src/runtime/host/catalog.js')) as typeof builtCatalog;
setCatalogFolder(join(repoRoot, 'dist/src/catalog/facts'));

/** A graph as plain data, which both sides must agree on. */
function summary<N>({ roots, actions, findings }: Graph<N>): unknown {
  const order = new Map(actions.map((one, index) => [one, index]));
  const numbers = (list: Graph<N>['roots']) => list.map((one) => order.get(one));
  return {
    roots: numbers(roots),
    actions: actions.map(({ id, title, then, tapped }) => ({ id, title, then: numbers(then), tapped })),
    findings,
  };
}

const graphs = <N extends { id: string }>(runs: readonly N[], wiring: Wiring<N>) =>
  Object.fromEntries(runs.map((node) => [node.id, summary(readGraph(node, wiring, catalog))]));

/** Nodes of a newer version of the package: an action and another node. */
const newer = ['linkedapi-st-newer-action', 'linkedapi-newer-node'];
const handWritten = specialNodes.filter(({ kind }) => kind === 'other').map(({ type }) => type);

describe('The editor, the reader of flow files and the runtime', () => {
  const nr = nodeRed(newer);

  async function compare(flow: FlowNode[]): Promise<Record<string, unknown>> {
    const RED = nr.runtime() as Runtime;
    const flowCheck = checkFlows(editorWith(flow, newer), catalog);
    const { canvas } = flowCheck;
    const file = FlowFile.of(flow);
    const runs = runsOf(file, catalog);
    const live = runs.map(({ id }) => RED.nodes.getNode(id) ?? assert.fail(`${id} does not run`));
    // Nodes in an unused subflow do not run.
    const spots = canvas.instances.filter(({ id, node }) => node.type === runType && RED.nodes.getNode(id));
    const expected = graphs(live, runtimeWiring(RED));
    assert.deepEqual(graphs(spots, canvas), expected);
    assert.deepEqual(graphs(runs, new FileWiring(file, catalog)), expected);
    for (const run of runs) {
      const spot = spots.find(({ id }) => id === run.id)!;
      assert.deepEqual(await flowToDocument(file, run, catalog), await previewOf(spot, flowCheck, catalog));
    }
    return expected;
  }

  it('read the same graph from any flows', async () => {
    const seen = { actions: 0, findings: 0, inside: 0, taps: 0, newer: 0 };
    const complete = await assertProperty(
      fc.asyncProperty(flowFile(), async (flow) => {
        await nr.deploy(flow);
        try {
          const expected = await compare(flow);
          for (const { actions, findings } of Object.values(expected) as Graph<unknown>[]) {
            seen.actions += actions.length;
            seen.findings += findings.length;
            seen.inside += actions.filter(({ id }) => id.includes('-')).length;
            seen.taps += actions.filter(({ tapped }) => tapped).length;
            seen.newer += findings.filter(({ rule }) => rule === 'unknown').length;
          }
        } finally {
          await nr.unload();
        }
      }),
      { numRuns: 400 },
    );
    if (complete)
      assert.ok(
        Object.values(seen).every((count) => count > 10),
        JSON.stringify(seen),
      );
  });

  it('name the same one of several actions behind a tap', async () => {
    const action = { type: 'linkedapi-st-do-for-companies', params: {}, wires: [[]] };
    const flow: FlowNode[] = [
      { id: 'tab', type: 'tab' },
      { id: 'run', type: runType, z: 'tab', x: 0, y: 0, wires: [['first'], []], labels: [], timeout: 1 },
      { ...action, id: 'first', z: 'tab', x: 0, y: 100, wires: [['tap']] },
      { id: 'tap', type: 'function', z: 'tab', x: 0, y: 200, wires: [['out']], func: '', outputs: 1, libs: [] },
      { id: 'out', type: 'link out', z: 'tab', x: 0, y: 300, wires: [], mode: 'link', links: ['later'] },
      { id: 'later', type: 'link in', z: 'tab', x: 0, y: 0, wires: [['b']], links: [] },
      { id: 'earlier', type: 'link in', z: 'tab', x: 0, y: 0, wires: [['a']], links: ['out'] },
      { ...action, id: 'a', z: 'tab', x: 0, y: 400 },
      { ...action, id: 'b', z: 'tab', x: 0, y: 500 },
    ];
    await nr.deploy(flow);
    try {
      const [graph] = Object.values(await compare(flow)) as Graph<unknown>[];
      assert.deepEqual(
        graph?.findings.map(({ rule, nodes }) => [rule, ...nodes]),
        [['tap', 'a', 'first', 'tap']],
      );
    } finally {
      await nr.unload();
    }
  });

  it('order what two outputs of a subflow lead to by the topmost of them', async () => {
    const action = { type: 'linkedapi-st-do-for-companies', params: {}, wires: [[]] };
    const flow: FlowNode[] = [
      { id: 'tab', type: 'tab' },
      { id: 'outer', type: 'subflow:inner', z: 'tab', x: 0, y: 0, wires: [['left', 'right'], ['right']] },
      { ...action, id: 'left', z: 'tab', x: 0, y: 100 },
      { ...action, id: 'right', z: 'tab', x: 200, y: 100 },
      {
        ...{ id: 'inner', type: 'subflow', name: 'Inner', in: [], env: [] },
        out: [
          { x: 0, y: 50, wires: [{ id: 'start', port: 0 }] },
          { x: 0, y: 0, wires: [{ id: 'start', port: 0 }] },
        ],
      },
      { id: 'start', type: runType, z: 'inner', x: 0, y: 0, wires: [[], []], labels: [], timeout: 1 },
    ];
    await nr.deploy(flow);
    try {
      const [graph] = Object.values(await compare(flow)) as Graph<unknown>[];
      assert.deepEqual(
        graph?.actions.map(({ id }) => id),
        ['right', 'left'],
      );
    } finally {
      await nr.unload();
    }
  });
});

const types = facts.map(({ type }) => type);

interface Plan {
  kind: string;
  wires: number[][];
  x: number;
  y: number;
  type: number;
  off: boolean;
  links: number[];
}

const plan = (): fc.Arbitrary<Plan> =>
  fc.record({
    kind: fc.constantFrom(
      'action',
      'action',
      'action',
      'run',
      'custom',
      'junction',
      'in',
      'out',
      'function',
      'newer',
      'special',
      'a',
      'b',
      'c',
    ),
    wires: fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    // Few places, so that the order depends on y, x and id.
    x: fc.constantFrom(0, 100, 200),
    y: fc.constantFrom(0, 50, 100, 150),
    type: fc.nat(),
    off: fc.nat(11).map((value) => value === 0),
    links: fc.array(fc.nat(40), { maxLength: 3 }),
  });

interface Outline {
  tabs: { off: boolean; plans: Plan[] }[];
  templates: {
    plans: Plan[];
    in: number[];
    out: { y: number; x: number; from: { node: number; port: number }[]; through: boolean }[];
  }[];
}

/** Two tabs and three subflows; each may contain instances of the ones after it. */
function flowFile(): fc.Arbitrary<FlowNode[]> {
  const plans = fc.array(plan(), { minLength: 3, maxLength: 12 });
  const output = fc.record({
    x: fc.constantFrom(0, 300),
    y: fc.constantFrom(0, 50, 100),
    from: fc.array(fc.record({ node: fc.nat(11), port: fc.nat(2) }), { maxLength: 3 }),
    through: fc.nat(4).map((value) => value === 0),
  });
  const template = fc.record({
    plans,
    in: fc.array(fc.nat(11), { minLength: 1, maxLength: 3 }),
    out: fc.array(output, { maxLength: 3 }),
  });
  return fc
    .record({
      tabs: fc.tuple(
        fc.record({ off: fc.constant(false), plans }),
        fc.record({ off: fc.nat(4).map((value) => value === 0), plans }),
      ),
      templates: fc.tuple(template, template, template),
    })
    .map(drawn);
}

function drawn({ tabs, templates }: Outline): FlowNode[] {
  const names = ['a', 'b', 'c'];
  const nodesOf = (z: string, plans: Plan[], allowed: string[]): FlowNode[] => {
    const kinds = plans.map(({ kind }) => (names.includes(kind) && !allowed.includes(kind) ? 'action' : kind));
    const ids = plans.map((_, index) => `${z}${index}`);
    const targets = kinds.map((kind) => kind !== 'in');
    const at = (index: number) => (index < ids.length && targets[index] ? [ids[index]!] : []);
    return plans.map(({ wires, x, y, type, off, links }, index): FlowNode => {
      const id = ids[index]!;
      const [first = [], ...others] = wires.map((port) => [...new Set(port.flatMap(at))]);
      const more = { z, x, y, name: `name of ${id}`, ...(off ? { d: true } : {}) };
      const linked = (wanted: string) =>
        links
          .map((link) => everything[link % everything.length]!)
          .filter(({ kind }) => kind === wanted)
          .map((one) => one.id);
      switch (kinds[index]) {
        case 'run':
          return { ...run(first), ...more, id, wires: [first, others[0] ?? []] };
        case 'custom':
          return customAction('st.newer', id, first, more);
        case 'junction':
          // A circle of junctions alone cannot be drawn.
          return {
            ...junction(
              id,
              first.filter((to) => ids.indexOf(to) > index),
            ),
            z,
            x,
            y,
          };
        case 'in':
          return { ...linkIn(id, linked('out'), first), ...more };
        case 'out':
          return { ...linkOut(id, linked('in')), ...more };
        case 'function':
          return { ...func(id, 'return msg;', first), ...more };
        case 'newer':
          return { id, type: newer[type % newer.length]!, label: 'newer', wires: [first], ...more };
        case 'special':
          return handWrittenNode(handWritten[type % handWritten.length]!, id, [first, ...others], more);
        case 'a':
        case 'b':
        case 'c':
          return instance(kinds[index], id, [first, ...others], more);
        default:
          return action(types[type % types.length]!, id, first, more);
      }
    });
  };
  const flows = [
    ...tabs.map(({ plans, off }, index) => ({ id: `t${index}x`, plans, off, allowed: names })),
    ...templates.map(({ plans }, index) => ({
      id: `${names[index]}`,
      plans,
      off: false,
      allowed: names.slice(index + 1),
    })),
  ];
  const everything = flows.flatMap(({ id, plans }) => plans.map(({ kind }, index) => ({ id: `${id}${index}`, kind })));
  return flows.flatMap(({ id, plans, off, allowed }): FlowNode[] => {
    const nodes = nodesOf(id, plans, allowed);
    const template = templates[names.indexOf(id)];
    if (!template) return [{ id, type: 'tab', disabled: off }, ...nodes];
    const inputs = [...new Set(template.in)].flatMap((index) =>
      nodes[index] && nodes[index].type !== 'link in' ? [nodes[index].id] : [],
    );
    const outputs = template.out.map(({ x, y, from, through }) => {
      const inner = from.flatMap(({ node, port }) => {
        const found = nodes[node];
        const ports = (found?.['wires'] as string[][] | undefined)?.length ?? 0;
        return found && port < ports ? [{ id: found.id, port }] : [];
      });
      const unique = inner.filter(
        (one, index) => inner.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
      );
      return { x, y, wires: [...unique, ...(through ? [{ id, port: 0 }] : [])] };
    });
    const define = {
      id,
      type: 'subflow',
      in: [{ x: 0, y: 0, wires: inputs.map((one) => ({ id: one })) }],
      out: outputs,
      env: [],
    };
    return [define, ...nodes];
  });
}

/** Legal as far as the wires are concerned: it has no parameters, and no path occurs twice. */
const handWrittenNode = (type: string, id: string, wires: string[][], more: object): FlowNode => ({
  ...{ id, type, wires, label: 'none of an action', actionType: 'st.none', start: 'input', path: `/${id}` },
  ...more,
});
