import { type ApiDocument, operationsOf, type Schema, visitSchema } from './openapi-model.ts';

/** The largest text is no longer than the largest body that can carry it: BODY_LIMIT_BYTES of server.ts. */
const MAX_TEXT = 262_144;
/** What stands in a URL or a header must leave room for the others: Node reads 16 KiB of both together. */
const MAX_PARAMETER = 4_096;
/** No list has more members; those of pages say their own, smaller limit. */
const MAX_ITEMS = 10_000;
const MAX_INT32 = 2_147_483_647;

/** By format; a time may name fractions of a second and an offset. */
const maxLengthOfFormat: Record<string, number> = { 'date-time': 64, uri: 2048, email: 320, uuid: 36 };

/** Ids of ours are a prefix and a ULID. Those of others are as long as their fields say. */
const OWN_ID = /^(id|(?!external_|request_).+_id|[a-z]+_ids|replaced_by|created_by)$/;
const MAX_ID = 64;
/** What callers may send as Request-Id. */
const MAX_REQUEST_ID = 128;

/**
 * What clients allocate by: every text, list and number of the document says how large it can be. Routes say their own
 * limits with zod; this adds the ones that hold for all of them.
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
  // zod's pattern for times counts the days of leap years; the format says it to people and to generators.
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
