import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStoredContracts } from '#apps/api/events/event-type-contract.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import { eq } from '#db/drizzle.ts';
import { delivery } from '#db/schema.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
const settings = Settings.parse({ webhooks: { transformation: { timeout_ms: 1_000 } } });
beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
  partner = await api.partner();
});
afterAll(() => api.close());

let names = 0;
/** A type with a schema of its own and one example. */
async function newType(example: unknown = { amount: '10.00' }): Promise<string> {
  const name = `shape.t${++names}`;
  const { status } = await send('POST', '/event-types', { name, schema: object('amount'), examples: [example] }, api.headers);
  expect(status).toBe(201);
  return name;
}
const object = (field: string, type = 'string') => ({ type: 'object', required: [field], properties: { [field]: { type } } });
const addVersion = (type: string, version: object) => send('POST', `/event-types/${type}/versions`, version, api.headers);
const url = 'https://partner.example/hook';
const endpointOf = async (fields: object = {}, owner = partner) => {
  const { status, body } = await send('POST', '/endpoints', { url, ...fields }, owner.headers);
  expect(status).toBe(201);
  return body;
};
const preview = (id: string, body: object, headers = partner.headers) =>
  send('POST', `/endpoints/${id}/transformation/preview`, body, headers);

async function send(method: 'POST' | 'PATCH' | 'GET', path: string, payload?: object, headers: object = partner.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}

describe('a transformation', () => {
  test('can be stored, shown, changed and removed', async () => {
    const type = await newType();
    const endpoint = await endpointOf({ event_types: [type], schema_versions: { [type]: 1 }, transformation: '{ "a": amount }' });
    expect(endpoint).toMatchObject({ schema_versions: { [type]: 1 }, transformation: '{ "a": amount }' });
    const { body } = await send('PATCH', `/endpoints/${endpoint.id}`, { transformation: null, schema_versions: {} });
    expect(body).toMatchObject({ schema_versions: {}, transformation: null });
  });

  test.each([
    ['does not parse', '{ "a": ', 'invalid_transformation', /S0203/],
    ['is not deterministic', '{ "a": $random() }', 'invalid_transformation', /not available/],
    ['is longer than 16 KiB', `{ "a": "${'x'.repeat(16 * 1024)}" }`, 'too_long', /16 KiB/],
    ['is empty', '', 'too_short', /at least 1/],
  ])('that %s is rejected', async (_, transformation, code, message) => {
    const { status, body } = await send('POST', '/endpoints', { url, event_types: [await newType()], transformation });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { in: 'body', pointer: '/transformation', code, message: expect.stringMatching(message), field: 'transformation' },
    ]);
  });

  test('is tested with the examples of every type that the endpoint receives, and every failure is reported', async () => {
    const [fits, fails, failsToo] = [await newType(), await newType({ amount: 'much' }), await newType({ amount: 'more' })];
    const shape = { url, transformation: '{ "n": $number(amount) }' };
    expect((await send('POST', '/endpoints', { ...shape, event_types: [fits] })).status).toBe(201);
    const { status, body } = await send('POST', '/endpoints', { ...shape, event_types: [fits, fails, failsToo] });
    expect(status).toBe(400);
    expect(body.errors.map((fault: { message: string }) => fault.message)).toEqual([
      expect.stringContaining(`D3030), for example 1 of ${fails} (version 1)`),
      expect.stringContaining(`D3030), for example 1 of ${failsToo} (version 1)`),
    ]);
  });

  test('is tested again when the event types of the endpoint change', async () => {
    const [fits, fails] = [await newType(), await newType({ amount: 'much' })];
    const { id } = await endpointOf({ event_types: [fits], transformation: '{ "n": $number(amount) }' });
    const { status, body } = await send('PATCH', `/endpoints/${id}`, { event_types: [fits, fails] });
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain(fails);
  });

  test('releases, when it is changed, only the deliveries that were held for it on this endpoint', async () => {
    const type = await newType();
    const [one, other] = [await endpointOf({ event_types: [type] }), await endpointOf({ event_types: [type] })];
    await send('POST', '/events', { type, data: { amount: '1' }, partner_ids: [partner.id] }, api.headers);
    const hold = { status: 'held', holdReason: 'transformation', holdDetail: 'the transformation failed' } as const;
    await api.db.orm.update(delivery).set(hold).where(eq(delivery.eventType, type));
    api.workflowCalls.length = 0;
    await send('PATCH', `/endpoints/${one.id}`, { description: 'other' });
    expect(await reasonsOf(one.id)).toEqual([['transformation', 'the transformation failed']]);
    await send('PATCH', `/endpoints/${one.id}`, { transformation: '{ "a": amount }' });
    expect(await reasonsOf(one.id)).toEqual([['replay', null]]);
    expect(await reasonsOf(other.id)).toEqual([['transformation', 'the transformation failed']]);
    expect(api.workflowCalls).toEqual([{ call: 'release', ids: [one.id] }]);
  });

  const reasonsOf = async (endpointId: string) =>
    (await api.db.orm.select().from(delivery).where(eq(delivery.endpointId, endpointId))).map((row) => [row.holdReason, row.holdDetail]);
});

