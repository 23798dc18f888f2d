/** A message of Node-RED. */
export interface Message {
  _msgid?: string;
  payload?: unknown;
  parts?: unknown;
  linkedapi?: unknown;
  [property: string]: unknown;
}
