import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { asCurl, asSdkCall, shellQuoted } from '../../src/workflow/snippets';
import { assertProperty } from '../support/property';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    "it's",
    "'",
    "''\\'",
    '$HOME',
    '`id`',
    '$(id)',
    '"',
    '\\',
    '!',
    '#',
    '-n',
    '*',
    '~',
    '\n',
    'a\r\nb',
    ' ',
  ),
);
// A shell accepts no zero byte, and a lone surrogate is not valid UTF-8.
const texts = fc.array(
  nasty.map((text) => Buffer.from(text.replaceAll('\0', '')).toString()),
  { minLength: 1, maxLength: 20 },
);

/** The arguments that a shell passes to `curl` in this script. */
function received(script: string): string[] {
  const stub = 'curl() { for one in "$@"; do printf "%s\\0" "$one"; done; }\n';
  const env = { ...process.env, LINKED_API_TOKEN: 'workspace', IDENTIFICATION_TOKEN: 'account' };
  return execFileSync('sh', ['-s'], { input: stub + script, env, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

const baseUrl = 'https://api.linkedapi.io';

describe('A document copied as curl', () => {
  it('quotes any text so that a shell passes it unchanged', () => {
    return assertProperty(
      fc.property(texts, (all) => {
        assert.deepEqual(received(`curl ${all.map(shellQuoted).join(' ')}`), all);
      }),
      { numRuns: 40 },
    );
  });

  it('posts exactly its bytes, with the tokens from the environment', () => {
    return assertProperty(
      fc.property(texts, ([text = '', ...notes]) => {
        const document = { actionType: 'st.searchPeople', term: text };
        assert.deepEqual(received(asCurl(document, { baseUrl, notes })), [
          '-X',
          'POST',
          `${baseUrl}/workflows`,
          '-H',
          'linked-api-token: workspace',
          '-H',
          'identification-token: account',
          '-H',
          'content-type: application/json',
          '--data-raw',
          JSON.stringify(document),
        ]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('A document copied as a call of the client for Node.js', () => {
  /** Runs the copied module with a client that records its input. */
  async function executed(document: { actionType: string }, notes: string[] = []): Promise<unknown> {
    let given: unknown;
    class LinkedApi {
      readonly customWorkflow = {
        execute: (workflow: unknown) => ((given = workflow), Promise.resolve({ workflowId: 'wf-1' })),
        result: () => Promise.resolve({ data: [] }),
      };
    }
    const [first, ...rest] = asSdkCall(document, notes).split('\n');
    assert.equal(first, "import LinkedApi from '@linkedapi/node';");
    const body = `return (async () => {${rest.join('\n')}\n})();`;
    await (new Function('LinkedApi', 'process', 'console', body)(
      LinkedApi,
      { env: {} },
      { log: () => undefined },
    ) as Promise<void>);
    return given;
  }

  it('passes the document unchanged', async () => {
    await assertProperty(
      fc.asyncProperty(texts, async ([term = '', ...notes]) => {
        const document = { actionType: 'st.searchPeople', term };
        assert.deepEqual(await executed(document, notes), document);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps a key that would set the prototype', async () => {
    const document = JSON.parse('{"actionType":"x","__proto__":{"a":1}}') as { actionType: string };
    assert.deepEqual(Object.entries((await executed(document)) as object), Object.entries(document));
  });
});
