import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openUrl } from '#db/delivery/endpoint-secret.ts';
import { eq } from '#db/drizzle.ts';
import { delivery, endpoint, endpointSecret } from '#db/schema.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp, type TestPartner, workflowsThat } from '#test/support/app.ts';

const settings = Settings.parse({
  webhooks: { delivery: { max_endpoints_per_partner: 6 } },
  security: { egress_allow: ['10.9.0.0/16', 'receiver.internal'] },
});

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
  await api.eventType('deal.approved');
  await api.eventType('deal.rejected');
  await api.eventType('invoice.paid');
});
beforeEach(async () => {
  partner = await api.partner();
  api.workflowCalls.length = 0;
});
afterAll(() => api.close());

const url = 'https://partner.example/hooks';

async function send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, headers: object = partner.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body === '' ? null : reply.json() };
}

async function idsIn(path: string): Promise<string[]> {
  const { body } = await send('GET', path);
  return body.data.map((row: { id: string }) => row.id);
}

async function create(payload: object = {}) {
  const { status, body } = await send('POST', '/endpoints', { url, ...payload });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

async function publish(type: string, more: object = {}) {
  const { status, body } = await send('POST', '/events', { type, data: {}, ...more }, api.headers);
  expect(status, JSON.stringify(body)).toBe(202);
  return body;
}

const deliveriesTo = (endpointId: string) =>
  api.db.orm.select().from(delivery).where(eq(delivery.endpointId, endpointId)).orderBy(delivery.seq);

describe('creating', () => {
  test('an endpoint gets the configured defaults, and the response contains its secret', async () => {
    const { status, headers, body } = await send('POST', '/endpoints', { url });
    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', location: `/api/v1/endpoints/${body.id}` });
    expect(body).toMatchObject({
      partner_id: partner.id,
      event_types: [],
      state: 'enabled',
      retry_policy: null,
      timeout_ms: 15_000,
      max_concurrency: 32,
      rate_limit_per_s: null,
      ordering: false,
      signing: 'v1',
      breaker: { state: 'closed', until: null },
      secret: expect.stringMatching(/^whsec_/),
      public_key: null,
    });
    const read = await send('GET', `/endpoints/${body.id}`);
    expect(read.body).not.toHaveProperty('secret');
  });

  test('an endpoint that signs with v1a shows its public key and keeps the private one', async () => {
    const body = await create({ signing: 'v1a' });
    expect(body).toMatchObject({ secret: null, public_key: expect.stringMatching(/^whpk_/) });
    const shown = await send('GET', `/endpoints/${body.id}/secret`);
    expect(shown.body).toMatchObject({ secret: null, public_key: body.public_key, signing: 'v1a' });
  });

  test('secrets and header values are encrypted in the database, and headers are returned masked', async () => {
    const body = await create({ headers: { Authorization: 'Bearer very-secret' } });
    expect(body.headers).toEqual({ Authorization: '********' });
    const [row] = await api.db.orm.select().from(endpoint).where(eq(endpoint.id, body.id));
    const [secret] = await api.db.orm.select().from(endpointSecret).where(eq(endpointSecret.endpointId, body.id));
    const stored = JSON.stringify([row, secret]);
    expect(stored).not.toContain('very-secret');
    expect(stored).not.toContain(body.secret.slice('whsec_'.length));
  });

  test('values in the query of a URL are encrypted in the database and masked everywhere', async () => {
    const body = await create({ url: 'https://partner.example/hooks?token=very-secret&tenant=7&bare-secret' });
    const shown = 'https://partner.example/hooks?token=********&tenant=********&********';
    expect(body.url).toBe(shown);
    const { id: eventId } = await publish('deal.approved', { partner_ids: [partner.id] });
    const [made] = await deliveriesTo(body.id);
    const texts = [
      JSON.stringify(await api.db.orm.select().from(endpoint).where(eq(endpoint.id, body.id))),
      JSON.stringify(await api.db.sql`select detail from audit_entry where object_id = ${body.id}`),
      JSON.stringify((await send('GET', '/endpoints')).body),
      JSON.stringify((await send('GET', `/deliveries/${made?.id}`)).body),
      JSON.stringify((await send('GET', `/events/${eventId}`, undefined, api.headers)).body),
      JSON.stringify(api.logged),
    ];
    for (const text of texts) expect(text).not.toMatch(/very-secret|bare-secret|tenant=7/);
    expect((await send('GET', `/deliveries/${made?.id}`)).body.endpoint.url).toBe(shown);
    const masked = await send('POST', '/endpoints', { url: 'https://partner.example/?token=********' });
    expect([masked.status, masked.body.errors[0].code]).toEqual([400, 'no_stored_value']);
  });

  test('a URL is stored in the form in which it is dialled', async () => {
    expect((await create({ url: 'HTTPS://Partner.Example:443/a\nb c' })).url).toBe('https://partner.example/ab%20c');
    const long = await send('POST', '/endpoints', { url: `https://partner.example/${'ü'.repeat(1_000)}` });
    expect(long.body.errors).toMatchObject([{ field: 'url', code: 'too_long' }]);
  });

  test("Causeway's own event types look like unknown ones", async () => {
    const told = async (type: string) => {
      const { status, body } = await send('POST', '/endpoints', { url, event_types: [type], schema_versions: { [type]: 1 } });
      return JSON.stringify([status, body.errors]).replaceAll(type, '…');
    };
    expect(await told('causeway.endpoint.disabled')).toBe(await told('nobody.knows.this_type'));
  });

  test('every error is reported at once, with the nearest event type, and nothing is stored', async () => {
    const { status, body } = await send('POST', '/endpoints', {
      url: 'https://127.0.0.1/hooks',
      event_types: ['deal.aproved', 'invoce.*', 'deal.*', 'deal'],
      headers: { 'webhook-id': 'x', 'X-Good': 'y', 'X-Masked': '********' },
      partner_id: 'ptn_nobody',
    });
    const fault = (pointer: string, code: string, part: string) => {
      const field = pointer.slice(1).replaceAll('/', '.');
      return { in: 'body', pointer, code, message: expect.stringContaining(part), field };
    };
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      fault('/partner_id', 'unknown_partner', 'ptn_nobody'),
      fault('/url', 'blocked_address', 'EGRESS_ALLOW'),
      fault('/event_types/0', 'unknown_event_type', 'deal.approved'),
      fault('/event_types/1', 'unknown_event_type', 'invoice.*'),
      fault('/event_types/3', 'unknown_event_type', 'did you mean deal.*?'),
      fault('/headers/webhook-id', 'invalid_header', ''),
      fault('/headers/X-Masked', 'no_stored_value', ''),
    ]);
    expect((await send('GET', '/endpoints')).body.data).toEqual([]);
  });

  test('values out of range are rejected, each with its limit', async () => {
    const payload = { url, timeout_ms: 999, rate_limit_per_s: 0, max_concurrency: 1_001, ordering: 'yes', colour: 'red' };
    const { status, body } = await send('POST', '/endpoints', payload);
    expect(status).toBe(400);
    expect(body.errors.map((fault: { field: string }) => fault.field).toSorted()).toEqual([
      'colour',
      'max_concurrency',
      'ordering',
      'rate_limit_per_s',
      'timeout_ms',
    ]);
  });

  test.each([
    ['http://partner.example/', 'https_required'],
    ['https://user:pw@partner.example/', 'credentials'],
    ['https://10.0.0.1/', 'blocked_address'],
    ['https://[::ffff:169.254.169.254]/', 'blocked_address'],
    ['https://localhost/', 'blocked_address'],
    ['ftp://partner.example/', 'scheme'],
    ['not a url', 'malformed_url'],
  ])('the url %s is rejected as %s', async (bad, code) => {
    const { status, body } = await send('POST', '/endpoints', { url: bad });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ field: 'url', code }]);
  });

  test.each(['http://10.9.1.2:8080/', 'http://receiver.internal/'])('the allow-listed %s may be private and plain http', async (good) => {
    expect((await create({ url: good })).url).toBe(good);
  });

  test('a platform key must name the partner, and the partner must exist', async () => {
    const unsaid = await send('POST', '/endpoints', { url }, api.headers);
    expect(unsaid.body.errors).toMatchObject([{ field: 'partner_id', code: 'required' }]);
    const unknown = await send('POST', '/endpoints', { url, partner_id: 'ptn_nobody' }, api.headers);
    expect(unknown.body.errors).toMatchObject([{ field: 'partner_id', code: 'unknown_partner' }]);
    const known = await send('POST', '/endpoints', { url, partner_id: partner.id }, api.headers);
    expect(known.status).toBe(201);
  });

  test('concurrent calls cannot exceed the endpoint limit together, and a deleted endpoint does not count', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => send('POST', '/endpoints', { url })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(6);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(6);
    expect(refused[0]?.body).toMatchObject({ code: 'endpoint_limit_reached' });
    const { body } = await send('GET', '/endpoints');
    expect((await send('DELETE', `/endpoints/${body.data[0].id}`)).status).toBe(204);
    expect((await send('POST', '/endpoints', { url })).status).toBe(201);
  });
});

