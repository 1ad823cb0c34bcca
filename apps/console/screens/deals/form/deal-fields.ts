import type { Schema } from '#apps/console/api/schema.ts';

/** The part of JSON Schema that draws a form. */
interface JsonSchema {
  type?: string;
  format?: string;
  description?: string;
  maxLength?: number;
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  allOf?: JsonSchema[];
  if?: JsonSchema;
  then?: JsonSchema;
}

export type Values = Record<string, unknown>;

interface Named {
  name: string;
  hint: string | undefined;
}
export type Field = Named &
  (
    | { kind: 'text' | 'long' | 'number' | 'date' | 'email' | 'yes' | 'texts' }
    | { kind: 'choice'; options: readonly string[] }
    | { kind: 'group'; fields: readonly Field[] }
    | { kind: 'groups'; fields: readonly Field[] }
  );

/** Texts that may be longer get more than a line. */
const LONG_TEXT = 1_000;
/** What a person does not fill in. */
const hidden = new Set(['partner_id', 'metadata']);

/** The fields of a submission, in the order of their schema. */
export function fieldsOf(schema: Schema<'DealSchema'>): Field[] {
  return propertiesOf(schema as JsonSchema).filter(({ name }) => !hidden.has(name));
}

function propertiesOf(schema: JsonSchema): Field[] {
  const parts = [schema, ...(schema.allOf ?? [])];
  // The first part with a name describes it; others only require it.
  const properties = new Map(parts.toReversed().flatMap((part) => Object.entries(part.properties ?? {})));
  const order = new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})));
  return [...order].flatMap((name) => fieldOf(name, properties.get(name) ?? {}) ?? []);
}

function fieldOf(name: string, schema: JsonSchema): Field | undefined {
  const { type, format, enum: options, items, description: hint } = schema;
  const named = { name, hint };
  if (options) return { ...named, kind: 'choice', options: options.map(String) };
  if (type === 'object' || schema.properties || schema.allOf) {
    const fields = propertiesOf(schema);
    return fields.length === 0 ? undefined : { ...named, kind: 'group', fields };
  }
  if (type === 'array') return items?.properties ? { ...named, kind: 'groups', fields: propertiesOf(items) } : { ...named, kind: 'texts' };
  if (type === 'boolean') return { ...named, kind: 'yes' };
  if (type === 'integer' || type === 'number') return { ...named, kind: 'number' };
  if (format === 'date' || format === 'email') return { ...named, kind: format };
  return { ...named, kind: (schema.maxLength ?? 0) > LONG_TEXT && name !== 'website' ? 'long' : 'text' };
}

/** The pointers of what must be there, given what is filled in: some fields are required only because of others. */
export function requiredOf(schema: Schema<'DealSchema'>, values: Values): Set<string> {
  return new Set(pointersIn(schema, values, values, ''));
}

function pointersIn(schema: JsonSchema, value: unknown, all: Values, pointer: string): string[] {
  const parts = [schema, ...(schema.allOf ?? [])].filter((part) => part.if === undefined);
  const then = (schema.allOf ?? []).flatMap((part) => (part.if && part.then && holds(part.if, all) ? [part.then] : []));
  return [...parts, ...then].flatMap((part) => [
    ...(part.required ?? []).map((name) => `${pointer}/${name}`),
    ...Object.entries(part.properties ?? {}).flatMap(([name, inner]) =>
      pointersIn(inner, memberOf(value, name), all, `${pointer}/${name}`),
    ),
  ]);
}

function holds(condition: JsonSchema, value: unknown): boolean {
  if (condition.const !== undefined) return condition.const === value;
  return Object.entries(condition.properties ?? {}).every(([name, inner]) => holds(inner, memberOf(value, name)));
}

export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Values)[name] : undefined;
