import { say } from './words';

interface TestAnswer {
  ok: boolean;
  name?: string;
  url?: string;
  type?: string;
  message?: string;
}

const field = (name: string) => $(`#node-config-input-${name}`);

/** Node-RED's stand-in for a password that the browser never sees. */
const unseen = '__PWRD__';

export function openAccount(node: EditorNode): void {
  const form = field('name').closest('form').addClass('linkedapi-form');
  const showMode = () => {
    const live = field('mode').val() === 'live';
    form.find('.linkedapi-live').toggle(live);
    form.find('.linkedapi-sandbox').toggle(!live);
  };
  field('mode').on('change', showMode);
  showMode();

  const outcome = form.find('#linkedapi-test-outcome');
  form.find('#linkedapi-test').on('click', (event) => {
    event.preventDefault();
    const button = $('#linkedapi-test').prop('disabled', true);
    const tell = (mark: 'good' | 'bad' | undefined, words: string) => {
      outcome.toggleClass('linkedapi-good', mark === 'good').toggleClass('linkedapi-bad', mark === 'bad').text(words);
      button.prop('disabled', mark === undefined);
    };
    tell(undefined, say('account.testing'));
    $.ajax({
      url: 'linkedapi/account/test',
      type: 'POST',
      contentType: 'application/json; charset=utf-8',
      data: JSON.stringify(entered(node)),
    })
      .done((answer: TestAnswer) => {
        if (answer.ok) tell('good', say('account.connected', { name: answer.name, url: answer.url }));
        else tell('bad', say('account.refused', { type: answer.type, message: answer.message }));
      })
      .fail(({ status, statusText }) => {
        tell('bad', say(status === 401 || status === 403 ? 'account.forbidden' : 'account.unanswered', { statusText }));
      });
  });
}

/** What the dialog holds. A token that was not typed anew is left out: the runtime has it. */
function entered({ id }: EditorNode): Record<string, string> {
  const plain = ['mode', 'baseUrl', 'sandboxAccount', 'sandboxSpeed', 'sandboxReading'];
  const secret = ['linkedApiToken', 'identificationToken'].filter((name) => field(name).val() !== unseen);
  return Object.fromEntries([['id', id], ...[...plain, ...secret].map((name) => [name, field(name).val()])]) as Record<
    string,
    string
  >;
}

/** https, or plain http on this machine only: the tokens travel in the headers. */
export function isSafeBaseUrl(value: string): boolean {
  return /^https:\/\/[^\s/]+/i.test(value) || /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i.test(value);
}
