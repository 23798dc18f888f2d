import { isRecord } from '../shared';

/** What was pasted as a workflow: its document, and the names of the wrappers that were taken off. */
export interface Pasted {
  document: unknown;
  wrappers: string[];
}

/** Pasted text that is neither JSON nor an object literal. Line and column count from 1. */
export class UnreadableText extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    readonly found: string,
  ) {
    super(`${line}:${column} ${found}`);
  }
}

/** Wrappers within wrappers, such as JSON as a text. */
const maxWrappers = 4;

/**
 * Reads what people paste: JSON, an object literal of JavaScript, either of them in a fenced block, and a document inside the
 * parameter of a tool or a request. Throws an UnreadableText.
 */
export function readPasted(text: string): Pasted {
  const wrappers: string[] = [];
  let document = parsed(withoutFence(text));
  while (wrappers.length < maxWrappers) {
    const inner = wrapped(document);
    if (!inner) break;
    wrappers.push(inner.name);
    document = inner.value;
  }
  return { document, wrappers };
}

function withoutFence(text: string): string {
  const [, inside = text] = /```\w*[^\S\n]*\n([\s\S]*?)\n\s*```/.exec(text) ?? [];
  return inside;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(literalAsJson(text));
  }
}

const isAction = (value: unknown): boolean =>
  [value].flat().some((item: unknown) => isRecord(item) && 'actionType' in item);

/** The only member that is an action, a list of actions, or a text or wrapper of one. */
function wrapped(value: unknown, depth = 1): { name: string; value: unknown } | undefined {
  if (!isRecord(value) || isAction(value) || depth > maxWrappers) return undefined;
  const found = Object.entries(value).flatMap(([name, member]) => {
    const inner = typeof member === 'string' ? textAsJson(member) : member;
    return isAction(inner) || wrapped(inner, depth + 1) ? [{ name, value: inner }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function textAsJson(text: string): unknown {
  try {
    return text.includes('actionType') ? parsed(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The signs of a literal: blanks (also invisible ones) and comments, texts, names, numbers, punctuation. */
const tokens =
  /(?<blank>[\s\uFEFF\u200B-\u200D\u2060]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\$]|\\[\s\S])*`)|(?<name>[A-Za-z_$][\w$]*)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<sign>[{}[\],:])/gy;

/** Turns an object literal into JSON. Checks only the signs; JSON.parse does the rest. */
function literalAsJson(text: string): string {
  const parts: { token: string; at: number }[] = [];
  let at = 0;
  while (at < text.length) {
    tokens.lastIndex = at;
    const groups = tokens.exec(text)?.groups;
    if (!groups) throw unreadable(text, at);
    const { blank, text: quoted, name, number, sign } = groups;
    const token = blank === undefined ? (quoted && JSON.stringify(unquoted(quoted))) || name || number || sign : '';
    if (token) parts.push({ token, at });
    at = tokens.lastIndex;
  }
  const json = parts.map(({ token, at: place }, index) => {
    const next = parts[index + 1]?.token;
    if (token === ',' && (next === '}' || next === ']')) return '';
    if (!/^[A-Za-z_$]/.test(token)) return token;
    if (next === ':') return JSON.stringify(token);
    if (!['true', 'false', 'null'].includes(token)) throw unreadable(text, place);
    return token;
  });
  try {
    JSON.parse(json.join(' '));
  } catch {
    throw unreadable(text, faultIn(parts, json));
  }
  return json.join(' ');
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '' };

const unquoted = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, sign: string) =>
      code ? String.fromCharCode(parseInt(code, 16)) : (escapes[sign] ?? sign),
    );

/** Where the tokens stop being JSON: the first place up to which no end could complete them. */
function faultIn(parts: readonly { token: string; at: number }[], json: readonly string[]): number {
  const open: string[] = [];
  const closing: Record<string, string> = { '{': '}', '[': ']' };
  let before = '';
  for (const [index, { at }] of parts.entries()) {
    const token = json[index]!;
    if (token === '') continue;
    const isValue = !/^[}\],:]$/.test(token);
    if (isValue && /["\w}\]]$/.test(before)) return at;
    if (/^[,:]$/.test(token) && (/^[,:{[]$/.test(before) || before === '')) return at;
    if (closing[token]) open.push(closing[token]);
    else if (/^[}\]]$/.test(token) && open.pop() !== token) return at;
    before = token;
  }
  return parts.at(-1)?.at ?? 0;
}

function unreadable(text: string, at: number): UnreadableText {
  const before = text.slice(0, at).split('\n');
  const [found = ''] = /^\S{1,20}/.exec(text.slice(at)) ?? [];
  return new UnreadableText(before.length, before.at(-1)!.length + 1, found);
}
