import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { plainMessage } from '../../../src/runtime/host/plain-message';

describe('A message kept for a restart', () => {
  it('is as it was where it is plain data', () => {
    const message = { _msgid: 'a', topic: 'b', list: [1, [null, { deep: true }]], payload: { text: 'ü', none: null } };
    assert.deepEqual(plainMessage(message), { message, leftOut: [] });
    assert.notEqual(plainMessage(message).message['list'], message.list);
  });

  it('names what JSON would change or lose, and keeps what is beside it', () => {
    const circle: Record<string, unknown> = { name: 'kept' };
    circle['self'] = circle;
    const { message, leftOut } = plainMessage({
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

  it('is as it was where a Function node made it, in a realm of its own', () => {
    const made = runInNewContext(
      `({ lead: { first: 'Ann', tags: [{ a: 1 }] }, when: new Date(), fault: new Error('x'), seen: new Map() })`,
    ) as Record<string, unknown>;
    assert.deepEqual(plainMessage(made), {
      message: { lead: { first: 'Ann', tags: [{ a: 1 }] } },
      leftOut: ['when', 'fault', 'seen'],
    });
  });

  it('leaves out a property there is no room for, the payload first', () => {
    const { message, leftOut } = plainMessage({ payload: 'x'.repeat(200_000), rest: 'ä'.repeat(50_000), small: 1 });
    assert.deepEqual([Object.keys(message), leftOut], [['rest', 'small'], ['payload']]);
  });

  it('names everything it leaves out, or the whole property where the names alone are too long', () => {
    const tags = (count: number) => Array.from({ length: count }, () => new Date());
    assert.equal(plainMessage({ tags: tags(200) }).leftOut.length, 200);
    assert.deepEqual(plainMessage({ tags: tags(50_000) }), { message: {}, leftOut: ['tags'] });
  });

  it('survives a member that cannot be looked at', () => {
    const broken = { get bad(): never { throw new Error('no'); } }; // prettier-ignore
    assert.deepEqual(plainMessage({ broken, a: 1 }), { message: { a: 1 }, leftOut: ['broken'] });
  });
});
