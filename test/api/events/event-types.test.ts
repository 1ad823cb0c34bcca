import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import { insertEventType, insertSchema } from '#db/events/event-type.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tester } from '#test/support/tester.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

const schema = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };

function send(method: 'POST' | 'PATCH', url: string, payload: object, headers = api.headers) {
  return api.app.inject({ method, url: `/api/v1${url}`, headers, payload });
}
const get = (url: string, headers = api.headers) => api.app.inject({ url: `/api/v1${url}`, headers });
const publish = (type: string, data: object) => send('POST', '/events', { type, data });

test('a new type can be used immediately', async () => {
  const created = await send('POST', '/event-types', { name: 'order.placed', description: 'An order', schema });
  expect(created.statusCode).toBe(201);
  expect(created.headers.location).toBe('/api/v1/event-types/order.placed');
  expect(created.json()).toMatchObject({
    name: 'order.placed',
    description: 'An order',
    deprecated: false,
    version: 1,
    schema,
  });
  expect((await publish('order.placed', { id: '1' })).statusCode).toBe(202);
  expect((await publish('order.placed', {})).statusCode).toBe(422);
});

test('a version takes effect as soon as it was added, and events keep the version they were checked against', async () => {
  await send('POST', '/event-types', { name: 'order.paid', schema });
  const before = (await publish('order.paid', { id: '1' })).json();
  const stricter = { ...schema, required: ['id', 'total'] };
  const added = await send('POST', '/event-types/order.paid/versions', { schema: stricter });
  expect(added.statusCode).toBe(201);
  expect(added.json()).toMatchObject({
    version: 2,
    schema: stricter,
    versions: [{ version: 2 }, { version: 1, schema }],
  });
  expect((await publish('order.paid', { id: '1' })).json().code).toBe('invalid_payload');
  const after = (await publish('order.paid', { id: '1', total: 1 })).json();
  expect((await get(`/events/${before.id}`)).json().schema_version).toBe(1);
  expect((await get(`/events/${after.id}`)).json().schema_version).toBe(2);
});

test('versions that are added at the same moment are all stored', async () => {
  await send('POST', '/event-types', { name: 'order.raced', schema });
  const replies = await Promise.all([1, 2, 3].map(() => send('POST', '/event-types/order.raced/versions', { schema })));
  expect(replies.map((reply) => reply.statusCode)).toEqual([201, 201, 201]);
  expect((await get('/event-types/order.raced')).json().version).toBe(4);
});

test('a type that another process created can be used here with its first event', async () => {
  const catalogue = createEventTypeCatalogue(api.db.sql, api.evaluator.schemas);
  expect(await catalogue.find('elsewhere.made')).toBeUndefined();
  await insertEventType(api.db.sql, { name: 'elsewhere.made', description: '', schema }, tester);
  expect(await catalogue.find('elsewhere.made')).toMatchObject({ version: 1 });
});

test('a type that another process changed takes effect here within two seconds', async () => {
  let time = 0;
  const catalogue = createEventTypeCatalogue(api.db.sql, api.evaluator.schemas, { now: () => time });
  await insertEventType(api.db.sql, { name: 'elsewhere.changed', description: '', schema }, tester);
  expect(await catalogue.find('elsewhere.changed')).toMatchObject({ version: 1 });
  await insertSchema(api.db.sql, 'elsewhere.changed', { after: 1, schema }, tester);
  time = 2_000;
  expect(await catalogue.find('elsewhere.changed')).toMatchObject({ version: 2 });
});

test('the description and the deprecation can be changed, and nothing else', async () => {
  await send('POST', '/event-types', { name: 'order.changed', schema });
  const changed = await send('PATCH', '/event-types/order.changed', { description: 'New\nwords', deprecated: true });
  expect(changed.json()).toMatchObject({ description: 'New\nwords', deprecated: true, version: 1 });
  const refused = await send('PATCH', '/event-types/order.changed', { name: 'other' });
  expect(refused.json().errors).toMatchObject([{ pointer: '/name', code: 'unknown_field' }]);
});

