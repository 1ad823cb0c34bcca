import { type ApiDocument, operationsOf, type Schema, visitSchema } from './openapi-model.ts';

/** The longest string is limited by the largest body: BODY_LIMIT_BYTES of server.ts. */
const MAX_TEXT = 262_144;
/** A parameter must leave room for others: Node limits URL and headers together to 16 KiB. */
const MAX_PARAMETER = 4_096;
/** No list has more items. Pages declare their own, smaller limit. */
const MAX_ITEMS = 10_000;
const MAX_INT32 = 2_147_483_647;

/** By format. A time can include fractions of a second and an offset. */
const maxLengthOfFormat: Record<string, number> = { date: 10, 'date-time': 64, uri: 2048, email: 320, uuid: 36 };

/** Causeway's ids are a prefix and a ULID. The length of other ids is declared by their fields. */
const OWN_ID = /^(id|(?!external_|request_).+_id|[a-z]+_ids|replaced_by|created_by)$/;
const MAX_ID = 64;
/** The maximum length that callers may send as Request-Id. */
const MAX_REQUEST_ID = 128;

/**
 * Adds limits that clients can allocate by: every string, list and number of the document declares its maximum size. Routes declare their
 * own limits with zod; this adds those that hold for all of them.
 */
export function addLimits(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    for (const { name, schema } of operation.parameters ?? []) if (schema) visitSchema(schema, name, limitTo(MAX_PARAMETER));
  }
  for (const schema of bodySchemas(document)) visitSchema(schema, '', limitTo(MAX_TEXT));
}

function* bodySchemas(document: ApiDocument): Iterable<Schema> {
  yield* Object.values(document.components?.schemas ?? {});
  for (const { operation } of operationsOf(document)) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses ?? {})];
    for (const body of bodies) {
      for (const { schema } of Object.values(body?.content ?? {})) if (schema) yield schema;
    }
  }
}

function limitTo(maxText: number) {
  return (schema: Schema, name: string): void => {
    const types = new Set([schema.type].flat());
    if (types.has('string') && schema.enum === undefined && schema.const === undefined) limitText(schema, name, maxText);
    if (types.has('integer')) schema.format ??= isInt32(schema) ? 'int32' : 'int64';
    if (types.has('array')) schema.maxItems ??= MAX_ITEMS;
  };
}

function limitText(schema: Schema, name: string, maxText: number): void {
  // zod's pattern for times handles leap years. The format is enough for people and generators.
  if (schema.format === 'date-time') delete schema.pattern;
  const ofFormat = schema.format === undefined ? undefined : maxLengthOfFormat[schema.format];
  schema.maxLength ??= ofFormat ?? maxLengthOfId(name) ?? maxText;
}

function maxLengthOfId(name: string): number | undefined {
  if (name === 'request_id') return MAX_REQUEST_ID;
  return OWN_ID.test(name) ? MAX_ID : undefined;
}

function isInt32({ minimum = -Infinity, maximum = Infinity }: Schema): boolean {
  return minimum >= -MAX_INT32 && maximum <= MAX_INT32;
}