describe('reading', () => {
  test('the list pages newest first and shows a partner only its own', async () => {
    const first = await create();
    const second = await create();
    const other = await api.partner();
    const page = await send('GET', '/endpoints?limit=1');
    expect(page.body).toMatchObject({ data: [{ id: second.id }], has_more: true });
    expect(page.headers['link']).toContain('rel="next"');
    const next = await send('GET', `/endpoints?limit=1&cursor=${page.body.next_cursor}`);
    expect(next.body).toMatchObject({ data: [{ id: first.id }], has_more: false, next_cursor: null });
    expect((await send('GET', '/endpoints', undefined, other.headers)).body.data).toEqual([]);
    expect((await send('GET', `/endpoints?partner_id=${partner.id}`, undefined, other.headers)).body.data).toEqual([]);
    expect((await send('GET', `/endpoints?partner_id=${partner.id}`, undefined, api.headers)).body.data).toHaveLength(2);
  });

  test('a corrupt endpoint secret is a server error, not an error of the request', async () => {
    const { id } = await create();
    await api.db.orm.update(endpointSecret).set({ sealed: 'v1.gone.AAAA' }).where(eq(endpointSecret.endpointId, id));
    const { status, body } = await send('GET', `/endpoints/${id}/secret`);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('AAAA');
  });
});

