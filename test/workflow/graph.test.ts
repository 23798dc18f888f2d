import assert from 'node:assert/strict';
import { customActionType, runType } from '../../src/catalog/facts/special-nodes';
import { readGraph, type Graph, type GraphAction, type Wiring } from '../../src/workflow/graph';
import { catalog } from '../support/flows/trees';

/** A canvas in short: each name has wires to others. `run…` are run nodes, `debug…` and `function…` other nodes, the rest actions. */
type Canvas = Record<string, string[]>;

const typeOf = (name: string) => {
  if (name.startsWith('run')) return runType;
  return /^(debug|function|change)/.exec(name)?.[0] ?? customActionType;
};

const wiringOf = (canvas: Canvas): Wiring<string> => ({
  next: (name) => canvas[name] ?? [],
  disabled: () => [],
  onward: (name) => canvas[name] ?? [],
  describe: (name) => ({ id: name, title: `“${name}”`, type: typeOf(name) }),
});

const read = (canvas: Canvas): Graph<string> => readGraph('run', wiringOf(canvas), catalog);

/** `a(b c(d))` */
const drawn = (actions: readonly GraphAction<string>[]): string =>
  actions.map(({ id, then }) => (then.length === 0 ? id : `${id}(${drawn(then)})`)).join(' ');

const found = ({ findings }: Graph<string>) => findings.map(({ rule, nodes }) => [rule, ...nodes]);

describe('reading the wires', () => {
  it('gives a tree, in the order the wiring gives', () => {
    const graph = read({ run: ['b', 'a'], b: ['d', 'c'], c: ['e'] });
    assert.equal(drawn(graph.roots), 'b(d c(e)) a');
    assert.deepEqual(
      graph.actions.map(({ id, node, title }) => [id, node, title]),
      ['b', 'd', 'c', 'e', 'a'].map((name) => [name, name, `“${name}”`]),
    );
    assert.deepEqual(graph.findings, []);
    assert.ok(graph.actions.every(({ tapped }) => !tapped));
  });

  it('gives an action under two parents as one object in both', () => {
    const graph = read({ run: ['a', 'b'], a: ['shared'], b: ['shared', 'c'], shared: ['d'] });
    assert.equal(drawn(graph.roots), 'a(shared(d)) b(shared(d) c)');
    assert.equal(graph.roots[0]!.then[0], graph.roots[1]!.then[0]);
    assert.equal(graph.actions.length, 5);
    assert.deepEqual(graph.findings, []);
  });

  it('treats two wires between the same two actions as one', () => {
    const graph = read({ run: ['a', 'a'], a: ['b', 'c', 'b'] });
    assert.equal(drawn(graph.roots), 'a(b c)');
    assert.deepEqual(graph.findings, []);
  });

  it('lets an action stand at the root and under another', () => {
    assert.equal(drawn(read({ run: ['a', 'b'], a: ['b'] }).roots), 'a(b) b');
  });

  it('says when nothing is wired', () => {
    const graph = read({ run: [] });
    assert.deepEqual(graph.findings, [
      {
        severity: 'error',
        rule: 'empty',
        nodes: ['run'],
        message: 'No action is wired to “run”. Wire the workflow’s first action to its first port.',
      },
    ]);
    assert.deepEqual([graph.roots, graph.actions], [[], []]);
  });

  it('hints at another node on the first port', () => {
    const graph = read({ run: ['debug', 'a'] });
    assert.equal(drawn(graph.roots), 'a');
    assert.deepEqual(graph.findings, [
      {
        severity: 'hint',
        rule: 'port',
        nodes: ['debug', 'run'],
        message:
          '“debug” is wired to the first port of “run”, which leads to actions and never sends. Wire it to the completion port, a label’s port or an action.',
      },
    ]);
    assert.deepEqual(found(read({ run: ['debug'] })), [
      ['port', 'debug', 'run'],
      ['empty', 'run'],
    ]);
  });
});

