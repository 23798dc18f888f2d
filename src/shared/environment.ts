// Node-RED reads environment variables in two ways. Both follow its code: `mapEnvVarProperties` in
// @node-red/runtime/lib/flows/util.js, and `evaluateEnvProperty` in @node-red/util/lib/util.js.

/**
 * The variable that a configured text stands for as a whole: `${NAME}`, or the older `$(NAME)`. Node-RED replaces such a
 * text before a node sees its configuration. If the variable is not set, the text stays.
 */
export function wholeVariable(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const [, name, old] = /^\$\{(\S+)\}$|^\$\((\S+)\)$/.exec(text) ?? [];
  return name ?? old;
}

/** Whether Node-RED replaces this configured value by an environment variable. */
export const isVariable = (value: unknown): boolean => wholeVariable(value) !== undefined;

/**
 * The value of a typed input of type `env`: its text is the name of a variable, or has `${NAME}` anywhere in it.
 * `valueOf` gives undefined for a variable that is not set; that becomes an empty text.
 */
export function environmentValue(text: string, valueOf: (name: string) => unknown): unknown {
  const whole = /^\$\{([^}]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return valueOf(whole) ?? '';
  if (!/\$\{\S+\}/.test(text)) return valueOf(text) ?? '';
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => (valueOf(name) ?? '') as string);
}
