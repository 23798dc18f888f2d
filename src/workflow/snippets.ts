import type { WorkflowDocument } from './tree';

interface Target {
  /** `https://api.linkedapi.io`, without a slash at its end. */
  baseUrl: string;
  /** Sentences for a comment at the top. */
  notes: readonly string[];
}

/** A command for a POSIX shell that sends the same bytes as a run. The tokens come from the environment. */
export function asCurl(document: WorkflowDocument, { baseUrl, notes }: Target): string {
  return [
    ...notes.map((note) => `# ${oneLine(note)}`),
    `curl -X POST ${shellQuoted(`${baseUrl}/workflows`)} \\`,
    '  -H "linked-api-token: $LINKED_API_TOKEN" \\',
    '  -H "identification-token: $IDENTIFICATION_TOKEN" \\',
    "  -H 'content-type: application/json' \\",
    `  --data-raw ${shellQuoted(JSON.stringify(document))}`,
  ].join('\n');
}

/** A module for the service’s client for Node.js (https://www.npmjs.com/package/@linkedapi/node, version 2). */
export function asSdkCall(document: WorkflowDocument, notes: readonly string[]): string {
  const json = JSON.stringify(document, null, 2);
  // In a literal, `__proto__` would set the prototype.
  const value = json.includes('"__proto__":') ? `JSON.parse(${JSON.stringify(JSON.stringify(document))})` : json;
  return [
    "import LinkedApi from '@linkedapi/node';",
    '',
    'const linkedapi = new LinkedApi({',
    '  linkedApiToken: process.env.LINKED_API_TOKEN,',
    '  identificationToken: process.env.IDENTIFICATION_TOKEN,',
    '});',
    ...notes.map((note) => `// ${oneLine(note)}`),
    `const { workflowId } = await linkedapi.customWorkflow.execute(${value});`,
    'const { data } = await linkedapi.customWorkflow.result(workflowId);',
    'console.log(JSON.stringify(data, null, 2));',
  ].join('\n');
}

/** Quotes a text as one word for a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Joins lines, since a comment ends with its line. */
// eslint-disable-next-line no-control-regex -- it looks for control characters
const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
