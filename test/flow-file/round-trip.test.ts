import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compile } from '../../src/workflow/compile';
import { newFlow } from '../../src/flow-file/new-flow';
import { estimatedWidth } from '../../src/flow-file/to-flow';
import { canonical, exported, imported } from '../support/flows/flow-files';
import { catalog, Dice, facts, forAll } from '../support/flows/trees';

type Json = Record<string, unknown>;

/** Texts and objects that Node-RED, the editor or the nodes could take for something else. */
const traps: unknown[] = [
  '${HOME}',
  '$(HOME)',
  '${a b}',
  '{{msg.payload}}',
  '__proto__',
  '',
  null,
  [''],
  ['${HOME}', 'x'],
  [],
  {},
  [[['']]],
  { type: 'msg', value: 'payload' },
  { type: 'json', value: '{' },
  { type: 'str', value: '' },
  { type: 'num', value: 7 },
  { type: 'msg', value: 'payload', more: 1 },
  { type: 'mystery', value: 'x' },
  [{ type: 'env', value: 'HOME' }],
  { deep: { deeper: ['${HOME}', { type: 'flow', value: 'x' }] } },
  JSON.parse('{"__proto__":{"x":1}}'),
  { hasOwnProperty: 1 },
  '10',
  'true',
  1e21,
  -1.5,
];

const names = [
  'type',
  'value',
  'name',
  'id',
  'z',
  'wires',
  'constructor',
  'hasOwnProperty',
  '__proto__',
  'toString',
  'x',
];

function value(dice: Dice): unknown {
  return dice.chance(50)
    ? dice.pick(traps)
    : (JSON.parse(JSON.stringify(dice.gen(fc.jsonValue, { maxDepth: 3 }))) as unknown);
}

/** Any workflow document, legal or not, with labels that differ. */
function wildDocument(dice: Dice): unknown {
  let labels = 0;
  const action = (depth: number): Json => {
    const known = dice.chance(70) ? dice.pick(facts) : undefined;
    const actionType = known?.type ?? dice.pick(['st.newThing', 'constructor', '__proto__', 'x']);
    const entries: [string, unknown][] = [['actionType', actionType]];
    if (dice.chance(40)) entries.push(['label', `${++labels} ${dice.text(0, 30)}`]);
    for (const field of known ? known.params.filter(() => dice.chance(50)) : []) {
      const inGroup = () =>
        Object.fromEntries(
          [...(field.fields ?? []).map(({ name }) => name), ...dice.some(names, 0)]
            .filter(() => dice.chance(40))
            .map((name) => [name, value(dice)]),
        );
      entries.push([
        field.name,
        field.fields && dice.chance(70) ? inGroup() : dice.chance(50) ? dice.value(field) : value(dice),
      ]);
    }
    for (const name of dice.chance(30) ? dice.some(names) : []) {
      if (!entries.some(([taken]) => taken === name)) entries.push([name, value(dice)]);
    }
    const children = Array.from({ length: depth > 0 ? dice.integer(0, 3) : 0 }, () => action(depth - 1));
    if (children.length > 1 || dice.chance(30)) entries.push(['then', children]);
    else if (children.length === 1) entries.push(['then', children[0]]);
    return Object.fromEntries(entries);
  };
  return dice.chance(50) ? action(3) : Array.from({ length: dice.integer(1, 3) }, () => action(2));
}

/** The parameters in which two documents differ, as findings name them. */
function differences(a: unknown, b: unknown, at = '$'): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  const both = [a, b];
  if (both.every(Array.isArray) && (a as unknown[]).length === (b as unknown[]).length)
    return (a as unknown[]).flatMap((item, index) => differences(item, (b as unknown[])[index], `${at}[${index}]`));
  if (both.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))) {
    const keys = new Set(both.flatMap((one) => Object.keys(one as object)));
    const own = (one: unknown, key: string) => (Object.hasOwn(one as object, key) ? (one as Json)[key] : undefined);
    return [...keys].flatMap((key) => differences(own(a, key), own(b, key), `${at}.${key}`));
  }
  return [at];
}

