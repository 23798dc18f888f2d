import assert from 'node:assert/strict';
import { account, type FlowNode } from '../../support/flows/flows';
import { canonical, exported, imported } from '../../support/flows/flow-files';
import { linkedApi } from '../../support/service/linked-api-double';
import { nodeRed } from '../../support/node-red/running-flows';

/** Values that Node-RED or the nodes could take for something else than plain text. */
const literal = {
  '${HOME}': '${HOME}',
  old: '$(HOME)',
  spaced: '${no such thing}',
  list: ['${HOME}', '', { type: 'msg', value: 'payload' }],
  lookedUp: { type: 'msg', value: 'payload' },
  expression: { type: 'jsonata', value: '$error()' },
  wrapped: { type: 'json', value: '{"a":1}' },
  deep: { deeper: [{ type: 'num', value: 'x' }, '${HOME}'], hasOwnProperty: 1, nothing: null },
};

describe('An imported document, run by Node-RED, is sent as it was written', () => {
  const nr = nodeRed();
  const service = linkedApi();

  async function sent(document: unknown): Promise<unknown> {
    const { flow, findings } = imported(document);
    // Unknown names get a hint and are sent.
    assert.deepEqual(
      findings.filter(({ rule }) => rule !== 'name'),
      [],
    );
    const patient = flow.map((node) => (node['type'] === 'linkedapi-run' ? { ...node, onFinding: 'warn' } : node));
    await nr.deploy([account(service.url), ...patient.filter(({ id }) => id !== 'account')] as FlowNode[]);
    const run = flow.find(({ type }) => type === 'linkedapi-run')!['id'] as string;
    await nr.run({ payload: 'wrong' }, run);
    const { document: fromFile } = await exported(flow);
    assert.equal(JSON.stringify(service.document()), JSON.stringify(fromFile));
    return service.document();
  }

  for (const [what, document] of [
    ['one action', { actionType: 'st.retrieveSSI' }],
    [
      'a tree with labels',
      {
        actionType: 'st.searchPeople',
        label: 'people',
        term: 'engineer',
        filter: { locations: ['Berlin', 'Bonn'], school: 'ETH', newer: { a: [1] } },
        then: {
          actionType: 'st.doForPeople',
          then: {
            actionType: 'st.openPersonPage',
            basicInfo: false,
            label: 'profile',
            then: [{ actionType: 'st.retrievePersonSkills' }, { actionType: 'st.retrievePersonExperience' }],
          },
        },
      },
    ],
    ['parameters nobody knows', { actionType: 'st.retrieveSSI', ...literal }],
    [
      'an action nobody knows',
      {
        actionType: 'st.newThing',
        label: 'new',
        ...literal,
        then: [{ actionType: 'st.newer' }, { actionType: 'st.retrieveSSI' }],
      },
    ],
    [
      'texts of known fields',
      {
        actionType: 'st.searchPeople',
        term: '${HOME}',
        filter: { firstName: '$(HOME)', locations: ['${HOME}', 'Bonn'], school: 'ETH' },
      },
    ],
    ['parameters that together look like a typed value', { actionType: 'st.newThing', type: 'str', value: 'x' }],
    ['a group that looks like a typed value', { actionType: 'st.searchPeople', filter: { type: 'msg', value: 'x' } }],
    [
      'keys that objects have anyway',
      JSON.parse(
        '{"actionType":"st.searchPeople","__proto__":{"a":1},"filter":{"__proto__":7,"school":"ETH"},"toString":1,"hasOwnProperty":2}',
      ) as unknown,
    ],
  ] as const)
    it(what, async () => assert.deepEqual(await sent(document), canonical(document)));
});
