import { type Action, endpoints, operationFacts, operations } from '../../catalog';
import type { ActionFacts, Catalog, FieldFacts } from '../../catalog/facts';
import { supportedEndpoints } from '../../sandbox';
import { table } from './readme';
import { folderOf, type SpecialRow } from '../html/special';

const overview = 'https://linkedapi.io/docs/actions-overview';
const adminDocs: Record<string, string> = {
  subscription: 'https://linkedapi.io/docs/admin-subscription',
  accounts: 'https://linkedapi.io/docs/admin-accounts',
  limits: 'https://linkedapi.io/docs/admin-limits',
  webhook: 'https://linkedapi.io/docs/webhooks',
};

/** `docs/coverage.md`: all that the package knows of Linked API, and how well. */
export function coverage(
  definitions: ReadonlyMap<string, Action>,
  catalog: Catalog,
  specialRows: readonly SpecialRow[],
): string {
  const answered = supportedEndpoints();
  const admin = operationFacts();
  const yes = (fact: boolean) => (fact ? 'yes' : 'no');
  const actionRow = (facts: ActionFacts) => {
    const { docs, confidence = docs ? 'documented' : 'client', play, loop } = definitions.get(facts.type)!;
    return [`\`${facts.type}\``, facts.name, params(facts.params), yes(play !== undefined || loop === true), confidence, docs ?? overview]; // prettier-ignore
  };
  const endpointRow = ({
    method,
    path,
    summary,
    params: takes,
    nodes: asking,
    docs,
    confidence,
  }: (typeof endpoints)[number]) => {
    const by = asking.map(folderOf);
    return [`\`${method} ${path}\``, summary, takes.map(code).join(', '), by.join(', ') || '–', yes(answered.has(`${method} ${path}`)), confidence ?? 'documented', docs]; // prettier-ignore
  };
  const head = ['parameters', 'sandbox', 'confidence', 'source'];
  return `# Coverage

What this package knows of Linked API. This page is made when the package is built; \`npm run catalog:diff -- FILE\` compares the
actions with a newer description of them.

A parameter with a star is needed; one of those with a plus is needed where the action starts a workflow. *Sandbox* says whether
the built-in sandbox plays it. The confidence is

- *documented* when a page of the documentation that was read describes it,
- *unseen* when the vendor's own software names that page and what is known was read in the software: the text of the page was not seen,
- *client* when it was read in that software and no page is known,
- *inferred* when it follows from how these fit together.

## Actions: ${catalog.actions.length}

${table(['action', 'node', ...head], [...catalog.actions].map(actionRow))}

## Endpoints: ${endpoints.length}

${table(['endpoint', 'what it gives', 'parameters', 'nodes', ...head.slice(1)], endpoints.map(endpointRow))}

## Admin operations: ${admin.length}

Each is \`POST /admin/<operation>\`, with the workspace's token alone; the node *admin* asks for them.

${table(
  ['operation', 'what it does', 'parameters', 'answer', 'confirmed', ...head.slice(1)],
  admin.map(({ name, summary, params: fields, confirm }) => {
    const { gives, confidence = 'documented' } = operations[name]!;
    return [`\`${name}\``, summary, params(fields), gives ? code(gives) : '', yes(confirm !== undefined), yes(answered.has(`POST /admin/${name}`)), confidence, adminDocs[name.split('.')[0]!]!]; // prettier-ignore
  }),
)}

## Other nodes: ${specialRows.length}

${table(
  ['type', 'node', 'what it does'],
  specialRows.map(({ type, name, says }) => [`\`${type}\``, name, says]),
)}
`;
}

const code = (text: string) => `\`${text}\``;

function params(fields: readonly FieldFacts[], prefix = ''): string {
  return fields
    .flatMap(({ name, required, target, kind, min, max, values, fields: inner }) => {
      const own = `${code(prefix + name)}${required ? '\\*' : target ? '+' : ''}`;
      const range = kind === 'integer' && max !== undefined ? ` ${min ?? ''}–${max}` : '';
      const length = kind === 'text' && max !== undefined ? ` ≤ ${max}` : '';
      const options = values ? ` (${values.join(', ')})` : '';
      const below = `${prefix}${name}${kind === 'rows' ? '[]' : ''}.`;
      return [`${own}${range}${length}${options}`, ...(inner ? [params(inner, below)] : [])];
    })
    .join('; ');
}
