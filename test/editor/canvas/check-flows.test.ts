import assert from 'node:assert/strict';
import { checkFlows } from '../../../src/editor/canvas/check-flows';
import { editorWith } from '../../support/flows/fake-editor';
import { action, run, someone, tab } from '../../support/flows/flows';
import { catalog } from '../../support/flows/trees';

/** How the editor marks an action that starts a workflow or has no run node yet. */
function marked(actionType: string, params: object, first = ['it']): string[] {
  const flow = tab('t', run(first), action(actionType, 'it', [], { params }));
  return (checkFlows(editorWith(flow), catalog).errors.get('it') ?? []).map(({ message }) => message);
}

const fromMessage = { type: 'msg', value: 'payload' };
const ada = { key: 'ada', name: 'Ada Lovelace', urn: 'urn:li:member:7' };

describe('An action on the canvas is marked', () => {
  it('if it breaks a rule over several parameters, with the solution', () => {
    const both = { ...ada, personHashedUrl: 'https://www.linkedin.com/in/ACo7' };
    for (const first of [['it'], []])
      assert.deepEqual(marked('st.createPost', { text: '@[ada] @[grace]', mentions: [both] }, first), [
        '“create post”: Mentions 1 → URN and Person hashed URL exclude each other: one identifier is enough to tell namesakes apart. Leave one.',
        '“create post”: Text has @[grace], but no entry of Mentions has that as its Key: a mention takes the place of its @[key] in the text. Add one, or change the text.',
      ]);
  });

  it('not for values that come from a message or the environment', () => {
    for (const later of [fromMessage, '${LATER}']) {
      const text = '@[ada] @[grace]';
      assert.deepEqual(
        marked('st.createPost', { text, mentions: [{ ...ada, personHashedUrl: later, key: later }] }),
        [],
      );
      assert.deepEqual(marked('st.createPost', { text, mentions: [ada, later] }), []);
      assert.deepEqual(marked('st.createPost', { text: later, mentions: [ada] }), []);
      assert.deepEqual(marked('st.acceptInvitation', { invitationType: later, personUrl: someone }), []);
    }
  });
});