describe('changing', () => {
  test('only the fields in the request change, and version and ETag increase', async () => {
    const { id } = await create({ description: 'old', headers: { 'X-Key': 'k' } });
    const { status, headers, body } = await send('PATCH', `/endpoints/${id}`, { event_types: ['deal.*'], rate_limit_per_s: 5 });
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"2"');
    expect(body).toMatchObject({
      description: 'old',
      event_types: ['deal.*'],
      rate_limit_per_s: 5,
      headers: { 'X-Key': '********' },
      version: 2,
    });
  });

  test('sending back a masked header value keeps the stored one', async () => {
    const { id } = await create({ headers: { 'X-Key': 'k1', 'X-Other': 'o' } });
    const { body } = await send('PATCH', `/endpoints/${id}`, { headers: { 'x-key': '********', 'X-New': 'n' } });
    expect(Object.keys(body.headers)).toEqual(['x-key', 'X-New']);
    const again = await send('PATCH', `/endpoints/${id}`, { headers: { 'X-Other': '********' } });
    expect(again.body.errors).toMatchObject([{ field: 'headers.X-Other', code: 'no_stored_value' }]);
  });

  test('stored header values do not move to another origin, whether masked or not sent', async () => {
    const { id } = await create({ headers: { 'X-Key': 'k1', 'X-Other': 'o' } });
    const move = (change: object) => send('PATCH', `/endpoints/${id}`, { url: 'https://thief.example/hooks', ...change });
    const missing = (name: string) => ({
      field: `headers.${name}`,
      code: 'no_stored_value',
      message: expect.stringContaining('sent again'),
    });
    expect((await move({})).body).toMatchObject({ status: 400, errors: [missing('X-Key'), missing('X-Other')] });
    expect((await move({ headers: { 'X-Key': '********', 'X-Other': 'anew' } })).body.errors).toMatchObject([missing('X-Key')]);
    for (const origin of ['http://partner.example', 'https://partner.example:8443']) {
      expect((await send('PATCH', `/endpoints/${id}`, { url: `${origin}/hooks` })).status).toBe(400);
    }
    expect((await send('GET', `/endpoints/${id}`)).body).toMatchObject({ url, version: 1 });
    expect((await send('PATCH', `/endpoints/${id}`, { url: 'https://partner.example/elsewhere' })).body.headers).toEqual({
      'X-Key': '********',
      'X-Other': '********',
    });
    expect((await move({ headers: { 'X-Key': 'k2' } })).body).toMatchObject({ headers: { 'X-Key': '********' } });
    const bare = await create();
    expect((await send('PATCH', `/endpoints/${bare.id}`, { url: 'https://other.example/' })).status).toBe(200);
  });

  test('stored values of a query are kept by their mask, and do not move to another origin either', async () => {
    const { id, url: shown } = await create({ url: `${url}?token=one` });
    const change = (sent: string) => send('PATCH', `/endpoints/${id}`, { url: sent });
    const box = async () => {
      const [row] = await api.db.orm.select().from(endpoint).where(eq(endpoint.id, id));
      return row && openUrl(row, api.secretBox);
    };
    expect((await change(`${shown}&v=2`)).body.url).toBe(`${url}?token=********&v=********`);
    expect(await box()).toBe(`${url}?token=one&v=2`);
    const moved = await change('https://thief.example/?token=********');
    expect([moved.status, moved.body.errors[0].field, moved.body.errors[0].code]).toEqual([400, 'url', 'no_stored_value']);
    await change(`${url}?token=two`);
    expect(await box()).toBe(`${url}?token=two`);
    expect((await change(url)).body.url).toBe(url);
    expect(await box()).toBe(url);
  });

  test('of two changes to the same version one succeeds and the other returns 412', async () => {
    const { id } = await create();
    const change = (description: string) => send('PATCH', `/endpoints/${id}`, { description }, { ...partner.headers, 'if-match': '"1"' });
    const replies = await Promise.all([change('a'), change('b')]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(replies.find(({ status }) => status === 412)?.body).toMatchObject({ code: 'precondition_failed' });
    expect((await send('GET', `/endpoints/${id}`)).body.version).toBe(2);
  });

  test('an empty change is rejected', async () => {
    const { id } = await create();
    expect((await send('PATCH', `/endpoints/${id}`, {})).status).toBe(400);
  });

  test('deleting cancels pending deliveries in the same transaction, signals their workflows, and removes the endpoint', async () => {
    const { id } = await create();
    const event = await publish('deal.approved', { partner_ids: [partner.id] });
    expect(event.deliveries).toBe(1);
    const [owed] = await deliveriesTo(id);
    expect((await send('DELETE', `/endpoints/${id}`)).status).toBe(204);
    expect(await deliveriesTo(id)).toMatchObject([{ id: owed?.id, status: 'cancelled', endedAt: expect.any(Date) }]);
    expect(api.workflowCalls).toContainEqual({ call: 'cancel', ids: [owed?.id] });
    expect((await send('GET', `/endpoints/${id}`)).status).toBe(404);
    expect((await send('GET', `/deliveries/${owed?.id}`)).body).toMatchObject({ endpoint: { id, state: 'deleted' } });
    expect((await publish('deal.approved', { partner_ids: [partner.id] })).deliveries).toBe(0);
  });
});

describe('state', () => {
  test('a list can be limited by the state of the circuit breaker', async () => {
    const [closed, open, due] = [await create(), await create(), await create()];
    const setBreaker = (id: string, ms: number) =>
      api.db.orm
        .update(endpoint)
        .set({ breakerOpenUntil: new Date(Date.now() + ms) })
        .where(eq(endpoint.id, id));
    await setBreaker(open.id, 3_600_000);
    await setBreaker(due.id, -1_000);
    expect(await idsIn('/endpoints?breaker=open')).toEqual([open.id]);
    expect(await idsIn('/endpoints?breaker=half_open')).toEqual([due.id]);
    expect(await idsIn('/endpoints?breaker=closed')).toEqual([closed.id]);
  });

  test('a paused endpoint holds new deliveries, and enabling it resets the failures and releases them', async () => {
    const { id } = await create();
    const paused = await send('POST', `/endpoints/${id}/pause`, { reason: 'Maintenance' });
    expect(paused.body).toMatchObject({ state: 'paused', state_reason: 'Maintenance', version: 2 });
    await publish('deal.approved', { partner_ids: [partner.id] });
    expect(await deliveriesTo(id)).toMatchObject([{ status: 'held', holdReason: 'paused' }]);
    const failing = { breakerOpenUntil: new Date(), breakerTrips: 3, failingSince: new Date(), failureWarnedPercent: 75 };
    await api.db.orm.update(endpoint).set(failing).where(eq(endpoint.id, id));
    const enabled = await send('POST', `/endpoints/${id}/enable`);
    expect(enabled.body).toMatchObject({ state: 'enabled', state_reason: null, breaker: { state: 'closed' }, failing_since: null });
    // The first one lets a drain that runs show what it waits for now.
    expect(api.workflowCalls).toEqual(Array.from({ length: 2 }, () => ({ call: 'release', ids: [id] })));
  });

  test('enabling succeeds while Temporal is unavailable: the sweeper catches up', async () => {
    const away = async () => {
      throw new Error('connect ECONNREFUSED');
    };
    const other = await buildTestApp({ workflows: workflowsThat(away) });
    try {
      const owner = await other.partner();
      const made = await other.app.inject({ method: 'POST', url: '/api/v1/endpoints', headers: owner.headers, payload: { url } });
      const { id } = made.json();
      const enabled = await other.app.inject({ method: 'POST', url: `/api/v1/endpoints/${id}/enable`, headers: owner.headers });
      expect(enabled.statusCode).toBe(200);
      const deleted = await other.app.inject({ method: 'DELETE', url: `/api/v1/endpoints/${id}`, headers: owner.headers });
      expect(deleted.statusCode).toBe(204);
      expect(other.logged.filter((line) => line['what'] === 'release')).toHaveLength(1);
    } finally {
      await other.close();
    }
  });
});

describe('secrets', () => {
  test('a rotated secret continues to sign until the overlap ends, and the response is not cached', async () => {
    const { id, secret } = await create();
    const { status, headers, body } = await send('POST', `/endpoints/${id}/rotate-secret`, { overlap_h: 2 });
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body.secret).not.toBe(secret);
    expect(body.previous).toMatchObject([{ secret }]);
    const expiresInH = (Date.parse(body.previous[0].expires_at) - Date.now()) / 3_600_000;
    expect(expiresInH).toBeGreaterThan(1.9);
    expect(expiresInH).toBeLessThanOrEqual(2);
    expect((await send('GET', `/endpoints/${id}/secret`)).body).toEqual(body);
    expect((await send('GET', `/endpoints/${id}`)).body.version).toBe(2);
  });

  test('without a body the configured overlap applies', async () => {
    const { id } = await create();
    const { body } = await send('POST', `/endpoints/${id}/rotate-secret`);
    const expiresInH = (Date.parse(body.previous[0].expires_at) - Date.now()) / 3_600_000;
    expect(Math.round(expiresInH)).toBe(settings.webhooks.secret_overlap_h);
  });

  test('a leaked secret ends immediately with overlap 0', async () => {
    const { id } = await create();
    await send('POST', `/endpoints/${id}/rotate-secret`, { overlap_h: 24 });
    const { body } = await send('POST', `/endpoints/${id}/rotate-secret`, { overlap_h: 0 });
    expect(body.previous).toEqual([]);
    expect(await api.db.orm.select().from(endpointSecret).where(eq(endpointSecret.endpointId, id))).toHaveLength(1);
  });

  test('concurrent rotations leave one current secret, and no more signatures than a header can contain', async () => {
    const { id } = await create();
    const replies = await Promise.all(Array.from({ length: 8 }, () => send('POST', `/endpoints/${id}/rotate-secret`)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 409, 409, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('5 secrets'),
    });
    const rows = await api.db.orm.select().from(endpointSecret).where(eq(endpointSecret.endpointId, id));
    expect(rows.filter((row) => row.expiresAt === null)).toHaveLength(1);
    expect(rows).toHaveLength(5);
  });

  test('a rotation can change the scheme; the old secret signs until then', async () => {
    const { id, secret } = await create();
    const { body } = await send('POST', `/endpoints/${id}/rotate-secret`, { signing: 'v1a' });
    expect(body).toMatchObject({ signing: 'v1a', public_key: expect.stringMatching(/^whpk_/), previous: [{ secret, public_key: null }] });
  });

  test('a repeat with the same Idempotency-Key returns the same secret and rotates once', async () => {
    const { id } = await create();
    const headers = { ...partner.headers, 'idempotency-key': 'rotate-1' };
    const first = await send('POST', `/endpoints/${id}/rotate-secret`, {}, headers);
    const second = await send('POST', `/endpoints/${id}/rotate-secret`, {}, headers);
    expect(second.body).toEqual(first.body);
    expect(await api.db.orm.select().from(endpointSecret).where(eq(endpointSecret.endpointId, id))).toHaveLength(2);
  });
});

