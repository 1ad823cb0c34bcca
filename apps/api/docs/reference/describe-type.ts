import { escapeHtml } from '#apps/api/http/html.ts';
import type { Schema } from '#apps/api/openapi/openapi-model.ts';

const SCHEMAS = '/docs/api/schemas';
const code = (text: string) => `<code>${escapeHtml(text)}</code>`;
const showValue = (value: unknown): string => code(typeof value === 'string' ? value : JSON.stringify(value));
/** A link to a named schema, by its reference or its name. */
const linkToSchema = (name: string): string => `<a href="${SCHEMAS}#${encodeURIComponent(name)}">${escapeHtml(name)}</a>`;
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** The type of a schema in words, as HTML, with links to named schemas. The fields of an object are not part of it. */
export function describeType(schema: Schema): string {
  if (schema.$ref !== undefined) return linkToSchema(nameOf(schema.$ref));
  if (schema.const !== undefined) return showValue(schema.const);
  if (schema.enum) return schema.enum.map(showValue).join(', ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(describeType))].join(' or ');
  if (schema.allOf && !schema.properties) return schema.allOf.map(describeType).join(' and ');
  if (schema.items) return `list of ${describeType(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `map of ${describeType(schema.additionalProperties)}`;
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any value'];
  return `${types.join(' or ')}${schema.format === undefined ? '' : ` (${escapeHtml(schema.format)})`}`;
}

/** The bounds of a value, in words, as HTML; empty if it has none. */
export function describeBounds(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  return [
    range(minimum ?? schema.exclusiveMinimum, maximum ?? schema.exclusiveMaximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    schema.pattern === undefined ? '' : `pattern ${code(schema.pattern)}`,
    schema.default === undefined ? '' : `default ${showValue(schema.default)}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  if (min === undefined && max === undefined) return '';
  if (min === undefined) return `at most ${max}${unit}`;
  return max === undefined ? `at least ${min}${unit}` : `${min} to ${max}${unit}`;
}

/** A field of an object, or of an object within it: `customer.website`, `errors[].code`. */
interface Field {
  path: string;
  isRequired: boolean;
  schema: Schema;
}

/** The fields of an object and of the unnamed objects in it, in their order. */
export function fieldsOf(schema: Schema, prefix = ''): Field[] {
  const required = new Set(schema.required ?? []);
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    { path: `${prefix}${name}`, isRequired: required.has(name), schema: inner },
    ...fieldsOf(inner, `${prefix}${name}.`),
  ]);
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [
    ...own,
    ...parts.flatMap((part) => fieldsOf(part, prefix)),
    ...(schema.items ? fieldsOf(schema.items, `${prefix.replace(/\.$/, '')}[].`) : []),
  ];
}