describe('schema_versions', () => {
  test('that cannot be produced are all rejected', async () => {
    const [type, gap] = [await newType(), await newType()];
    await addVersion(gap, { schema: object('sum') });
    await addVersion(gap, { schema: object('total'), examples: [{ total: '1' }], down_conversion: '{ "sum": total }' });
    const { status, body } = await send('POST', '/endpoints', { url, schema_versions: { 'no.such': 1, [type]: 2, [gap]: 1 } });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      expect.objectContaining({ pointer: '/schema_versions/no.such', field: 'schema_versions.no.such', code: 'unknown_event_type' }),
      expect.objectContaining({ field: `schema_versions.${type}`, code: 'unknown_version' }),
      expect.objectContaining({
        field: `schema_versions.${gap}`,
        code: 'missing_down_conversion',
        message: expect.stringContaining('from version 2'),
      }),
    ]);
    await endpointOf({ schema_versions: { [gap]: 2 } });
  });

  test('and a concurrent new version never leave a pin that cannot be produced', async () => {
    const type = await newType();
    const { id } = await endpointOf();
    const [pinned, added] = await Promise.all([
      send('PATCH', `/endpoints/${id}`, { schema_versions: { [type]: 1 } }),
      addVersion(type, { schema: object('total') }),
    ]);
    expect([
      [200, 409],
      [400, 201],
    ]).toContainEqual([pinned.status, added.status]);
  });
});

describe('a version of an event type', () => {
  test('shows its examples and its down-conversion', async () => {
    const type = await newType();
    const added = { schema: object('total'), examples: [{ total: '1.00' }], down_conversion: '{ "amount": total }' };
    expect((await addVersion(type, added)).status).toBe(201);
    const { body } = await send('GET', `/event-types/${type}`);
    expect(body.versions).toMatchObject([
      { version: 2, ...added },
      { version: 1, examples: [{ amount: '10.00' }], down_conversion: null },
    ]);
  });

  test.each([
    ['without an example', { examples: [] }, ['examples']],
    ['with an example that does not fit', { examples: [{ total: 1 }, { total: '1' }] }, ['/examples/0/total', 'down_conversion']],
    ['with one that does not parse', { down_conversion: '{' }, ['down_conversion']],
    ['with one that fails', { down_conversion: '$error("no")' }, ['down_conversion']],
    ['with one that makes what the older schema refuses', { down_conversion: '{ "amount": $number(total) }' }, ['down_conversion']],
  ])('%s, or a down-conversion that breaks the contract, is rejected with every error', async (_, change, fields) => {
    const type = await newType();
    const added = { schema: object('total'), examples: [{ total: '1.00' }], down_conversion: '{ "amount": total }' };
    const { status, body } = await addVersion(type, { ...added, ...change });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'broken_contract' });
    expect(body.errors.map((fault: { field: string }) => fault.field)).toEqual(fields);
    expect((await send('GET', `/event-types/${type}`)).body.version).toBe(1);
  });

  test('without a down-conversion is rejected while endpoints pin one, and the error shows how many', async () => {
    const type = await newType();
    for (let n = 0; n < 2; n++) await endpointOf({ schema_versions: { [type]: 1 } });
    const { status, body } = await addVersion(type, { schema: object('total') });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'event_type_pinned' });
    expect(body.detail).toContain('2 endpoints pin');
  });
});