describe('tests', () => {
  test('a test event is sent only to that endpoint, whatever its filter', async () => {
    const { id } = await create({ event_types: ['invoice.paid'] });
    await create();
    const { status, body } = await send('POST', `/endpoints/${id}/test`);
    expect(status).toBe(202);
    expect(body).toMatchObject({ event: { type: 'webhook.test' }, deliveries: [{ endpoint_id: id }] });
    expect((await send('GET', `/deliveries/${body.deliveries[0].id}`)).body).toMatchObject({
      event_id: body.event.id,
      event_type: 'webhook.test',
    });
  });

  test('a partner tests all of its enabled endpoints, or one of them', async () => {
    const first = await create();
    const second = await create();
    const off = await create();
    await send('POST', `/endpoints/${off.id}/disable`);
    const all = await send('POST', '/partners/webhooks/test');
    expect(all.status).toBe(202);
    expect(all.body.deliveries.map((sent: { endpoint_id: string }) => sent.endpoint_id).toSorted()).toEqual(
      [first.id, second.id].toSorted(),
    );
    const one = await send('POST', '/partners/webhooks/test', { endpoint_id: second.id });
    expect(one.body.deliveries).toMatchObject([{ endpoint_id: second.id }]);
    const closed = await send('POST', '/partners/webhooks/test', { endpoint_id: off.id });
    expect(closed).toMatchObject({ status: 409, body: { code: 'endpoint_not_enabled' } });
  });

  test('without an enabled endpoint a test is rejected', async () => {
    expect(await send('POST', '/partners/webhooks/test')).toMatchObject({ status: 409, body: { code: 'endpoint_not_enabled' } });
    expect(await send('POST', '/partners/webhooks/test', {}, api.headers)).toMatchObject({
      status: 403,
      body: { code: 'partner_key_required' },
    });
  });
});

