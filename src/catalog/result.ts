import { z } from 'zod';

/** What a result field holds, for the help. */
export interface ResultFacts {
  name: string;
  type: string;
  help: string;
  values?: readonly string[];
  fields?: ResultFacts[];
}

interface Meta {
  type: string;
  help: string;
  values?: readonly string[];
  shape?: ResultShape;
}
export type ResultShape = Record<string, z.ZodType>;

const registry = new WeakMap<z.ZodType, Meta>();

// The service leaves a fact null when LinkedIn does not show it, so every field may be null.
function field(schema: z.ZodType, meta: Meta) {
  const nullable = schema.nullable();
  registry.set(nullable, meta);
  return nullable;
}

/** Result fields: each says what it holds in one short phrase. */
export const out = {
  text: (help: string) => field(z.string(), { type: 'string', help }),
  url: (help: string) => field(z.url(), { type: 'string', help }),
  time: (help: string) => field(z.iso.datetime(), { type: 'string', help }),
  number: (help: string) => field(z.number(), { type: 'number', help }),
  flag: (help: string) => field(z.boolean(), { type: 'boolean', help }),
  choice: (values: readonly [string, ...string[]], help: string) =>
    field(z.enum(values), { type: 'string', help, values }),
  texts: (help: string) => field(z.array(z.string()), { type: 'array', help }),
  object: (shape: ResultShape, help: string) => field(z.strictObject(shape), { type: 'object', help, shape }),
};

export interface ResultDefinition {
  kind: 'none' | 'object' | 'list';
  shape: ResultShape;
  note?: string;
  /** Fields that another action returns, too, and whose help says what they hold. */
  asIn?: { action: string; fields: readonly string[] };
}

/** Success without data. */
export const nothing = (): ResultDefinition => ({ kind: 'none', shape: {} });
export const object = (shape: ResultShape, note?: string): ResultDefinition => ({
  kind: 'object',
  shape,
  ...(note ? { note } : {}),
});
/** A list; `shape` is that of one row. */
export const list = (shape: ResultShape, note?: string): ResultDefinition => ({
  kind: 'list',
  shape,
  ...(note ? { note } : {}),
});

/** A result that has fields out of `shared` as `action` has them, so that its help need not say again what they hold. */
export function asIn(action: string, shared: ResultShape, result: ResultDefinition): ResultDefinition {
  const fields = Object.keys(result.shape).filter((name) => result.shape[name] === shared[name]);
  return { ...result, asIn: { action, fields } };
}

export function resultFacts(shape: ResultShape): ResultFacts[] {
  return Object.entries(shape).map(([name, schema]) => {
    const meta = registry.get(schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema);
    if (!meta) throw new Error(`Result field "${name}" was not made by an \`out\` helper, so it has no words`);
    const { shape: inner, ...rest } = meta;
    return { name, ...rest, ...(inner ? { fields: resultFacts(inner) } : {}) };
  });
}
