import { type Action, endpoints, operationFacts, operations } from '../../catalog';
import type { ActionFacts, Catalog, FieldFacts } from '../../catalog/facts';
import { supportedEndpoints } from '../../sandbox';
import { table } from './tables';
import { folderOf, type SpecialRow } from '../html/special';

const overview = 'https://linkedapi.io/docs/actions-overview';
const adminDocs: Record<string, string> = {
  subscription: 'https://linkedapi.io/docs/admin-subscription',
  accounts: 'https://linkedapi.io/docs/admin-accounts',
  limits: 'https://linkedapi.io/docs/admin-limits',
  webhook: 'https://linkedapi.io/docs/webhooks',
};

/** `docs/coverage.md`: what the package covers of Linked API, and how certain that is. */
export function coverage(
  definitions: ReadonlyMap<string, Action>,
  catalog: Catalog,
  specialRows: readonly SpecialRow[],
): string {
  const answered = supportedEndpoints();
  const admin = operationFacts();
  const yes = (fact: boolean) => (fact ? 'yes' : 'no');
  const actionRow = (facts: ActionFacts) => {
    const { docs, confidence = docs ? 'documented' : 'client', simulate, loop } = definitions.get(facts.type)!;
    return [
      `\`${facts.type}\``,
      facts.name,
      params(facts.params),
      yes(simulate !== undefined || loop === true),
      confidence,
      docs ?? overview,
    ];
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
    return [
      `\`${method} ${path}\``,
      summary,
      takes.map(code).join(', '),
      by.join(', ') || '–',
      yes(answered.has(`${method} ${path}`)),
      confidence ?? 'documented',
      docs,
    ];
  };
  const head = ['parameters', 'sandbox', 'confidence', 'source'];
  return `# Coverage

What this package covers of Linked API, and how certain that is. \`npm run build\` writes this page;
\`npm run catalog:diff -- FILE\` compares the actions with a newer description of Linked API.

A parameter marked \\* is required; one of those marked + is required when the action is the first of a workflow. *Sandbox* says whether
the built-in [sandbox](sandbox.md) supports it. *Confidence* is

- *documented* when the documentation describes it,
- *unseen* when Linked API's own software names a page of the documentation, but only the software was read, not the page,
- *client* when it was found in that software and no page is known,
- *inferred* when it follows from the rest.

## Actions

${table(['action', 'node', ...head], [...catalog.actions].map(actionRow))}

## Endpoints

${table(['endpoint', 'what it returns', 'parameters', 'nodes', ...head.slice(1)], endpoints.map(endpointRow))}

## Admin operations

Each is \`POST /admin/<operation>\` and needs only the Linked API token. The node *admin* sends them.

${table(
  ['operation', 'what it does', 'parameters', 'answer', 'confirmed', ...head.slice(1)],
  admin.map(({ name, summary, params: fields, confirm }) => {
    const { gives, confidence = 'documented' } = operations[name]!;
    return [
      `\`${name}\``,
      summary,
      params(fields),
      gives ? code(gives) : '',
      yes(confirm !== undefined),
      yes(answered.has(`POST /admin/${name}`)),
      confidence,
      adminDocs[name.split('.')[0]!]!,
    ];
  }),
)}

## Other nodes

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
