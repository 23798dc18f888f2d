import type { Catalog, FieldFacts } from '../../catalog/facts';
import { fieldProblem } from '../../workflow';
import { namedForm } from './form';
import { listStores } from './stores';
import { addWorkflow } from '../import/import';
import { say, translate } from '../red/words';
import { isVariable } from '../../shared';

const field = (name: string) => $(`#node-input-${name}`);
const chosen = (name: string) => (field(name).val() ?? '').trim();

/** `follow` is the name of the action that makes Linked API sync what the node reports; it needs a person if the node asks for people. */
export function openTrigger(follow: string, catalog: Catalog, node: EditorNode & { store?: string }): void {
  namedForm();
  listStores(node.store, say('trigger.storeFiles'));
  const button = $('#linkedapi-trigger-sync');
  const wanted = (): { actionType: string; personUrl?: string }[] => {
    const actionType = `${chosen('kind') === 'nv' ? 'nv' : 'st'}.${follow}`;
    const people = peopleOf(chosen('people'));
    return people.length > 0 ? people.map((personUrl) => ({ actionType, personUrl })) : [{ actionType }];
  };
  const show = () => {
    $('#linkedapi-trigger-from').toggle(chosen('start') === 'date');
    $('#linkedapi-trigger-polls').toggle(chosen('start') !== 'input');
    const name = catalog.action(wanted()[0]?.actionType ?? '')?.name;
    button.text(say('trigger.add', { name: translate('quoted', { name: name ?? '' }) }));
  };
  field('start').on('change', show);
  field('kind').on('change', show);
  show();
  button.on('click', () => addWorkflow(wanted(), catalog, chosen('account')));
}

const peopleOf = (text: string) => text.split(/\s+/).filter(Boolean);

const problemOf = (facts: Pick<FieldFacts, 'kind' | 'of'>, value: string) =>
  isVariable(value) ? undefined : fieldProblem({ name: '', label: '', ...facts }, value, translate);

/** True, or what is wrong with the list of people. */
export function peopleProblem(text = ''): true | string {
  const people = peopleOf(text);
  if (people.length === 0) return say('conversations.nobody');
  return people.flatMap((one) => problemOf({ kind: 'url', of: 'person' }, one) ?? [])[0] ?? true;
}

/** Only used if the node begins with a date. */
export function dateProblem({ start }: EditorNode & { start?: string }, from = ''): true | string {
  return (field('start').val() ?? start) !== 'date' || (problemOf({ kind: 'time' }, from.trim()) ?? true);
}
