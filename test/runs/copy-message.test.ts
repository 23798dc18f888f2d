import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { copyAgain, copyAsJson, copyInMemory, copyReportingOmitted } from '../../src/runs/copy-message';

describe('A message copied as JSON', () => {
  it('is unchanged if it is plain data', () => {
    const message = { _msgid: 'a', topic: 'b', list: [1, [null, { deep: true }]], payload: { text: 'ü', none: null } };
    assert.deepEqual(copyAsJson(message), { message, leftOut: [] });
    assert.notEqual(copyAsJson(message).message['list'], message.list);
  });

  it('names what JSON would change or lose, and keeps the rest', () => {
    const circle: Record<string, unknown> = { name: 'kept' };
    circle['self'] = circle;
    const { message, leftOut } = copyAsJson({
      when: new Date(),
      bytes: Buffer.from('a'),
      numbers: [1, NaN, 10n],
      nothing: undefined,
      circle,
      ask: () => 1,
      req: { query: { a: '1' }, socket: new (class Socket {})() },
    });
    assert.deepEqual(JSON.parse(JSON.stringify(message)), {
      numbers: [1, null, null],
      circle: { name: 'kept' },
      req: { query: { a: '1' } },
    });
    assert.deepEqual(leftOut, ['when', 'bytes', 'numbers.1', 'numbers.2', 'circle.self', 'ask', 'req.socket']);
  });

  it('is unchanged if a Function node created it, in a realm of its own', () => {
    const made = runInNewContext(
      `({ lead: { first: 'Ann', tags: [{ a: 1 }] }, when: new Date(), fault: new Error('x'), seen: new Map() })`,
    ) as Record<string, unknown>;
    assert.deepEqual(copyAsJson(made), {
      message: { lead: { first: 'Ann', tags: [{ a: 1 }] } },
      leftOut: ['when', 'fault', 'seen'],
    });
  });

  it('leaves out properties that do not fit, the payload first', () => {
    const { message, leftOut } = copyAsJson({ payload: 'x'.repeat(200_000), rest: 'ä'.repeat(50_000), small: 1 });
    assert.deepEqual([Object.keys(message), leftOut], [['rest', 'small'], ['payload']]);
  });

  it('names everything it leaves out, or the whole property if the names alone are too long', () => {
    const tags = (count: number) => Array.from({ length: count }, () => new Date());
    assert.equal(copyAsJson({ tags: tags(200) }).leftOut.length, 200);
    assert.deepEqual(copyAsJson({ tags: tags(50_000) }), { message: {}, leftOut: ['tags'] });
  });

  it('survives a property that cannot be read', () => {
    const broken = {
      get bad(): never {
        throw new Error('no');
      },
    };
    assert.deepEqual(copyAsJson({ broken, a: 1 }), { message: { a: 1 }, leftOut: ['broken'] });
  });
});

describe('A message copied in memory', () => {
  it('keeps plain values, dates and buffers, and shares none of them', () => {
    const message = { payload: { when: new Date(0), bytes: Buffer.from('a'), list: [1, undefined, 10n, NaN] } };
    const { message: copy, omitted } = copyInMemory({ _msgid: 'a', ...message }) ?? assert.fail('too large');
    assert.deepEqual([copy, omitted], [message, []]);
    message.payload.when.setFullYear(2000);
    message.payload.bytes.fill(0);
    message.payload.list.push(2);
    const expected = { when: new Date(0), bytes: Buffer.from('a'), list: [1, undefined, 10n, NaN] };
    assert.deepEqual(copy.payload, expected);
    const again = copyAgain({ message: copy });
    (again.payload as typeof expected).list.length = 0;
    assert.deepEqual(copy.payload, expected);
  });

  it('names what it cannot keep, and reports it when it is read', () => {
    const socket = new (class Socket {})();
    const copy = copyInMemory({ req: { query: 'a', socket }, ask: () => 1 }) ?? assert.fail('too large');
    assert.deepEqual(copy.omitted, [['req', 'socket'], ['ask']]);
    const read: string[] = [];
    const reporting = copyReportingOmitted(copy, (path) => read.push(path));
    const { query, socket: none } = reporting['req'] as { query: string; socket: unknown };
    assert.deepEqual([query, none, read], ['a', undefined, ['req.socket']]);
  });

  it('is refused for a message that is too large, or cannot be read', () => {
    assert.equal(copyInMemory({ payload: 'x'.repeat(250_000) }), undefined);
    const broken = {
      get bad(): never {
        throw new Error('no');
      },
    };
    assert.equal(copyInMemory({ broken }), undefined);
  });
});
