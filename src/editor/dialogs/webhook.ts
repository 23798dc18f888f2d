import { isUsablePath, isVariable, plainPath } from '../../shared';
import { markMissingSecrets, type Credentials } from '../fields/credentials';
import { namedForm } from './form';
import { say } from '../red/words';

interface WebhookNode extends EditorNode {
  path?: string;
  d?: boolean;
  credentials?: Credentials;
}

const field = (name: string) => $(`#node-input-${name}`);

export function openWebhook(node: WebhookNode): void {
  namedForm();
  markMissingSecrets(node.credentials, ['secret']);
  const url = () => $('#linkedapi-webhook-url').text(say('webhook.url', { url: urlOf(field('path').val() ?? '') }));
  field('path').on('input', url);
  url();
  const mode = () => $('#linkedapi-webhook-secret').toggle(field('unsigned').val() !== 'accept');
  field('unsigned').on('change', mode);
  mode();
}

/** Where Node-RED serves a path, as this browser sees it. */
function urlOf(path: string): string {
  const { httpNodeRoot } = RED.settings;
  return location.origin + plainPath(`${typeof httpNodeRoot === 'string' ? httpNodeRoot : ''}/${path}`);
}

/** True, or why the path cannot be used. */
export function pathProblem(node: WebhookNode, value: unknown): true | string {
  const path = typeof value === 'string' ? value : '';
  if (isVariable(path)) return true;
  if (!isUsablePath(plainPath(path))) return say('webhook.badPath');
  let taken = false;
  RED.nodes.eachNode((other) => {
    taken ||=
      other.type === node.type &&
      other.id !== node.id &&
      !other.d &&
      plainPath((other as { path?: string }).path ?? '') === plainPath(path);
  });
  return taken ? say('webhook.takenPath') : true;
}

const families = ['workflow', 'account', 'inbox', 'network'];

/** The tooltip of an output port. */
export function webhookPortLabel(port: number): string {
  const family = families[port];
  return family === undefined ? say('webhook.portOther') : say('webhook.port', { family });
}
