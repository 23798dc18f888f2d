import assert from 'node:assert/strict';
import { isActionLike } from '../../src/catalog/facts/action-facts';
import { specialNodes } from '../../src/catalog/facts/special-nodes';
import { catalog } from '../support/flows/trees';

describe('how a node takes part in a workflow', () => {
  it('is an action for every action, whose type looks like one', () => {
    for (const { node } of catalog.actions) {
      assert.equal(catalog.kindOf(node), 'action');
      assert.ok(isActionLike(node), node);
    }
  });

  it('comes from the list for the hand-written nodes, whose types do not show it', () => {
    for (const { type, kind } of specialNodes) {
      assert.equal(catalog.kindOf(type), kind);
      assert.ok(!isActionLike(type), type);
    }
    assert.deepEqual(
      specialNodes.flatMap(({ type, kind }) => (kind === 'other' ? [] : [`${type} ${kind}`])),
      ['linkedapi-run run', 'linkedapi-custom-action action'],
    );
  });

  it('is unknown for an action of a newer version, and nothing for any other type', () => {
    for (const type of ['linkedapi-st-newer-action', 'linkedapi-rc-newer-action']) {
      assert.equal(catalog.kindOf(type), 'unknown');
    }
    for (const type of ['linkedapi-newer-node', 'linkedapi-', 'inject', 'constructor', '__proto__', '']) {
      assert.equal(catalog.kindOf(type), 'other');
    }
  });
});