describe('stats', () => {
  test('count deliveries and attempts of the last day and week, and the held deliveries', async () => {
    const { id } = await create();
    for (let i = 0; i < 6; i++) await publish('deal.approved', { partner_ids: [partner.id] });
    const rows = await deliveriesTo(id);
    const set = (index: number, to: Partial<typeof delivery.$inferInsert>) =>
      api.db.orm
        .update(delivery)
        .set(to)
        .where(eq(delivery.id, rows[index]?.id ?? ''));
    await set(0, { status: 'delivered' });
    await set(1, { status: 'delivered' });
    await set(2, { status: 'dead_lettered' });
    await set(3, { status: 'held', holdReason: 'paused' });
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    await set(4, { status: 'delivered', createdAt: daysAgo(3), id: rows[4]?.id ?? '' });
    const { sql } = api.db;
    for (const [index, latency, error, days] of [
      [0, 10, null, 0],
      [1, 30, null, 0],
      [2, 1_000, 'timeout', 0],
      [4, 20, null, 3],
    ] as const) {
      await sql`insert into attempt (delivery_id, number, started_at, latency_ms, error_class)
        values (${rows[index]?.id ?? ''}, 1, ${daysAgo(days).toISOString()}, ${latency}, ${error})`;
    }
    const { status, body } = await send('GET', `/endpoints/${id}/stats`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      last_24h: {
        deliveries: { total: 5, by_status: { delivered: 2, dead_lettered: 1, held: 1, pending: 1, retrying: 0 }, success_rate: 0.6667 },
        attempts: { total: 3, succeeded: 2, success_rate: 0.6667, latency_ms: { p50: 30, p95: 1_000 }, by_error_class: { timeout: 1 } },
      },
      last_7d: { deliveries: { total: 6, by_status: { delivered: 3 } }, attempts: { total: 4, latency_ms: { p50: 20, p95: 1_000 } } },
      held: { count: 1, oldest_at: expect.any(String) },
      counted_from: null,
    });
  });

  test('an endpoint without traffic has no rates', async () => {
    const { id } = await create();
    const { body } = await send('GET', `/endpoints/${id}/stats`);
    expect(body.last_24h).toMatchObject({
      deliveries: { total: 0, success_rate: null },
      attempts: { success_rate: null, latency_ms: { p50: null } },
    });
  });
});