test('every stored version is checked against its predecessor; a violation is found', async () => {
  const evaluator = createEvaluator(() => settings);
  expect(await checkStoredContracts(api.db.sql, evaluator)).toEqual([]);
  const type = await newType();
  await addVersion(type, { schema: object('total'), examples: [{ total: '1.00' }], down_conversion: '{ "amount": total }' });
  await api.db.sql`update event_type_version set down_conversion = '{ "sum": total }' where event_type = ${type} and version = 2`;
  const broken = await checkStoredContracts(api.db.sql, evaluator);
  evaluator.close();
  expect(broken).toEqual([
    {
      type,
      version: 2,
      faults: [expect.objectContaining({ code: 'misfit', message: expect.stringContaining('/data/amount is required') })],
    },
  ]);
  await api.db.sql`update event_type_version set down_conversion = '{ "amount": total }' where event_type = ${type} and version = 2`;
});

describe('a preview', () => {
  test('shows a sample transformed by the stored transformation and by another one', async () => {
    const type = await newType();
    const { id } = await endpointOf({ event_types: [type], transformation: '{ "a": amount }' });
    const sample = { type, data: { amount: '12.00' } };
    expect(await preview(id, { sample })).toEqual({
      status: 200,
      body: { data: { a: '12.00' }, bytes: 13, duration_ms: expect.any(Number) },
    });
    expect((await preview(id, { sample, transformation: '[amount]' })).body.data).toEqual(['12.00']);
    expect((await preview(id, { sample, transformation: null })).body.data).toEqual({ amount: '12.00' });
    expect((await send('GET', `/endpoints/${id}`)).body).toMatchObject({ transformation: '{ "a": amount }', version: 1 });
  });

  test('shows a past event as it would be sent, in the pinned version', async () => {
    const type = await newType();
    await addVersion(type, { schema: object('total'), examples: [{ total: '1.00' }], down_conversion: '{ "amount": total }' });
    const { id } = await endpointOf({ event_types: [type] });
    const event = (await send('POST', '/events', { type, data: { total: '3.00' } }, api.headers)).body;
    const body = {
      event_id: event.id,
      schema_versions: { [type]: 1 },
      transformation: '{ "e": $event.id, "a": amount, "v": $event.version }',
    };
    expect((await preview(id, body)).body.data).toEqual({ e: event.id, a: '3.00', v: 1 });
  });

  test('explains an error', async () => {
    const type = await newType();
    const { id } = await endpointOf();
    const { status, body } = await preview(id, { sample: { type, data: { amount: 'x' } }, transformation: '{ "n": $number(amount) }' });
    expect({ status, code: body.code, detail: body.detail }).toEqual({
      status: 422,
      code: 'transformation_failed',
      detail: 'The transformation failed at character 15: Unable to cast value to a number: "x" (D3030)',
    });
    const fault = { pointer: '/transformation', code: 'transformation_failed', field: 'transformation', legacy_code: 'D3030' };
    expect(body.errors).toEqual([expect.objectContaining(fault)]);
  });

  test.each([
    ['neither an event nor a sample', {}, 'event_id'],
    ['both', { event_id: 'evt_1', sample: { type: 'webhook.test', data: {} } }, 'event_id'],
    ['a type that there is not', { sample: { type: 'no.such', data: {} } }, 'sample.type'],
    ['a version that there is not', { sample: { type: 'webhook.test', version: 2, data: {} } }, 'sample.version'],
    ['a sample without data', { sample: { type: 'webhook.test' } }, 'sample.data'],
    [
      'versions that cannot be produced',
      { sample: { type: 'webhook.test', data: {} }, schema_versions: { 'no.such': 1 } },
      'schema_versions.no.such',
    ],
  ])('of %s is rejected', async (_, body, field) => {
    const { id } = await endpointOf();
    const reply = await preview(id, body);
    expect(reply.status).toBe(400);
    expect(reply.body.errors[0].field).toBe(field);
  });

  test("rejects events that the endpoint's partner did not receive, and endpoints of another partner", async () => {
    const type = await newType();
    const [{ id }, other] = [await endpointOf({ event_types: [type] }), await api.partner()];
    const theirs = await endpointOf({ event_types: [type] }, other);
    const event = (await send('POST', '/events', { type, data: { amount: '1' }, partner_ids: [other.id] }, api.headers)).body;
    const foreign = await preview(id, { event_id: event.id });
    const unknown = await preview(id, { event_id: 'evt_00000000000000000000000000' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.detail.replace(event.id, '')).toBe(unknown.body.detail.replace('evt_00000000000000000000000000', ''));
    expect((await preview(theirs.id, { sample: { type, data: {} } })).status).toBe(404);
    expect((await preview(theirs.id, { event_id: event.id }, other.headers)).body.data).toEqual({ amount: '1' });
  });
});