test('types are listed by name, in pages', async () => {
  const names: string[] = [];
  let url = '/event-types?limit=2';
  for (let page = (await get(url)).json(); ; page = (await get(url)).json()) {
    names.push(...page.data.map((type: { name: string }) => type.name));
    if (!page.has_more) break;
    url = `/event-types?limit=2&cursor=${page.next_cursor}`;
  }
  expect(names).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('order.placed');
});

test('a partner can read types but not write them', async () => {
  const partner = await api.partner();
  expect((await get('/event-types/order.placed', partner.headers)).statusCode).toBe(200);
  expect((await get('/event-types', partner.headers)).statusCode).toBe(200);
  for (const [method, url] of [
    ['POST', '/event-types'],
    ['PATCH', '/event-types/order.placed'],
    ['POST', '/event-types/order.placed/versions'],
  ] as const) {
    expect((await send(method, url, {}, partner.headers)).json().code).toBe('platform_key_required');
  }
});

test('an existing name is rejected, with what to do instead', async () => {
  const reply = await send('POST', '/event-types', { name: 'order.placed', schema });
  expect([reply.statusCode, reply.json().code]).toEqual([409, 'event_type_exists']);
  expect(reply.json().detail).toContain('/versions');
});

test('an unknown type is a 404', async () => {
  expect((await get('/event-types/no.such')).statusCode).toBe(404);
  expect((await send('PATCH', '/event-types/no.such', {})).statusCode).toBe(404);
  expect((await send('POST', '/event-types/no.such/versions', { schema })).statusCode).toBe(404);
});

test.each(['', 'a b', '.a', 'a..b', 'a.', 'ä', 'x'.repeat(129)])('"%s" is no name for a type', async (name) => {
  const reply = await send('POST', '/event-types', { name, schema });
  expect([reply.statusCode, reply.json().errors[0].field]).toEqual([400, 'name']);
});

test('names that begin with causeway. are reserved', async () => {
  const reply = await send('POST', '/event-types', { name: 'causeway.mine', schema });
  expect([reply.statusCode, reply.json().code]).toEqual([422, 'reserved_event_type']);
});

describe('an unusable schema is rejected', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['wrong types of keywords', { type: 'objekt', required: 'id' }, /required|type/],
    ['a misspelt keyword, which would check nothing', { type: 'object', requird: ['id'] }, /requird/],
    ['a reference to another document', { $ref: 'https://example.com/schema.json' }, /example\.com/],
    ['a reference to nothing', { $ref: '#/$defs/missing' }, /missing/],
    [
      'a pattern that is not a regular expression',
      { type: 'object', properties: { a: { type: 'string', pattern: '(' } } },
      /regular expression/i,
    ],
    ['an unknown format', { properties: { a: { type: 'string', format: 'phone' } } }, /phone/],
    ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }, /2020-12/],
    ['asynchronous validation', { $async: true, type: 'object' }, /asynchronous/],
    ['more than 64 KiB', { description: 'x'.repeat(65_536) }, /64 KiB/],
    ['U+0000, which cannot be stored', { description: 'a\0b' }, /U\+0000/],
  ])('%s', async (_name, bad, reason) => {
    const reply = await send('POST', '/event-types', { name: 'never.made', schema: bad });
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'invalid_schema']);
    expect(JSON.stringify(reply.json())).toMatch(reason);
    expect((await get('/event-types/never.made')).statusCode).toBe(404);
  });

  test('two types may use the same $id, extensions and internal references', async () => {
    const shared = {
      $id: 'https://example.com/same',
      $defs: { money: { type: 'string', pattern: '^[0-9]+$' } },
      properties: { 'x-amount': { $ref: '#/$defs/money' } },
      'x-owner': 'sales',
    };
    for (const name of ['same.one', 'same.two']) {
      expect((await send('POST', '/event-types', { name, schema: shared })).statusCode).toBe(201);
    }
    expect((await publish('same.one', { 'x-amount': 'much' })).json().errors).toMatchObject([
      { pointer: '/data/x-amount', code: 'invalid_format', legacy_code: 'pattern' },
    ]);
    expect((await publish('same.two', { 'x-amount': '12' })).statusCode).toBe(202);
  });
});
