import type { Catalog } from '../catalog/catalog';
import { isIsoTime, isLinkedInUrl, urlForms } from '../catalog/urls';
import { addWorkflow } from './import';
import { isEnvironment } from './values';
import { say, tell } from './words';

const field = (name: string) => $(`#node-input-${name}`);
const chosen = (name: string) => (field(name).val() ?? '').trim();

/** The action that has Linked API follow what the open node is to tell, once for each person where it is about people. */
const actions: Record<string, () => { actionType: string; personUrl?: string }[]> = {
  'linkedapi-inbox': () => [{ actionType: `${chosen('kind') || 'st'}.syncInbox` }],
  'linkedapi-network': () => [{ actionType: 'st.syncNetwork' }],
  'linkedapi-conversations': () =>
    (peopleOf(chosen('people')).length > 0 ? peopleOf(chosen('people')) : ['']).map((personUrl) => ({
      actionType: `${chosen('kind') || 'st'}.syncConversation`,
      ...(personUrl ? { personUrl } : {}),
    })),
};

export function openTrigger({ type }: EditorNode, catalog: Catalog): void {
  field('name').closest('form').addClass('linkedapi-form');
  const button = $('#linkedapi-trigger-sync');
  const wanted = () => actions[type]?.() ?? [];
  const show = () => {
    $('#linkedapi-trigger-from').toggle(chosen('start') === 'date');
    $('#linkedapi-trigger-polls').toggle(chosen('start') !== 'input');
    const name = catalog.action(wanted()[0]?.actionType ?? '')?.name;
    button.text(say('trigger.add', { name: tell('quoted', { name: name ?? '' }) }));
  };
  field('start').on('change', show);
  field('kind').on('change', show);
  show();
  button.on('click', () => addWorkflow(wanted(), catalog, chosen('account')));
}

const peopleOf = (text: string) => text.split(/\s+/).filter(Boolean);

/** True, or why nobody’s conversation can be read. */
export function peopleProblem(text: string): true | string {
  const people = peopleOf(text ?? '');
  if (people.length === 0) return say('conversations.nobody');
  const stranger = people.find((one) => !isEnvironment(one) && !isLinkedInUrl(one, 'person'));
  return stranger === undefined || tell('url', { value: stranger, example: urlForms.person.says });
}

/** Of no matter unless the node begins with a date. */
export function dateProblem({ start }: EditorNode & { start?: string }, from: string): true | string {
  const text = (from ?? '').trim();
  if ((field('start').val() ?? start) !== 'date' || isEnvironment(text) || isIsoTime(text)) return true;
  return say('trigger.badDate');
}
