import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eq } from '#db/drizzle.ts';
import { delivery } from '#db/schema.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved');
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

describe('a partner', () => {
  test('is created with the limits of its tier and read with an ETag', async () => {
    const created = await call('POST', '/partners', { name: 'Acme', tier: 'enterprise', time_zone: 'Europe/Berlin' });
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'active', version: 1, rate_limit: null, effective_rate_limit: { per_minute: 300, burst: 50 } },
    });
    const read = await call('GET', `/partners/${created.body.id}`);
    expect([read.body, read.headers['etag']]).toEqual([created.body, expect.stringMatching(/^"1-[\w-]{11}"$/)]);
  });

  test('reports every error of its fields at once', async () => {
    const { status, body } = await call('POST', '/partners', {
      name: '',
      tier: 'gold',
      time_zone: 'Mars/Olympus',
      contacts: [{ name: 'Ada', email: 'nowhere' }],
      rate_limit: { per_minute: 0 },
      colour: 'red',
    });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors.map((fault: { field: string }) => fault.field).toSorted()).toEqual([
      'colour',
      'contacts.0.email',
      'name',
      'rate_limit.burst',
      'rate_limit.per_minute',
      'tier',
      'time_zone',
    ]);
  });

  test('is not stored under another name: an unpaired surrogate is rejected', async () => {
    const { status, body } = await call('POST', '/partners', {
      name: 'Acme \ud83d',
      contacts: [{ name: '\ude00', email: 'ada@acme.example' }],
    });
    expect([status, body.errors]).toEqual([
      400,
      [
        { pointer: '/name', field: 'name' },
        { pointer: '/contacts/0/name', field: 'contacts.0.name' },
      ].map((where) => ({ in: 'body', ...where, code: 'invalid_format', message: 'must not contain half of a surrogate pair' })),
    ]);
    expect((await call('POST', '/partners', { name: 'Acme \ud83d\ude00' })).body.name).toBe('Acme 😀');
  });

  test('is only changed with the version that the change is based on', async () => {
    const { id } = (await call('POST', '/partners', { name: 'Acme' })).body;
    const limited = { rate_limit: { per_minute: 600, burst: 100 } };
    const first = await call('PATCH', `/partners/${id}`, limited, { ...api.headers, 'if-match': '"1"' });
    expect(first.body).toMatchObject({ ...limited, effective_rate_limit: limited.rate_limit, version: 2, name: 'Acme' });
    const second = await call('PATCH', `/partners/${id}`, { name: 'Late' }, { ...api.headers, 'if-match': '"1"' });
    expect([second.status, second.body.code]).toEqual([412, 'precondition_failed']);
    expect((await call('PATCH', `/partners/${id}`, { rate_limit: null })).body).toMatchObject({ rate_limit: null, version: 3 });
  });

  test('can be listed by tier, status and part of its name', async () => {
    const { id } = (await call('POST', '/partners', { name: '100%_Solutions', tier: 'sandbox', status: 'pending' })).body;
    const ids = async (query: string) => (await call('GET', `/partners?${query}`)).body.data.map((one: { id: string }) => one.id);
    expect(await ids('name=100%25_sol')).toEqual([id]);
    expect(await ids('status=pending&tier=sandbox')).toEqual([id]);
    expect(await ids('name=100x')).toEqual([]);
  });

  test('can read itself, with its effective limit', async () => {
    const partner = await api.partner('standard', { limit: 'tier' });
    expect((await call('GET', '/partners/me', undefined, partner.headers)).body).toMatchObject({
      id: partner.id,
      effective_rate_limit: { per_minute: 60, burst: 10 },
    });
    expect((await call('GET', '/partners/me')).body.code).toBe('partner_key_required');
  });
});

describe('suspending', () => {
  test('rejects the credentials with the reason and holds deliveries, and activating releases them', async () => {
    const partner = await api.partner();
    const endpoint = (await call('POST', '/endpoints', { partner_id: partner.id, url: 'https://partner.example/' })).body;
    const publish = () => call('POST', '/events', { type: 'deal.approved', data: {}, partner_ids: [partner.id] });
    const heldNow = async () =>
      (await api.db.orm.select().from(delivery).where(eq(delivery.partnerId, partner.id))).map((one) => [one.status, one.holdReason]);
    await publish();

    expect((await call('POST', `/partners/${partner.id}/suspend`, { reason: 'unpaid' })).body).toMatchObject({ status: 'suspended' });
    await expect
      .poll(async () => (await call('GET', '/endpoints', undefined, partner.headers)).body)
      .toMatchObject({ status: 403, code: 'partner_suspended', detail: expect.stringContaining('unpaid') });
    await publish();
    expect((await heldNow()).toSorted()).toEqual([
      ['held', 'suspended'],
      ['pending', null],
    ]);

    await call('POST', `/partners/${partner.id}/activate`);
    expect(api.workflowCalls).toContainEqual({ call: 'release', ids: [endpoint.id] });
    await expect.poll(async () => (await call('GET', '/endpoints', undefined, partner.headers)).status).toBe(200);
  });

  test('needs a reason, and is rejected in a status that does not allow it', async () => {
    const { id } = (await call('POST', '/partners', { name: 'Acme' })).body;
    expect((await call('POST', `/partners/${id}/suspend`, {})).status).toBe(400);
    expect((await call('POST', `/partners/${id}/activate`)).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await call('POST', '/partners/ptn_nobody/suspend', { reason: 'x' })).status).toBe(404);
  });

  test('a pending partner is rejected until it is activated', async () => {
    const { id } = (await call('POST', '/partners', { name: 'Soon', status: 'pending' })).body;
    const key = (await call('POST', '/api-keys', { name: 'first', partner_id: id })).body.key;
    const headers = { authorization: `Bearer ${key}` };
    expect((await call('GET', '/partners/me', undefined, headers)).body.code).toBe('partner_pending');
    await call('POST', `/partners/${id}/activate`);
    await expect.poll(async () => (await call('GET', '/partners/me', undefined, headers)).status).toBe(200);
  });
});

test('a partner can have its own endpoint limit', async () => {
  const { id } = (await call('POST', '/partners', { name: 'Few', webhook_settings: { max_endpoints: 1 } })).body;
  const add = () => call('POST', '/endpoints', { partner_id: id, url: 'https://partner.example/' });
  expect((await add()).status).toBe(201);
  expect((await add()).body).toMatchObject({ status: 409, code: 'endpoint_limit_reached' });
});
