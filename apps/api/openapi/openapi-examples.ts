import { type ApiDocument, operationsOf, resolve, type Schema } from './openapi-model.ts';

const TIME = '2026-03-01T09:30:00.000Z';
const ULID = '01k9v5yq3n8t2e6w7x4z0b1c2d';

/** The id prefixes of examples, by the field that contains the id. */
const prefixes: Record<string, string> = {
  partner_id: 'ptn',
  endpoint_id: 'ep',
  event_id: 'evt',
  delivery_id: 'dlv',
  endpoints: 'ep',
};

/**
 * Adds an example for every body, generated from the schemas: their own examples first, then those of their fields. Values that cannot be
 * derived from a schema (a text, the id of the described object) need an example there; test/api/openapi/openapi.test.ts lists those that
 * have none.
 */
export function addExamples(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses ?? {})];
    for (const body of bodies) {
      for (const media of Object.values(body?.content ?? {})) {
        if (media.example !== undefined || !media.schema) continue;
        const example = exampleOf(document, media.schema, '');
        if (example !== undefined) media.example = example;
      }
    }
  }
}

/** Undefined if the schema does not contain enough information. */
function exampleOf(document: ApiDocument, from: Schema, name: string): unknown {
  const schema = resolve(document, from);
  const said = from.example ?? from.examples?.[0] ?? schema.example ?? schema.examples?.[0];
  if (said !== undefined) return said;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return exampleOfOne(document, options, name);
  const types = new Set([schema.type].flat());
  if (types.has('null')) return null;
  if (types.has('boolean')) return false;
  if (types.has('array')) return exampleOfList(document, schema, name);
  if (types.has('object')) return exampleOfObject(document, schema);
  if (types.has('integer') || types.has('number')) return exampleOfNumber(schema);
  if (schema.format === 'date-time') return TIME;
  const prefix = prefixes[name];
  return types.has('string') && prefix !== undefined ? `${prefix}_${ULID}` : undefined;
}

function exampleOfOne(document: ApiDocument, options: Schema[], name: string): unknown {
  if (options.some((option) => option.type === 'null')) return null;
  return options.map((option) => exampleOf(document, option, name)).find((example) => example !== undefined);
}

function exampleOfList(document: ApiDocument, { items }: Schema, name: string): unknown {
  const item = items && exampleOf(document, items, name);
  return item === undefined ? undefined : [item];
}

function exampleOfObject(document: ApiDocument, { properties = {}, required = [] }: Schema): unknown {
  const example: Record<string, unknown> = { ...exampleOfBase(document, properties) };
  for (const [property, schema] of Object.entries(properties)) {
    if (property in example) continue;
    const value = exampleOf(document, schema, property);
    if (value !== undefined) example[property] = value;
    else if (required.includes(property)) return undefined;
  }
  return example;
}

/** A detail has all fields of its list item, so it uses the example of the largest schema that it extends. */
function exampleOfBase(document: ApiDocument, properties: Record<string, Schema>): object | undefined {
  const bases = Object.values(document.components?.schemas ?? {}).flatMap((schema) => {
    const example = schema.example ?? schema.examples?.[0];
    const names = Object.keys(schema.properties ?? {});
    const isBase = names.length > 2 && names.every((name) => name in properties);
    return isBase && typeof example === 'object' && example !== null ? [example] : [];
  });
  return bases.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length)[0];
}

/** A small number within the bounds. */
function exampleOfNumber({ minimum = -Infinity, maximum = Infinity }: Schema): number {
  return Math.min(Math.max(1, minimum), maximum);
}
