import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ApiDocument, Operation, Schema } from '#apps/api/openapi/openapi-model.ts';
import { findBreakingChanges } from '#apps/cli/contract-changes.ts';

const text = { type: 'string' };

function contract(operation: Operation, schemas: Record<string, Schema> = {}): ApiDocument {
  return { paths: { '/things': { post: { operationId: 'makeThing', ...operation } } }, components: { schemas } };
}
const body = (schema: Schema, required = true): Operation => ({ requestBody: { required, content: { 'application/json': { schema } } } });
const answer = (schema: Schema): Operation => ({ responses: { 200: { content: { 'application/json': { schema } } } } });
const query = (name: string, required = false, schema: Schema = text): Operation => ({
  parameters: [{ name, in: 'query', required, schema }],
});
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const scopes = (...names: string[]): Schema => object({ scopes: { type: 'array', items: { enum: names } } });
const needs = (...scopes: string[]): Operation => ({ security: [{ apiKey: scopes }] });

const changes = (before: Operation, after: Operation) =>
  findBreakingChanges(contract(before), contract(after)).map((change) => change.replace('POST /things: ', ''));

test('a path or operation that was removed breaks', () => {
  const both = contract({});
  both.paths = { ...both.paths, '/others': { get: { operationId: 'listOthers' } } };
  expect(findBreakingChanges(both, contract({}))).toEqual(['GET /others was removed']);
  expect(findBreakingChanges(contract({}), both)).toEqual([]);
});

const breaking: [rule: string, before: Operation, after: Operation, change: string][] = [
  ['an operation with another name', {}, { operationId: 'createThing' }, 'operationId makeThing became createThing'],
  ['a new required parameter', {}, query('size', true), 'query parameter size is now required'],
  ['a parameter that became required', query('size'), query('size', true), 'query parameter size is now required'],
  ['a parameter that was removed', query('size'), {}, 'query parameter size was removed'],
  [
    'a parameter with a smaller limit',
    query('n', false, { type: 'integer', maximum: 9 }),
    query('n', false, { type: 'integer', maximum: 5 }),
    'query parameter n: maximum is now 5; it was 9',
  ],
  ['a request body that became required', body(object({}), false), body(object({})), 'the request body is now required'],
  ['a new required body', {}, body(object({})), 'a request body is now required'],
  ['a new required field in a request', body(object({})), body(object({ a: text }, ['a'])), 'request.a: is now required'],
  ['a field of a request that became required', body(object({ a: text })), body(object({ a: text }, ['a'])), 'request.a: is now required'],
  ['a field that requests may not have any more', body(object({ a: text })), body(object({})), 'request.a: was removed'],
  ['another type in a request', body(object({ a: text })), body(object({ a: { type: 'integer' } })), 'request.a: can no longer be string'],
  ['null that is not taken any more', body({ anyOf: [text, { type: 'null' }] }), body(text), 'request: null is no longer accepted'],
  [
    'an enum value that requests may not have any more',
    body({ enum: ['a', 'b'] }),
    body({ enum: ['a'] }),
    'request: no longer accepts "b"',
  ],
  ['a scope that nobody can be granted any more', body(scopes('a', 'b')), body(scopes('a')), 'request.scopes[]: no longer accepts "b"'],
  ['a free text that became an enum in a request', body(text), body({ ...text, enum: ['a'] }), 'request: now accepts only "a"'],
  ['a new pattern in a request', body(text), body({ ...text, pattern: '^a' }), 'request: has a different pattern'],
  ['a new length limit in a request', body(text), body({ ...text, maxLength: 5 }), 'request: maxLength is now 5; it was not set'],
  [
    'a higher minimum in a request',
    body({ type: 'array', items: text }),
    body({ type: 'array', minItems: 1, items: text }),
    'request: minItems is now 1; it was not set',
  ],
  [
    'a request that became closed',
    body({ type: 'object' }),
    body({ type: 'object', additionalProperties: false }),
    'request: no longer accepts additional fields',
  ],
  [
    'a limit deep in a list of a request',
    body({ type: 'array', items: object({ a: text }) }),
    body({ type: 'array', items: object({ a: { ...text, maxLength: 1 } }) }),
    'request[].a: maxLength is now 1; it was not set',
  ],
  ['a response code that was removed', { responses: { 200: {}, 404: {} } }, { responses: { 200: {} } }, 'response 404 was removed'],
  ['a field of an answer that was removed', answer(object({ a: text })), answer(object({})), 'response 200.a: was removed'],
  [
    'a field of an answer that may be missing',
    answer(object({ a: text }, ['a'])),
    answer(object({ a: text })),
    'response 200.a: can now be missing',
  ],
  [
    'a field of an answer that may be null',
    answer(object({ a: text })),
    answer(object({ a: { type: ['string', 'null'] } })),
    'response 200.a: can now be null',
  ],
  ['an answer with null as a new option', answer(text), answer({ anyOf: [text, { type: 'null' }] }), 'response 200: can now be null'],
  ['a new enum value in an answer', answer({ enum: ['a'] }), answer({ enum: ['a', 'b'] }), 'response 200: can now be "b"'],
  ['an enum that became free text in an answer', answer({ ...text, enum: ['a'] }), answer(text), 'response 200: is no longer one of "a"'],
  [
    'a time in an answer that is only text now',
    answer({ ...text, format: 'date-time' }),
    answer(text),
    'response 200: is no longer a date-time',
  ],
  ['another scope', needs('a'), needs('b'), 'apiKey now needs the scope b'],
  ['a credential that is required now', { security: [] }, needs('a'), 'a credential is now required'],
  [
    'a way in that was closed',
    { security: [{ apiKey: [] }, { oauth2: [] }] },
    { security: [{ oauth2: [] }] },
    'apiKey is no longer accepted',
  ],
];
test.each(breaking)('%s breaks', (_, before, after, change) => expect(changes(before, after)).toEqual([change]));

