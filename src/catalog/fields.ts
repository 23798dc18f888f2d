import { z } from 'zod';
import type { FieldFacts, FieldKind } from './facts/action-facts';
import { textForms, type TextFormName } from './facts/text-forms';
import { isEmail, isIsoTime, isUrl, urlForms, type UrlForm } from './facts/urls';

/** What a field says to people: its label in the panel, one sentence of help, an example in the empty input. */
export interface Words {
  label: string;
  help: string;
  placeholder?: string;
  unit?: string;
}

type Meta = Omit<FieldFacts, 'name' | 'fields'>;
type Extra = Partial<Omit<Meta, 'required' | 'kind'>>;
/** What it means when a message does not bring the value; see the facts of the same names. */
type Role = Pick<FieldFacts, 'target' | 'filter' | 'omitEmpty'>;
type Preset = Pick<FieldFacts, 'preset' | 'usual'>;
interface Need<R extends boolean = boolean> {
  required?: R;
}
type Maybe<T extends z.ZodType, R extends boolean> = R extends true ? T : z.ZodOptional<T>;

const registry = new WeakMap<z.ZodType, Meta>();

function field<T extends z.ZodType, R extends boolean = false>(
  schema: T,
  kind: FieldKind,
  words: Words & Need<R> & Extra,
): Maybe<T, R> {
  const { required, ...rest } = words;
  const outer = required ? schema : schema.optional();
  registry.set(outer, { kind, ...rest, ...(required ? { required: true as const } : {}) });
  return outer as unknown as Maybe<T, R>;
}

interface Length {
  min?: number;
  max?: number;
  long?: true;
}

/** Free text, or one of a form; `min` and `max` count characters. */
export function text<R extends boolean = false>(
  words: Words & Need<R> & Length & Role & { form?: TextFormName; formerly?: string },
) {
  let schema = z.string();
  if (words.min !== undefined) schema = schema.min(words.min);
  if (words.max !== undefined) schema = schema.max(words.max);
  if (words.form !== undefined) {
    const { pattern, examples } = textForms[words.form];
    schema = schema.regex(pattern, `must be like ${examples.join(' or ')}`);
  }
  return field(schema, 'text', words);
}

/** An address, as a rule one on LinkedIn, and what it leads to. */
export function url<R extends boolean = false>(of: UrlForm, words: Words & Need<R> & Omit<Role, 'omitEmpty'>) {
  const schema = z.string().refine((value) => isUrl(value, of), `must be like ${urlForms[of].says}`);
  return field(schema, 'url', { ...words, of });
}

export function email<R extends boolean = false>(words: Words & Need<R> & Pick<Role, 'omitEmpty'>) {
  return field(z.string().refine(isEmail, 'must be an e-mail address'), 'email', words);
}

/** An ISO 8601 day or moment. */
export function time<R extends boolean = false>(words: Words & Need<R> & Pick<Role, 'filter'>) {
  return field(z.string().refine(isIsoTime, 'must be an ISO 8601 date or time'), 'time', words);
}

/** A whole number within bounds; with `softMax` the upper bound is only hinted at. */
export function integer<R extends boolean = false>(
  words: Words & Need<R> & Preset & { min: number; max: number; softMax?: true },
) {
  const schema = z.number().int().min(words.min);
  return field(words.softMax ? schema : schema.max(words.max), 'integer', words);
}

export function flag<R extends boolean = false>(words: Words & Need<R> & Preset) {
  return field(z.boolean(), 'boolean', words);
}

/** One of a fixed set of values. */
export function choice<const V extends readonly [string, ...string[]], R extends boolean = false>(
  values: V,
  words: Words & Need<R> & Preset,
) {
  return field(z.enum(values), 'choice', { ...words, values });
}

/** Any number of texts; a match with one of them is enough. */
export function texts<R extends boolean = false>(words: Words & Need<R>) {
  return field(z.array(z.string().min(1)), 'texts', words);
}

/** Any number out of a fixed set of values. */
export function choices<const V extends readonly [string, ...string[]], R extends boolean = false>(
  values: V,
  words: Words & Need<R>,
) {
  return field(z.array(z.enum(values)), 'choices', { ...words, values });
}

/** A nested object whose fields are shown as rows of their own under a heading. */
export function group<S extends Record<string, z.ZodType>>(shape: S, words: Words & Pick<Role, 'filter'>) {
  return made(field(z.strictObject(shape), 'group', words), shape);
}

/** A list of objects that have the same fields. */
export function rows<S extends Record<string, z.ZodType>, R extends boolean = false>(
  shape: S,
  words: Words & Need<R> & { max?: number },
) {
  const list = z.array(z.strictObject(shape));
  return made(field<typeof list, R>(words.max === undefined ? list : list.max(words.max), 'rows', words), shape);
}

/** The same; a text means a row with only the field `shorthand`. */
export function namedRows<K extends string, S extends Record<string, z.ZodType> & Record<K, z.ZodString>>(
  shape: S,
  words: Words & { shorthand: K },
) {
  const one: z.ZodString = shape[words.shorthand];
  return made(field(z.array(z.union([one, z.strictObject(shape)])), 'rows', words), shape);
}

const shapes = new WeakMap<z.ZodType, Record<string, z.ZodType>>();

function made<T>(schema: T, shape: Record<string, z.ZodType>): T {
  shapes.set(schema as z.ZodType, shape);
  return schema;
}

/** An object of texts under names that are the user's own. */
export function record(words: Words) {
  return field(z.record(z.string().min(1), z.string().min(1)), 'record', words);
}

/** The facts of a shape's fields, in order of declaration. */
export function fieldFacts(shape: Record<string, z.ZodType>): FieldFacts[] {
  return Object.entries(shape).map(([name, schema]) => {
    const meta = registry.get(schema);
    if (!meta) throw new Error(`Field "${name}" was not made by a field helper, so it has no words`);
    const facts: FieldFacts = { name, ...meta };
    const inner = shapes.get(schema);
    if (inner) facts.fields = fieldFacts(inner);
    return facts;
  });
}
