import { checkBaseUrl, serviceUrl } from '../../shared';
import { markMissingSecrets, unchangedSecret, type Credentials } from '../fields/credentials';
import { say } from '../red/words';

interface TestAnswer {
  ok: boolean;
  name?: string;
  url?: string;
  type?: string;
  message?: string;
}

const field = (name: string) => $(`#node-config-input-${name}`);

interface AccountNode extends EditorNode {
  sandboxAccount?: string;
  credentials?: Credentials;
}

const tokens = ['linkedApiToken', 'identificationToken'];

export function openAccount(node: AccountNode): void {
  const form = field('name').closest('form').addClass('linkedapi-form');
  const showMode = () => {
    const live = field('mode').val() === 'live';
    form.find('.linkedapi-live').toggle(live);
    form.find('.linkedapi-sandbox').toggle(!live);
  };
  field('mode').on('change', showMode);
  showMode();

  openSandboxAccounts(node.sandboxAccount || 'sandbox');
  // Settings that differ from the usual ones are in view.
  const isUsual =
    field('mode').val() === 'live'
      ? ['', serviceUrl].includes(field('baseUrl').val() ?? '')
      : field('sandboxAccount').val() === 'sandbox' && field('sandboxReading').val() === 'A';
  form.find('.linkedapi-more').prop('open', !isUsual);
  markMissingSecrets(node.credentials, tokens);

  const outcome = form.find('#linkedapi-test-outcome');
  form.find('#linkedapi-test').on('click', (event) => {
    event.preventDefault();
    const button = $('#linkedapi-test').prop('disabled', true);
    const showResult = (mark: 'good' | 'bad' | undefined, words: string) => {
      outcome
        .toggleClass('linkedapi-good', mark === 'good')
        .toggleClass('linkedapi-bad', mark === 'bad')
        .text(words);
      button.prop('disabled', mark === undefined);
    };
    showResult(undefined, say('account.testing'));
    $.ajax({
      url: 'linkedapi/account/test',
      type: 'POST',
      contentType: 'application/json; charset=utf-8',
      data: JSON.stringify(entered(node)),
    })
      .done((answer: TestAnswer) => {
        if (answer.ok) showResult('good', say('account.connected', { name: answer.name, url: answer.url }));
        else showResult('bad', say('account.refused', { type: answer.type, message: answer.message }));
      })
      .fail(({ status, statusText }) => {
        showResult(
          'bad',
          say(status === 401 || status === 403 ? 'account.forbidden' : 'account.unanswered', { statusText }),
        );
      });
  });
}

/** Any name is accepted by the sandbox, so the flow may have one that is not in the list. */
function openSandboxAccounts(chosen: string): void {
  const known = new Map(SANDBOX_ACCOUNTS.map(({ token, key, errors }) => [token, say(key, { errors })]));
  if (!known.has(chosen)) known.set(chosen, '');
  const account = field('sandboxAccount').empty();
  for (const token of known.keys()) $('<option></option>').val(token).text(token).appendTo(account);
  const says = () => $('#linkedapi-sandbox-says').text(known.get(account.val() ?? '') ?? '');
  account.val(chosen).on('change', says);
  says();
}

/** What the dialog holds. A token that was not typed is left out: the runtime has it. */
function entered({ id }: EditorNode): Record<string, string> {
  const plain = ['mode', 'baseUrl', 'sandboxAccount', 'sandboxSpeed', 'sandboxReading'];
  const secret = tokens.filter((name) => field(name).val() !== unchangedSecret);
  return Object.fromEntries([['id', id], ...[...plain, ...secret].map((name) => [name, field(name).val()])]) as Record<
    string,
    string
  >;
}

/** Not used by a sandbox account. While the dialog is open, its own choice counts. */
export function validateBaseUrl({ mode }: EditorNode & { mode?: string }, value: string): true | string {
  const live = (field('mode').val() ?? mode) === 'live';
  return !live || value === '' || checkBaseUrl(value) || true;
}
