import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { environmentValue, isVariable, wholeVariable } from '../../src/shared/environment';

const ofNodeRed = createRequire(require.resolve('node-red'));
const { mapEnvVarProperties } = ofNodeRed('@node-red/runtime/lib/flows/util');
const { evaluateNodeProperty } = ofNodeRed('@node-red/util').util;

const variables: Record<string, unknown> = { NAME: 'Ada', COUNT: 3, EMPTY: '', 'A B': 'spaced', 'A}${NAME': 'odd' };
const valueOf = (name: string) => variables[name];
const flow = { getSetting: valueOf };

const texts = [
  '${NAME}',
  '$(NAME)',
  '${COUNT}',
  '${EMPTY}',
  '${UNSET}',
  '$(UNSET)',
  '${A B}',
  '$(A B)',
  '${A}${NAME}',
  '${NAME}${COUNT}',
  'Hello ${NAME}!',
  'Hello $(NAME)!',
  ' ${NAME}',
  '${NAME} ',
  '${}',
  '$()',
  '$NAME',
  '${NAME',
  'NAME',
  'UNSET',
  'A B',
  'with ${A B} inside',
  '',
];

describe('environment variables', () => {
  for (const text of texts) {
    it(`are found in a configured ${JSON.stringify(text)} as Node-RED finds them`, () => {
      const config: Record<string, unknown> = { text };
      mapEnvVarProperties(config, 'text', flow, {});
      const name = wholeVariable(text);
      assert.equal(name === undefined ? text : (valueOf(name) ?? text), config['text']);
      assert.equal(isVariable(text), name !== undefined);
    });

    it(`are filled into a typed ${JSON.stringify(text)} as Node-RED fills them in`, () => {
      const expected: unknown = evaluateNodeProperty(text, 'env', { _flow: flow }, {});
      assert.equal(environmentValue(text, valueOf), expected);
    });
  }

  it('are texts only', () => {
    assert.deepEqual([1, null, undefined, {}, ['${NAME}']].map(isVariable), Array(5).fill(false));
  });
});