const harmless: [what: string, before: Operation, after: Operation][] = [
  ['a new optional parameter', {}, query('size')],
  ['a new optional field in a request', body(object({})), body(object({ a: text }))],
  ['a field that requests need not have any more', body(object({ a: text }, ['a'])), body(object({ a: text }))],
  ['a further enum value in a request', body({ enum: ['a'] }), body({ enum: ['a', 'b'] })],
  ['a request that may be null now', body(text), body({ anyOf: [text, { type: 'null' }] })],
  ['a larger limit in a request', body({ ...text, maxLength: 5 }), body({ ...text, maxLength: 9 })],
  ['numbers where integers were taken', body({ type: 'integer' }), body({ type: 'number' })],
  ['a new field in an answer', answer(object({})), answer(object({ a: text }, ['a']))],
  ['a new response code', { responses: { 200: {} } }, { responses: { 200: {}, 404: {} } }],
  ['an answer with fewer values', answer({ enum: ['a', 'b'] }), answer({ enum: ['a'] })],
  [
    'a further scope, which a credential has only if somebody granted it',
    { ...body(scopes('a')), ...answer(scopes('a')) },
    { ...body(scopes('a', 'b')), ...answer(scopes('a', 'b')) },
  ],
  ['a further way in', needs('a'), { security: [{ apiKey: ['a'] }, { oauth2: ['a'] }] }],
];
test.each(harmless)('%s does not break', (_, before, after) => expect(changes(before, after)).toEqual([]));

test('changes are found behind references, also in schemas that refer to themselves', () => {
  const node = (value: Schema) => object({ value, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } });
  const use = answer({ $ref: '#/components/schemas/Node' });
  const found = findBreakingChanges(contract(use, { Node: node(text) }), contract(use, { Node: node({ type: 'integer' }) }));
  expect(found).toEqual(['POST /things: response 200.value: can now be integer']);
});

test('what receivers of webhooks would notice breaks, too', () => {
  const header = (name: string, required = true) => ({ name, in: 'header', required, schema: text });
  const webhook = (
    name: string,
    parameters: Operation['parameters'] = [],
    schema: Schema = object({ id: text, type: text }, ['id']),
  ): ApiDocument => ({
    webhooks: { [name]: { post: { ...body(schema), parameters } } },
  });
  const found = (before: ApiDocument, after: ApiDocument) => findBreakingChanges(before, after);
  expect(found(webhook('a'), webhook('b'))).toEqual(['webhook a was removed']);
  expect(found(webhook('a', [header('x')]), webhook('a', [header('x', false)]))).toEqual(['webhook a: header x can now be missing']);
  expect(found(webhook('a'), webhook('a', [], object({ id: { type: 'integer' } })))).toEqual([
    'webhook a: body.id: can now be missing',
    'webhook a: body.id: can now be integer',
    'webhook a: body.type: was removed',
  ]);
  expect(found(webhook('a'), webhook('a', [header('x')], object({ id: text, type: text, more: text }, ['id', 'more'])))).toEqual([]);
  const data = (of: Schema) => webhook('a', [], object({ id: text, type: text, data: of }, ['id', 'data']));
  expect(found(data(object({ n: text }, ['n'])), data(object({ n: { type: 'integer' } })))).toEqual([]);
  expect(found(data(object({})), webhook('a'))).toEqual(['webhook a: body.data: was removed']);
});

test('the documented API does not break itself', () => {
  const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as ApiDocument;
  expect(findBreakingChanges(document, document)).toEqual([]);
});
