import assert from 'node:assert/strict';
import type { LabelCount, SkipReason } from '../../src/workflow/counts';
import { readCompletion, type Result } from '../../src/workflow/results';
import type { ActionNode } from '../../src/workflow/tree';
import { catalog, factsFor, forAll, type Dice } from '../support/flows/trees';

/** One execution of one node: its result and the executions below it. */
interface Execution {
  node: ActionNode;
  error?: { type: string; message: string };
  /** Without `then`; undefined for an action that brings none. */
  data?: unknown;
  /** Below each item of a list, or a single one below the page. */
  below: Execution[][];
}

const loops = ({ actionType }: ActionNode) => factsFor(actionType).loop;

/** Simulates a run of a tree: some actions fail, some lists are empty. */
class Simulation {
  private marks = 0;

  constructor(readonly dice: Dice) {}

  run(node: ActionNode): Execution {
    if (loops(node)) return { node, below: [this.all(node.then)] };
    if (this.dice.chance(15)) {
      const mark = ++this.marks;
      return { node, error: { type: this.dice.pick(['limitExceeded', 'newError']), message: `${mark}` }, below: [] };
    }
    switch (factsFor(node.actionType).result) {
      case 'none':
        return { node, below: [this.all(node.then)] };
      case 'object':
        return { node, data: this.dice.chance(80) ? this.facts() : {}, below: [this.all(node.then)] };
      case 'list': {
        const rows = Array.from({ length: this.dice.integer(0, 3) }, () => this.facts());
        return { node, data: rows, below: rows.map(() => this.all(node.then)) };
      }
    }
  }

  private all = (nodes: readonly ActionNode[]) => nodes.map((node) => this.run(node));
  private facts = () => ({ mark: ++this.marks, nested: { list: [{ mark: ++this.marks }] }, nothing: null });
}

type Reading = 'A' | 'B';

/** What Linked API would return for it: a loop with an envelope of its own, or without. */
class Rendering {
  constructor(
    readonly dice: Dice,
    readonly reading: Reading,
  ) {}

  all(executions: readonly Execution[]): unknown[] {
    return executions.flatMap((execution) =>
      this.reading === 'B' && loops(execution.node) ? this.all(execution.below[0]!) : [this.one(execution)],
    );
  }

  private one({ node, error, data, below }: Execution): unknown {
    const { actionType, label } = node;
    const head = { actionType, ...(label === undefined ? {} : { label }) };
    if (error) return { ...head, success: false, error: { ...error } };
    const copy: unknown = structuredClone(data);
    if (Array.isArray(copy)) {
      return {
        ...head,
        success: true,
        data: copy.map((row: object, index) => ({ ...row, ...this.then(below[index]!) })),
      };
    }
    const then = this.then(below[0]!);
    if (copy !== undefined && this.dice.chance(30)) return { ...head, success: true, data: copy, ...then };
    const filled =
      copy === undefined && Object.keys(then).length === 0 ? {} : { data: { ...(copy as object), ...then } };
    return { ...head, success: true, ...filled };
  }

  private then(executions: readonly Execution[]): object {
    const envelopes = this.all(executions);
    if (envelopes.length === 0) return this.dice.chance(50) ? {} : { then: [] };
    return { then: envelopes.length === 1 && this.dice.chance(50) ? envelopes[0] : envelopes };
  }
}

interface Expected {
  results: { id: string; payload: unknown; error: unknown; path: unknown[] }[];
  total: LabelCount;
  labels: Map<string, LabelCount>;
  outcomes: Map<string, LabelCount>;
}

