const namespace = '@linkedapi-community/node-red/linkedapi';

/** A text of the dialogs that all nodes share. */
export const say = (key: string, options: Record<string, unknown> = {}): string =>
  RED._(`${namespace}:${key}`, options);
