import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ApiDocument, Schema } from '#apps/api/openapi/openapi-model.ts';
import { schemaRoots, visitSchema } from '#apps/api/openapi/openapi-model.ts';
import { findUnnamed, nameSchemas } from '#apps/api/openapi/openapi-named.ts';
import { repository } from '#apps/local/settings.ts';

/** The test of the generated files compares it with the code. */
const document = JSON.parse(readFileSync(path.join(repository, 'docs/openapi.json'), 'utf8')) as ApiDocument;
const schemas = document.components?.schemas ?? {};

/** The places of all schemas for which this holds. */
function placesOf(isFault: (schema: Schema) => boolean): string[] {
  const places: string[] = [];
  for (const { owner, part, schema } of schemaRoots(document)) {
    visitSchema(schema, '', (inner, name) => {
      if (isFault(inner)) places.push([owner, part, name].filter((word) => word !== '').join('.'));
    });
  }
  return places;
}

test('every object, enum and union is a component with a name', () => {
  expect(findUnnamed(document).map(({ place }) => place)).toEqual([]);
});

test('no name is numbered, and none is another one in other letters: generated files have the names of schemas', () => {
  const names = Object.keys(schemas);
  expect(names.filter((name) => /\d$/.test(name))).toEqual([]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test('no name is what a generator calls something else: a constructor, a security scheme, a webhook, the parts of an operation', () => {
  const schemes = Object.keys(document.components?.securitySchemes ?? {});
  const operations = Object.values(document.paths ?? {}).flatMap((methods) => Object.values(methods));
  const parts = ['Request', 'Response', 'Responses', 'Params', 'Data', 'Error', 'Errors', 'Req', 'Res', 'JSONBody', 'JSONRequestBody'];
  const webhooks = Object.keys(document.webhooks ?? {}).map((type) => type.replaceAll(/[._]/g, ''));
  const taken = new Set(
    [...schemes, ...webhooks, ...operations.flatMap(({ operationId }) => parts.map((part) => `${operationId}${part}`))].map(lower),
  );
  expect(Object.keys(schemas).filter((name) => taken.has(lower(name)))).toEqual([]);
  expect(Object.keys(schemas).filter((name) => /^(?:New|Nullable)[A-Z]/.test(name))).toEqual([]);
});

const lower = (name: string): string => name.toLowerCase();

test('the names of all constants differ: in Go they share a namespace, with those of the types', () => {
  const constants = Object.values(schemas).flatMap((schema) => schema['x-enum-varnames'] ?? []);
  const all = [...constants, ...Object.keys(schemas)];
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  expect(constants.filter((name) => !/^[A-Z][A-Za-z0-9]+$/.test(name))).toEqual([]);
});

test('no schema has what a common generator cannot compile', () => {
  expect(placesOf(({ format = '', pattern }) => ['date', 'date-time'].includes(format) && pattern !== undefined)).toEqual([]);
  expect(placesOf((schema) => typeof schema.default === 'object' && schema.default !== null)).toEqual([]);
  expect(placesOf(({ $ref, default: standard }) => $ref !== undefined && standard !== undefined)).toEqual([]);
  expect(placesOf(({ minimum = 0 }) => minimum <= Number.MIN_SAFE_INTEGER)).toEqual([]);
  expect(placesOf(({ allOf }) => allOf !== undefined)).toEqual([]);
  expect(placesOf(({ anyOf = [], oneOf = [] }) => [...anyOf, ...oneOf].some(({ type }) => type === 'array') && anyOf.length !== 2)).toEqual(
    [],
  );
});

test('equal schemas share a component, whose name is chosen; two schemas with one name, and names of nothing, are errors', () => {
  const object = (name: string): Schema => ({
    type: 'object',
    properties: { crm: { type: 'object', properties: { [name]: { type: 'string' } } } },
  });
  const of = (given: Record<string, Schema>): ApiDocument => ({ components: { schemas: given } });
  const twice = () => of({ A: object('x'), B: object('x') });
  const named = twice();
  nameSchemas(named, { 'B.crm': 'Crm' });
  expect(Object.keys(named.components?.schemas ?? {})).toEqual(['A', 'B', 'Crm']);
  expect(() => nameSchemas(twice(), {})).toThrow('choose it for A.crm or B.crm in openapi-names.ts');
  expect(() => nameSchemas(of({ A: object('x'), ACrm: { type: 'string' } }), {})).toThrow('choose a name for A.crm in openapi-names.ts');
  expect(() => nameSchemas(of({ A: object('x') }), { 'A.erp': 'Erp' })).toThrow('remove A.erp from openapi-names.ts');
});
