import { say } from '../red/words';

/** Makes a list of the context stores in Node-RED's settings; a store that is no longer there stays as it was saved. */
export function listStores(stored = '', files: string): void {
  const select = $('#node-input-store').empty();
  const stores = RED.settings.context?.stores ?? [];
  const add = (value: string, text: string) => $('<option></option>').val(value).text(text).appendTo(select);
  add('', files);
  for (const name of stores) add(name, name);
  if (stored && !stores.includes(stored)) add(stored, say('form.storeMissing', { name: stored }));
  select.val(stored);
}
