import { addReached, type ApiDocument, operationsOf, type Schema, visitSchema } from '#apps/api/openapi/openapi-model.ts';
import { FORM_TYPE, JSON_TYPE } from './sdk-calls.ts';

/**
 * A copy of the document in which every JSON body has a name, so that models are generated for all of them (those that can be anything have
 * none), and no schema says more than a type: bounds, defaults and conditions are the server's business.
 */
export function nameSchemas(contract: ApiDocument): ApiDocument {
  const document = structuredClone(contract);
  const schemas = ((document.components ??= {}).schemas ??= {});
  const given = new Set(Object.keys(schemas));
  const named = (name: string, schema: Schema): Schema => {
    if (schema.$ref !== undefined || (schema.type === 'array' && schema.items?.$ref !== undefined)) return schema;
    if (given.has(name)) throw new Error(`The contract has a schema ${name}, which an SDK needs as a name: give the body its own`);
    schemas[name] = schema;
    return { $ref: `#/components/schemas/${name}` };
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
  for (const schema of Object.values(schemas)) visitSchema(schema, '', keepTypeOnly);
  return document;
}

/** What an SDK writes from fields. Anything else is a text. */
const isStructured = (type: string) => type === JSON_TYPE || type === FORM_TYPE;

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
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) if (schema) addReached(document, schema, sent);
    for (const response of Object.values(operation.responses ?? {})) {
      for (const { schema } of Object.values(response.content ?? {})) if (schema) addReached(document, schema, received);
    }
  }
  return sent.difference(received);
}
