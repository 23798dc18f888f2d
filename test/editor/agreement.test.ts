import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { readCanvas, type Spot } from '../../src/editor/canvas';
import type { Runtime, RuntimeNode } from '../../src/runtime/node-red';
import type * as wiring from '../../src/runtime/wiring';
import { readGraph, type Graph, type Wiring } from '../../src/workflow/graph';
import { repoRoot } from '../support/hosts';
import { editorWith } from '../support/fake-editor';
import { action, customAction, func, instance, junction, linkIn, linkOut, run, type FlowNode } from '../support/flows';
import { nodeRed } from '../support/running-flows';
import { catalog, facts } from '../support/trees';

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- as built, for it reads the catalogue beside it */
const { runtimeWiring } = require(join(repoRoot, 'dist/src/runtime/wiring.js')) as typeof wiring;

/** A graph as plain data: what both sides must say alike. */
function told<N>({ roots, actions, findings }: Graph<N>): unknown {
  const order = new Map(actions.map((one, index) => [one, index]));
  const numbers = (list: Graph<N>['roots']) => list.map((one) => order.get(one));
  return {
    roots: numbers(roots),
    actions: actions.map(({ id, title, then, tapped }) => ({ id, title, then: numbers(then), tapped })),
    findings,
  };
}

const graphs = <N>(runs: readonly [string, N][], wiring: Wiring<N>) =>
  Object.fromEntries(runs.map(([id, node]) => [id, told(readGraph(node, wiring))]));

describe('The editor and the runtime', () => {
  const nr = nodeRed();

  function compare(flow: FlowNode[]): Record<string, unknown> {
    const RED = nr.runtime() as Runtime;
    const canvas = readCanvas(editorWith(flow), catalog);
    const spots = canvas.spots.filter(({ node }) => node.type === 'linkedapi-run');
    // What is in a subflow that nobody uses does not run.
    const live = spots.flatMap((spot) => [RED.nodes.getNode(spot.id) ?? []].flat().map((node) => ({ spot, node })));
    const expected = graphs(
      live.map(({ node }): [string, RuntimeNode] => [node.id, node]),
      runtimeWiring(RED),
    );
    assert.deepEqual(
      graphs(
        live.map(({ spot }): [string, Spot] => [spot.id, spot]),
        canvas,
      ),
      expected,
    );
    return expected;
  }

  it('read one and the same graph out of any flows', async () => {
    const seen = { actions: 0, findings: 0, inside: 0 };
    await fc.assert(
      fc.asyncProperty(flowFile(), async (flow) => {
        await nr.deploy(flow);
        try {
          const expected = compare(flow);
          for (const { actions, findings } of Object.values(expected) as Graph<unknown>[]) {
            seen.actions += actions.length;
            seen.findings += findings.length;
            seen.inside += actions.filter(({ id }) => id.includes('-')).length;
          }
        } finally {
          await nr.unload();
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(seen.actions > 300 && seen.findings > 50 && seen.inside > 50, JSON.stringify(seen));
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
    kind: fc.constantFrom('action', 'action', 'action', 'run', 'custom', 'junction', 'in', 'out', 'function', 'a', 'b', 'c'), // prettier-ignore
    wires: fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    // Few places, so that order has to be settled by all of y, x and id.
    x: fc.constantFrom(0, 100, 200),
    y: fc.constantFrom(0, 50, 100, 150),
    type: fc.nat(),
    off: fc.nat(11).map((value) => value === 0),
    links: fc.array(fc.nat(40), { maxLength: 3 }),
  });

interface Outline {
  tabs: { off: boolean; plans: Plan[] }[];
  templates: { plans: Plan[]; in: number[]; out: { y: number; x: number; from: { node: number; port: number }[]; through: boolean }[] }[]; // prettier-ignore
}

/** Two tabs and three subflows, of which each may hold instances of the later ones. */
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
        links.map((link) => everything[link % everything.length]!).filter(({ kind }) => kind === wanted).map((one) => one.id); // prettier-ignore
      switch (kinds[index]) {
        case 'run':
          return { ...run(first), ...more, id, wires: [first, others[0] ?? []] };
        case 'custom':
          return customAction('st.newer', id, first, more);
        case 'junction':
          // Of junctions alone no circle can be drawn.
          return { ...junction(id, first.filter((to) => ids.indexOf(to) > index)), z, x, y }; // prettier-ignore
        case 'in':
          return { ...linkIn(id, linked('out'), first), ...more };
        case 'out':
          return { ...linkOut(id, linked('in')), ...more };
        case 'function':
          return { ...func(id, 'return msg;', first), ...more };
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
    ...templates.map(({ plans }, index) => ({ id: `${names[index]}`, plans, off: false, allowed: names.slice(index + 1) })), // prettier-ignore
  ];
  const everything = flows.flatMap(({ id, plans }) => plans.map(({ kind }, index) => ({ id: `${id}${index}`, kind })));
  return flows.flatMap(({ id, plans, off, allowed }): FlowNode[] => {
    const nodes = nodesOf(id, plans, allowed);
    const template = templates[names.indexOf(id)];
    if (!template) return [{ id, type: 'tab', disabled: off }, ...nodes];
    const inputs = [...new Set(template.in)].flatMap((index) => (nodes[index] && nodes[index].type !== 'link in' ? [nodes[index].id] : [])); // prettier-ignore
    const outputs = template.out.map(({ x, y, from, through }) => {
      const inner = from.flatMap(({ node, port }) => {
        const found = nodes[node];
        const ports = (found?.['wires'] as string[][] | undefined)?.length ?? 0;
        return found && port < ports ? [{ id: found.id, port }] : [];
      });
      const unique = inner.filter((one, index) => inner.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index); // prettier-ignore
      return { x, y, wires: [...unique, ...(through ? [{ id, port: 0 }] : [])] };
    });
    const define = { id, type: 'subflow', in: [{ x: 0, y: 0, wires: inputs.map((one) => ({ id: one })) }], out: outputs, env: [] }; // prettier-ignore
    return [define, ...nodes];
  });
}