/** The expected messages, derived from what was executed. */
function expectedOf(executions: readonly Execution[], reading: Reading): Expected {
  const zero = (): LabelCount => ({ succeeded: 0, failed: 0, skipped: 0 });
  const expected: Expected = { results: [], total: zero(), labels: new Map(), outcomes: new Map() };
  const countersOf = (node: ActionNode): LabelCount[] => {
    const { labels, outcomes, total } = expected;
    if (!outcomes.has(node.id)) outcomes.set(node.id, zero());
    if (node.label !== undefined && !labels.has(node.label)) labels.set(node.label, zero());
    return [total, outcomes.get(node.id)!, ...(node.label === undefined ? [] : [labels.get(node.label)!])];
  };
  const skip = (nodes: readonly ActionNode[], because: SkipReason): void => {
    for (const node of nodes) {
      for (const count of loops(node) ? [] : countersOf(node)) {
        count.skipped += 1;
        count.skippedBecause = { ...count.skippedBecause, [because]: (count.skippedBecause?.[because] ?? 0) + 1 };
      }
      skip(node.then, because);
    }
  };
  const visit = ({ node, error, data, below }: Execution, path: unknown[]): void => {
    const step = { actionType: node.actionType, ...(node.label === undefined ? {} : { label: node.label }) };
    if (!loops(node)) for (const count of countersOf(node)) count[error ? 'failed' : 'succeeded'] += 1;
    const transparent = loops(node) && reading === 'B';
    const here = transparent ? path : [...path, step];
    if (!transparent) expected.results.push({ id: node.id, payload: error ? null : (data ?? {}), error, path: here });
    if (error) skip(node.then, 'parentFailed');
    else if (below.length === 0) skip(node.then, 'emptyList');
    below.forEach((executions, index) => {
      const from = Array.isArray(data) ? [...path, { ...step, index, item: data[index] as unknown }] : here;
      for (const execution of executions) visit(execution, from);
    });
  };
  for (const execution of executions) visit(execution, []);
  delete expected.total.skippedBecause;
  return expected;
}

function claim(value: unknown, claimed: Set<object>): void {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(!claimed.has(value), 'a piece of one payload is in another, or in a path');
  claimed.add(value);
  for (const inner of Object.values(value)) claim(inner, claimed);
}

describe('any run of any legal tree', () => {
  for (const reading of ['A', 'B'] as const) {
    it(`is delivered once, to the right nodes, and counted, in reading ${reading}`, () => {
      return forAll((dice) => {
        const roots = dice.tree();
        const simulation = new Simulation(dice);
        const executions = roots.map((root) => simulation.run(root));
        const all = new Rendering(dice, reading).all(executions);
        const results: Result[] = [];
        const { summary, outcomes } = readCompletion(
          all.length === 1 ? all[0] : all,
          roots,
          catalog,
          () => true,
          (result) => results.push(result),
        );
        const expected = expectedOf(executions, reading);
        assert.deepEqual(
          results.map(({ node, payload, error, path }) => ({ id: node?.id, payload, error, path })),
          expected.results,
        );
        const { labels, ...total } = summary;
        assert.deepEqual(total, expected.total);
        assert.deepEqual(labels, Object.fromEntries(expected.labels));
        assert.deepEqual(
          new Map([...outcomes].map(([id, { firstError: _firstError, ...counts }]) => [id, counts])),
          expected.outcomes,
        );
        const claimed = new Set<object>();
        const items = new Set(results.flatMap(({ path }) => path.flatMap(({ item }) => item ?? [])));
        for (const item of items) claim(item, claimed);
        for (const { payload } of results) claim(payload, claimed);
      }, 200);
    });
  }

  it('has the same totals in both readings, whoever needs the results', () => {
    return forAll((dice) => {
      const roots = dice.tree();
      const simulation = new Simulation(dice);
      const executions = roots.map((root) => simulation.run(root));
      const [a, b, unheard] = (['A', 'B', 'A'] as const).map((reading, index) =>
        readCompletion(
          new Rendering(dice, reading).all(executions),
          roots,
          catalog,
          () => index < 2,
          () => undefined,
        ),
      );
      assert.deepEqual(a, b);
      assert.deepEqual(a, unheard);
    });
  });

  it('delivers only the results of the nodes that need them', () => {
    return forAll((dice) => {
      const roots = dice.tree();
      const simulation = new Simulation(dice);
      const executions = roots.map((root) => simulation.run(root));
      const expected = expectedOf(executions, 'A').results;
      if (expected.length === 0) return;
      const { id } = dice.pick(expected);
      const results: unknown[] = [];
      readCompletion(
        new Rendering(dice, 'A').all(executions),
        roots,
        catalog,
        (node) => node?.id === id,
        ({ node, payload, error, path }) => results.push({ id: node?.id, payload, error, path }),
      );
      assert.deepEqual(
        results,
        expected.filter((result) => result.id === id),
      );
    });
  });
});
