import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factsOf } from '../../src/catalog/define';
import { assertProperty } from '../support/property';
import { actions, Served } from '../support/service/served';

interface Document {
  actionType: string;
  label?: string;
  then?: Document | Document[];
  [parameter: string]: unknown;
}

const facts = new Map(factsOf(actions.map((action) => ({ action, set: '' }))).map((fact) => [fact.type, fact]));
/** Legal parameters of each action, from its example, with small limits. */
const samples = new Map(
  actions.flatMap((action) => {
    const found: [string, Document][] = [];
    const visit = (document: Document, depth: number): void => {
      const { then, label: _, ...params } = document;
      found.push([`${document.actionType} ${depth === 0 ? 'root' : 'child'}`, params]);
      for (const child of [then ?? []].flat()) visit(child, depth + 1);
    };
    visit(action.example, 0);
    return found;
  }),
);

function paramsOf(type: string, root: boolean): Document {
  const { params } = facts.get(type)!;
  const sample = samples.get(`${type} ${root ? 'root' : 'child'}`) ??
    samples.get(`${type} ${root ? 'child' : 'root'}`) ?? { actionType: type };
  const fitting = Object.fromEntries(
    Object.entries(sample).filter(([name]) => root || !params.find((field) => field.name === name)?.target),
  );
  const limited = params.some(({ name }) => name === 'limit') ? { limit: 2 } : {};
  return { ...fitting, ...limited, actionType: type };
}

const roots = [...facts.values()]
  .filter(({ root, type }) => root && samples.has(`${type} root`))
  .map(({ type }) => type);

function node(type: string, root: boolean, depth: number): fc.Arbitrary<Document> {
  const { children, loop } = facts.get(type)!;
  const label = fc.option(fc.string({ maxLength: 8 }), { nil: undefined });
  const child =
    (depth > 0 || loop) && children.length > 0
      ? fc.constantFrom(...children).chain((next) => node(next, false, depth - 1))
      : undefined;
  const none = fc.constantFrom<[] | undefined>(undefined, []);
  const some = child && fc.oneof(child, fc.array(child, { minLength: 1, maxLength: 2 }));
  const then: fc.Arbitrary<Document | Document[] | undefined> = !some ? none : loop ? some : fc.oneof(none, some);
  return fc.record({ label, then }).map(({ label, then }): Document => ({
    ...paramsOf(type, root),
    ...(label === undefined ? {} : { label }),
    ...(then === undefined ? {} : { then }),
  }));
}

const tree = fc.constantFrom(...roots).chain((type) => node(type, true, 4));
const legal = fc.oneof(tree, fc.array(tree, { minLength: 1, maxLength: 3 }));

/** Whether the completion mirrors the document. */
function mirrors(sent: Document | Document[], got: unknown): void {
  if (Array.isArray(sent)) {
    assert.ok(Array.isArray(got) && got.length === sent.length);
    return sent.forEach((member, at) => mirrors(member, got[at]));
  }
  const { actionType, label, success, data, error } = got as {
    actionType: string;
    label?: string;
    success: boolean;
    data?: unknown;
    error?: unknown;
  };
  assert.equal(actionType, sent.actionType);
  assert.equal(label, sent.label);
  if (!success) {
    assert.ok(error);
    return assert.equal(data, undefined);
  }
  assert.equal(error, undefined);
  if (Array.isArray(data)) {
    for (const row of data as { then?: unknown }[]) {
      assert.equal(row.then === undefined, sent.then === undefined);
      if (sent.then) mirrors(sent.then, row.then);
    }
  } else {
    const then = (data as { then?: unknown } | undefined)?.then;
    assert.equal(then === undefined, sent.then === undefined);
    if (sent.then) mirrors(sent.then, then);
  }
}

describe('sandbox: any legal document', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.close());

  it('is accepted, completes, and its completion mirrors it', async () => {
    await assertProperty(
      fc.asyncProperty(legal, async (document) => mirrors(document, await served.complete<unknown>(document))),
      { numRuns: 150 },
    );
  });

  it('with one misplaced action is refused', async () => {
    const everyType = [...facts.keys()];
    await assertProperty(
      fc.asyncProperty(tree, fc.constantFrom(...everyType), async (document, type) => {
        fc.pre(!facts.get(document.actionType)!.children.includes(type));
        const body = { ...document, then: [...[document.then ?? []].flat(), paramsOf(type, false)] };
        const { type: error, message } = await served.refused('POST', '/workflows', { body });
        assert.equal(error, 'invalidWorkflow');
        assert.ok(message.includes(`(${type}): cannot stand under ${document.actionType}`), message);
      }),
      { numRuns: 150 },
    );
  });
});