describe('circles', () => {
  it('are an error that names those in it, and only those', () => {
    const graph = read({ run: ['a'], a: ['b'], b: ['c'], c: ['d', 'b'] });
    assert.deepEqual(graph.findings, [
      {
        severity: 'error',
        rule: 'cycle',
        nodes: ['b', 'c'],
        message: 'The wires go round in a circle: “b” → “c” → “b”. Remove one of them.',
      },
    ]);
  });

  it('may be as small as one action', () => {
    const graph = read({ run: ['a'], a: ['a', 'b'] });
    assert.deepEqual(found(graph), [['cycle', 'a']]);
    assert.equal(graph.findings[0]!.message, 'The wires go round in a circle: “a” → “a”. Remove one of them.');
  });

  it('are found once, however many wires make them', () => {
    assert.deepEqual(found(read({ run: ['a'], a: ['b'], b: ['a', 'a'] })), [['cycle', 'a', 'b']]);
  });

  it('are each found', () => {
    assert.deepEqual(found(read({ run: ['a', 'c'], a: ['b'], b: ['a'], c: ['d'], d: ['c', 'a'] })), [
      ['cycle', 'a', 'b'],
      ['cycle', 'c', 'd'],
    ]);
  });

  it('are not found if an action is only reached twice', () => {
    assert.deepEqual(found(read({ run: ['a'], a: ['b', 'c'], b: ['d'], c: ['b', 'd'] })), []);
  });
});

describe('taps', () => {
  it('take no part in the structure', () => {
    const graph = read({ run: ['a'], a: ['debug', 'b', 'function'], b: ['debug'], function: ['debug 2'] });
    assert.equal(drawn(graph.roots), 'a(b)');
    assert.ok(graph.actions.every(({ tapped }) => tapped));
    assert.deepEqual(graph.findings, []);
  });

  it('must not lead to an action, however far away', () => {
    const graph = read({ run: ['a'], a: ['function'], function: ['change', 'debug'], change: ['b'] });
    assert.deepEqual(graph.findings, [
      {
        severity: 'error',
        rule: 'tap',
        nodes: ['b', 'a', 'function'],
        message:
          '“a” leads through “function” to “b”. What is wired behind “function” receives results and can be no part of the workflow. Wire “b” directly under an action, or remove that wire.',
      },
    ]);
    assert.equal(drawn(graph.roots), 'a');
  });

  it('must not lead back to their own action', () => {
    assert.deepEqual(found(read({ run: ['a'], a: ['function'], function: ['a'] })), [['tap', 'a', 'a', 'function']]);
  });

  it('may lead to a run node, another or the same, whose actions are separate', () => {
    const canvas = { run: ['a'], a: ['function', 'run 2'], function: ['run 2', 'run'], 'run 2': ['b'] };
    assert.deepEqual(found(read(canvas)), []);
    assert.deepEqual(
      read(canvas).actions.map(({ id, tapped }) => [id, tapped]),
      [['a', true]],
    );
  });

  it('may form a circle among themselves', () => {
    assert.deepEqual(found(read({ run: ['a'], a: ['function'], function: ['change'], change: ['function'] })), []);
  });
});

describe('depth', () => {
  const chain = (length: number): Canvas =>
    Object.fromEntries([
      ['run', ['a1']],
      ...Array.from({ length }, (_, i) => [`a${i + 1}`, i + 1 < length ? [`a${i + 2}`] : []]),
    ]);

  it('may be 500', () => {
    const graph = read(chain(500));
    assert.deepEqual(graph.findings, []);
    assert.equal(graph.actions.length, 500);
  });

  it('must not be more, however much more', () => {
    assert.deepEqual(found(read(chain(501))), [['depth', 'a501']]);
    const graph = read(chain(100_000));
    assert.deepEqual(found(graph), [['depth', 'a501']]);
    assert.equal(
      graph.findings[0]!.message,
      'More than 500 actions stand one below the other, by way of “a501”. Split the workflow.',
    );
  });

  it('must not be more through a part that was read earlier at a lower depth', () => {
    const canvas: Canvas = { ...chain(400), run: ['a1', 'b1'] };
    for (let index = 1; index <= 400; index++) canvas[`b${index}`] = [index < 400 ? `b${index + 1}` : 'a1'];
    assert.deepEqual(found(read(canvas)), [['depth', 'a1']]);
    canvas['b100'] = ['a1'];
    assert.deepEqual(found(read(canvas)), []);
  });

  it('does not limit the number of siblings', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `a${index}`);
    assert.equal(read({ run: [...names, ...names] }).roots.length, 20_000);
  });
});
