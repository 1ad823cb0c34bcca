import { type ApiDocument, operationsOf, resolve, type Schema, visitSchema } from '#apps/api/openapi/openapi-model.ts';
import { FORM_TYPE, JSON_TYPE } from './sdk-calls.ts';

const PREFIX = '#/components/schemas/';

/**
 * A copy of the document in which every JSON body and every item of a list has a name, so that models are generated for all of
 * them, and no schema says more than a type: bounds, defaults and conditions are the server's business.
 */
export function nameSchemas(contract: ApiDocument): ApiDocument {
  const document = structuredClone(contract);
  const schemas = ((document.components ??= {}).schemas ??= {});
  const given = new Set(Object.keys(schemas));
  const named = (name: string, schema: Schema): Schema => {
    if (schema.$ref !== undefined || (schema.type === 'array' && schema.items?.$ref !== undefined)) return schema;
    if (given.has(name)) throw new Error(`The contract has a schema ${name}, which an SDK needs as a name: give the body its own`);
    schemas[name] = schema;
    return { $ref: `${PREFIX}${name}` };
  };
  for (const { operation } of operationsOf(document)) {
    const name = (operation.operationId ?? '').replace(/^[a-z]/, (letter) => letter.toUpperCase());
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      if (media.schema && isStructured(type)) media.schema = named(`${name}Request`, media.schema);
    }
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      const media = response.content?.[JSON_TYPE];
      if (media?.schema && status.startsWith('2')) media.schema = named(`${name}Response`, media.schema);
    }
  }
  for (const [name, { properties }] of Object.entries(schemas)) {
    if (name.endsWith('List') && properties?.['data']?.items) {
      properties['data'].items = named(`${name}Item`, properties['data'].items);
    }
  }
  for (const schema of Object.values(schemas)) {
    visitSchema(schema, '', (inner) => {
      mergeParts(document, inner);
      keepTypeOnly(inner);
    });
  }
  return document;
}

/** What an SDK writes from fields. Anything else is a text. */
const isStructured = (type: string) => type === JSON_TYPE || type === FORM_TYPE;

/** A schema with more conditions than another one (`allOf`) has its fields, and more of them are required. */
function mergeParts(document: ApiDocument, schema: Schema): void {
  const parts = schema.allOf?.map((part) => resolve(document, part));
  delete schema.allOf;
  if (!parts?.some(({ properties }) => properties)) return;
  schema.type = 'object';
  schema.properties = structuredClone(
    Object.assign({}, ...parts.map(({ properties }) => properties).toReversed()) as Schema['properties'] & {},
  );
  schema.required = [...new Set(parts.flatMap(({ required = [] }) => required))];
}

const SAYS_MORE = [
  ...['pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...[
    'x-enum-varnames',
    'discriminator',
    'default',
    'example',
    'examples',
    'if',
    'then',
    'else',
    'not',
    'propertyNames',
    'multipleOf',
    'uniqueItems',
  ],
];

function keepTypeOnly(schema: Schema): void {
  for (const key of SAYS_MORE) delete (schema as Record<string, unknown>)[key];
  if (schema.properties && Object.keys(schema.properties).length === 0) delete schema.properties;
  if (schema.properties) delete schema.additionalProperties;
  if (schema.additionalProperties === false) delete schema.additionalProperties;
}

/** The names of the schemas that only requests contain. */
export function namesOnlySent(document: ApiDocument): Set<string> {
  const sent = new Set<string>();
  const received = new Set<string>();
  for (const { operation } of operationsOf(document)) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) reach(document, schema, sent);
    for (const response of Object.values(operation.responses ?? {})) {
      for (const { schema } of Object.values(response.content ?? {})) reach(document, schema, received);
    }
  }
  return sent.difference(received);
}

function reach(document: ApiDocument, schema: Schema | undefined, found: Set<string>): void {
  if (!schema) return;
  visitSchema(schema, '', (inner) => {
    const name = inner.$ref?.replace(PREFIX, '');
    if (name === undefined || found.has(name)) return;
    found.add(name);
    reach(document, resolve(document, inner), found);
  });
}