describe('replaying what is missing', () => {
  const replaysOf = (id: string) => api.db.sql`
    select actor_kind as kind, partner_id as partner, detail from audit_entry
    where object_kind = 'endpoint' and object_id = ${id} and action = 'endpoint.missing_replayed' order by seq`;
  const range = () => ({ from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() });

  test('events from before the endpoint match it once, in order, and are held first', async () => {
    const events = [];
    for (const type of ['deal.approved', 'invoice.paid', 'deal.rejected', 'deal.approved']) {
      events.push(await publish(type, { partner_ids: [partner.id] }));
    }
    const other = await api.partner();
    await publish('deal.approved', { partner_ids: [other.id] });
    const { id } = await create({ event_types: ['deal.*'] });
    await publish('deal.approved', { partner_ids: [partner.id] });

    const dry = await send('POST', `/endpoints/${id}/replay-missing`, { ...range(), dry_run: true });
    expect(dry).toMatchObject({ status: 200, body: { count: 3, dry_run: true } });
    expect(await deliveriesTo(id)).toHaveLength(1);

    const [a, b] = await Promise.all([1, 2].map(() => send('POST', `/endpoints/${id}/replay-missing`, range())));
    expect((a?.body.count ?? 0) + (b?.body.count ?? 0)).toBe(3);
    const replayed = (await deliveriesTo(id)).slice(1);
    expect(replayed.map((row) => row.eventId)).toEqual([events[0].id, events[2].id, events[3].id]);
    expect(replayed.every((row) => row.status === 'held' && row.holdReason === 'replay')).toBe(true);
    expect(api.workflowCalls).toContainEqual({ call: 'release', ids: [id] });
    expect((await send('POST', `/endpoints/${id}/replay-missing`, range())).body.count).toBe(0);
  });

  test('writes one audit entry for what it added; an empty run and a dry run write none', async () => {
    await publish('deal.approved', { partner_ids: [partner.id] });
    const { id } = await create();
    const asked = { from: new Date(Date.now() - 86_400_000).toISOString(), to: '2100-01-01T00:00:00.000Z', event_types: ['deal.*'] };
    await send('POST', `/endpoints/${id}/replay-missing`, { ...asked, dry_run: true });
    await send('POST', `/endpoints/${id}/replay-missing`, asked);
    await send('POST', `/endpoints/${id}/replay-missing`, asked);
    expect(await replaysOf(id)).toEqual([{ kind: 'partner', partner: partner.id, detail: { filter: asked, count: 1 } }]);
  });

  test('event_types and the time range restrict it', async () => {
    await publish('deal.approved', { partner_ids: [partner.id] });
    await publish('invoice.paid', { partner_ids: [partner.id] });
    const { id } = await create();
    const types = await send('POST', `/endpoints/${id}/replay-missing`, { ...range(), event_types: ['invoice.*'], dry_run: true });
    expect(types.body.count).toBe(1);
    const past = { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z', dry_run: true };
    expect((await send('POST', `/endpoints/${id}/replay-missing`, past)).body.count).toBe(0);
    const backwards = { from: '2020-02-01T00:00:00Z', to: '2020-01-01T00:00:00Z' };
    expect((await send('POST', `/endpoints/${id}/replay-missing`, backwards)).body.errors).toMatchObject([{ field: 'to' }]);
  });

  test('releases only the first of one ordering key', async () => {
    for (let i = 0; i < 3; i++) await publish('deal.approved', { partner_ids: [partner.id], ordering_key: 'deal-1' });
    const { id } = await create({ ordering: true });
    await send('POST', `/endpoints/${id}/replay-missing`, range());
    expect((await deliveriesTo(id)).map((row) => row.holdReason)).toEqual(['replay', 'ordering', 'ordering']);
  });

  test('several pages are inserted without a gap', async () => {
    await api.db.sql`
      insert into event (id, type, schema_version, occurred_at, data, partner_ids)
      select ${newId('evt').slice(0, 14)} || lpad(n::text, 16, '0'), 'deal.approved', 1, now(), '{}', array[${partner.id}]
      from generate_series(1, 2500) n`;
    const { id } = await create();
    expect((await send('POST', `/endpoints/${id}/replay-missing`, range())).body.count).toBe(2_500);
    expect(new Set((await deliveriesTo(id)).map((row) => row.eventId)).size).toBe(2_500);
    expect((await replaysOf(id)).map((entry) => entry['detail'].count)).toEqual([1_000, 1_000, 500]);
  });
});