describe('document → flow → document', () => {
  it('returns any legal document, without findings', async () => {
    await forAll(async (dice) => {
      const document = compile(dice.tree(), catalog);
      // Nodes reached through two parents occur twice, with one label.
      const { flow, findings } = imported(document);
      assert.deepEqual(findings, []);
      assert.equal(JSON.stringify((await exported(flow)).document), JSON.stringify(document));
    }, 60);
  });

  it('returns any document, and names whatever will be sent differently', async () => {
    let untouched = 0;
    const complete = await forAll(async (dice) => {
      const document = JSON.parse(JSON.stringify(wildDocument(dice))) as unknown;
      const { flow, findings } = imported(document);
      assert.deepEqual(
        findings.filter(({ severity }) => severity === 'error'),
        [],
      );
      const back = (await exported(flow)).document;
      const named = findings.map(({ nodes }) => nodes[0]!.replace(/\[0\]/g, ''));
      const lost = differences(canonical(document), JSON.parse(JSON.stringify(back)))
        // A list of one and its only action are the same place.
        .map((place) => place.replace(/\[0\]/g, ''))
        .filter(
          (place) =>
            !named.some(
              (one) =>
                place === one ||
                place.startsWith(`${one}.`) ||
                place.startsWith(`${one}[`) ||
                one.startsWith(`${place}.`),
            ),
        );
      assert.deepEqual(lost, []);
      if (findings.length === 0) {
        untouched += 1;
        assert.deepEqual(sorted(JSON.parse(JSON.stringify(back))), sorted(canonical(document)));
      }
    }, 400);
    if (complete) assert.ok(untouched > 20, `only ${untouched} documents were free of what is sent otherwise`);
  });

  it('makes the same flow again from its document', async () => {
    await forAll(async (dice) => {
      const { flow, findings } = imported(JSON.parse(JSON.stringify(wildDocument(dice))));
      const { document } = await exported(flow);
      const again = imported(JSON.parse(JSON.stringify(document))).flow;
      const shape = (nodes: readonly Json[]) => nodes.map(({ id, label, wires }) => ({ id, label, wires }));
      assert.deepEqual(shape(again), shape(flow));
      // Known parameters return in the catalogue's order, everything else exactly.
      if (findings.length === 0) assert.deepEqual(again.map(meaning), flow.map(meaning));
    }, 200);
  });
});

/** A node with its parameters, also those written as JSON, in one order. */
function meaning(node: Json): unknown {
  const { params } = node;
  const typed = (params as Json | undefined)?.['type'] === 'json' && typeof (params as Json)['value'] === 'string';
  return sorted({ ...node, params: typed ? JSON.parse((params as { value: string }).value) : params });
}

describe('the drawing of a document', () => {
  it('has no overlaps, and children in their order', () => {
    return forAll((dice) => {
      const { flow } = imported(JSON.parse(JSON.stringify(wildDocument(dice))));
      const nodes = flow.filter(({ z }) => z === 'tab') as {
        id: string;
        x: number;
        y: number;
        wires: string[][];
        type: string;
        name: string;
        label?: string;
        outputs?: number;
        actionType?: string;
      }[];
      const box = (node: (typeof nodes)[number]) => {
        const shown = node.name || node.label || node.actionType || catalog.ofNode(node.type)?.name || 'run';
        const [w, h] = [estimatedWidth(shown), Math.max(30, (node.outputs ?? 1) * 15)];
        return { left: node.x - w / 2, right: node.x + w / 2, top: node.y - h / 2, bottom: node.y + h / 2 };
      };
      const boxes = nodes.map(box);
      boxes.forEach((a, index) => {
        assert.ok(a.left >= 40 && a.top >= 40, JSON.stringify(nodes[index]));
        for (const b of boxes.slice(index + 1)) {
          assert.ok(a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top);
        }
      });
      const y = new Map(nodes.map((node) => [node.id, node.y]));
      for (const { wires } of nodes) {
        const heights = wires.flat().map((id) => y.get(id)!);
        assert.deepEqual(
          heights,
          [...heights].sort((a, b) => a - b),
        );
      }
    });
  });

  it('fits on the canvas as long as it can', () => {
    const document = Array.from({ length: 190 }, () => ({ actionType: 'st.retrieveSSI' }));
    let serial = 0;
    const flow = newFlow(document, { catalog, id: () => `n${++serial}`, z: 't', x: 40, y: 40 }, 'account');
    assert.ok(flow.bottom <= 8000 && flow.nodes.every(({ y }) => y < 8000), String(flow.bottom));
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
