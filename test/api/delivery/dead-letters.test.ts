import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eq } from '#db/drizzle.ts';
import { attempt, delivery } from '#db/schema.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let endpointId: string;
beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved');
  await api.eventType('invoice.paid');
});
beforeEach(async () => {
  partner = await api.partner();
  endpointId = (await send('POST', '/endpoints', { url: 'https://partner.example/' })).body.id;
  api.workflowCalls.length = 0;
});
afterAll(() => api.close());

async function send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, headers: object = partner.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
}

const dead = {
  status: 'dead_lettered' as const,
  holdReason: null,
  attempts: 5,
  deadLetterReason: 'attempt 5 of 5 failed',
  workflowId: 'deliver-webhook/x',
  endedAt: new Date(),
};

async function deadLetter(event: object = {}, columns: Partial<typeof delivery.$inferInsert> = {}): Promise<string> {
  const payload = { type: 'deal.approved', data: {}, partner_ids: [partner.id], ...event };
  const published = await send('POST', '/events', payload, api.headers);
  const [row] = await api.db.orm
    .update(delivery)
    .set({ ...dead, ...columns })
    .where(eq(delivery.eventId, published.body.id))
    .returning();
  if (!row) throw new Error(`nothing is delivered: ${JSON.stringify(published.body)}`);
  return row.id;
}

const read = async (id: string) => (await api.db.orm.select().from(delivery).where(eq(delivery.id, id)))[0];
const auditOf = (requestId: string) => api.db.sql`
  select actor_kind as kind, actor_id like 'key_%' as "isKey", partner_id as partner, action, object_kind as object, object_id as id, detail
  from audit_entry where request_id = ${requestId}`;
const idsOf = (body: { data: { id: string }[] }) => body.data.map((row) => row.id);

describe('reading', () => {
  test('a dead letter shows what, where, why, and when it is purged', async () => {
    const id = await deadLetter();
    await api.db.orm
      .insert(attempt)
      .values({ deliveryId: id, number: 1, startedAt: new Date(), latencyMs: 5, statusCode: 500, errorClass: 'http_5xx' });
    const { status, body } = await send('GET', `/dead-letters/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      endpoint: { id: endpointId, state: 'enabled' },
      event: { type: 'deal.approved' },
      reason: 'attempt 5 of 5 failed',
      attempt_count: 5,
      attempts: [{ number: 1, status_code: 500 }],
    });
    expect(Date.parse(body.purge_at) - Date.parse(body.dead_lettered_at)).toBe(30 * 86_400_000);
  });

  test('the list contains only dead letters that match its filters', async () => {
    const first = await deadLetter();
    const second = await deadLetter({ type: 'invoice.paid' }, { deadLetterReason: 'aborted' });
    const alive = await deadLetter({}, { status: 'delivered' });
    expect(idsOf((await send('GET', '/dead-letters')).body)).toEqual([second, first]);
    expect(idsOf((await send('GET', '/dead-letters?event_type=invoice.paid')).body)).toEqual([second]);
    expect(idsOf((await send('GET', '/dead-letters?reason=aborted')).body)).toEqual([second]);
    const future = new Date(Date.now() + 60_000).toISOString();
    expect(idsOf((await send('GET', `/dead-letters?dead_lettered_after=${future}`)).body)).toEqual([]);
    expect((await send('GET', `/dead-letters/${alive}`)).status).toBe(404);
  });
});

describe('replaying one', () => {
  test('gives it one new budget and one new workflow, however often it is requested', async () => {
    const id = await deadLetter({}, { attemptsBefore: 2, budgetFrom: new Date('2026-01-01') });
    const replies = await Promise.all(Array.from({ length: 4 }, () => send('POST', `/dead-letters/${id}/replay`)));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(1);
    expect(statuses.every((status) => [202, 404, 409].includes(status))).toBe(true);
    const row = await read(id);
    expect(row).toMatchObject({
      status: 'pending',
      attempts: 0,
      attemptsBefore: 7,
      holder: null,
      workflowId: null,
      nextAttemptAt: null,
      deadLetterReason: null,
      endedAt: null,
    });
    expect(Date.now() - (row?.budgetFrom.getTime() ?? 0)).toBeLessThan(60_000);
    expect(api.workflowCalls).toEqual([{ call: 'start', ids: [id] }]);
  });

  test('to a paused endpoint holds it until the endpoint is enabled', async () => {
    const id = await deadLetter();
    await send('POST', `/endpoints/${endpointId}/pause`);
    api.workflowCalls.length = 0;
    const { status, body } = await send('POST', `/dead-letters/${id}/replay`);
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'held', hold: { reason: 'paused' } });
    expect(api.workflowCalls).toEqual([{ call: 'release', ids: [endpointId] }]);
  });

  test('to a deleted endpoint is rejected, and the dead letter is kept', async () => {
    const id = await deadLetter();
    await send('DELETE', `/endpoints/${endpointId}`);
    expect(await send('POST', `/dead-letters/${id}/replay`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await read(id)).toMatchObject({ status: 'dead_lettered' });
  });
});

describe('groups', () => {
  test('count dead letters by cause, the most frequent first, and each can be listed and replayed', async () => {
    const timeout = { errorClass: 'timeout', lastError: 'no complete answer within 15000 ms (waiting for partner.example)' } as const;
    const broken = { errorClass: 'http_5xx', lastError: 'HTTP 503' } as const;
    const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));
    await deadLetter({}, { ...broken, endedAt: hour(1) });
    await deadLetter({}, { ...timeout, endedAt: hour(2) });
    const latest = await deadLetter({}, { ...timeout, endedAt: hour(3) });
    await deadLetter({}, { ...timeout, status: 'retrying', endedAt: null });
    const { body } = await send('GET', '/dead-letters/groups');
    expect(body).toEqual({
      data: [
        {
          error_class: 'timeout',
          last_error: timeout.lastError,
          count: 2,
          partners: 1,
          endpoints: 1,
          first_dead_lettered_at: hour(2).toISOString(),
          last_dead_lettered_at: hour(3).toISOString(),
          latest_id: latest,
        },
        expect.objectContaining({ error_class: 'http_5xx', last_error: 'HTTP 503', count: 1 }),
      ],
      total: 3,
      has_more: false,
    });
    const cause = { error_class: 'timeout', last_error: timeout.lastError };
    const listed = await send('GET', `/dead-letters?${new URLSearchParams(cause).toString()}`);
    expect(listed.body.data).toMatchObject([{ ...cause, id: latest }, cause]);
    expect((await send('POST', '/dead-letters/replay', cause)).body.count).toBe(2);
    expect((await send('GET', '/dead-letters/groups')).body).toMatchObject({ data: [{ error_class: 'http_5xx' }], total: 1 });
  });

  test('beyond the limit are counted in the total, and filters narrow them', async () => {
    await deadLetter({}, { lastError: 'HTTP 500', errorClass: 'http_5xx' });
    await deadLetter({}, { lastError: 'HTTP 503', errorClass: 'http_5xx' });
    await deadLetter({ type: 'invoice.paid' }, { lastError: 'HTTP 404', errorClass: 'http_4xx' });
    const groups = async (query: string) => (await send('GET', `/dead-letters/groups?${query}`)).body;
    expect(await groups('limit=1')).toMatchObject({ data: [{ last_error: 'HTTP 404' }], total: 3, has_more: true });
    expect(await groups('event_type=deal.approved')).toMatchObject({ total: 2, has_more: false });
    expect(await groups('event_type=nothing')).toEqual({ data: [], total: 0, has_more: false });
  });
});

describe('replaying many', () => {
  test('a dry run counts exactly what the run then replays', async () => {
    const ids = [await deadLetter(), await deadLetter(), await deadLetter({ type: 'invoice.paid' })];
    const filter = { endpoint_id: endpointId, event_type: 'deal.approved' };
    const dry = await send('POST', '/dead-letters/replay', { ...filter, dry_run: true });
    expect(dry).toMatchObject({ status: 202, body: { count: 2, dry_run: true } });
    expect(await read(ids[0] ?? '')).toMatchObject({ status: 'dead_lettered' });
    const run = await send('POST', '/dead-letters/replay', filter);
    expect(run.body).toEqual({ count: 2, has_more: false, endpoints: [endpointId], dry_run: false });
    for (const id of ids.slice(0, 2)) {
      expect(await read(id)).toMatchObject({
        status: 'held',
        holdReason: 'replay',
        attempts: 0,
        attemptsBefore: 5,
        endedAt: null,
        workflowId: null,
      });
    }
    expect(await read(ids[2] ?? '')).toMatchObject({ status: 'dead_lettered' });
    expect(api.workflowCalls).toEqual([{ call: 'release', ids: [endpointId] }]);
    expect((await send('POST', '/dead-letters/replay', filter)).body.count).toBe(0);
  });

  test('an empty filter needs "all": true, and even then a partner replays only its own', async () => {
    const own = await deadLetter();
    const owner = partner;
    partner = await api.partner();
    await send('POST', '/endpoints', { url: 'https://partner.example/' });
    const foreign = await deadLetter();
    expect(await send('POST', '/dead-letters/replay', { dry_run: true }, owner.headers)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'all', code: 'empty_filter' }] },
    });
    const run = await send('POST', '/dead-letters/replay', { all: true }, owner.headers);
    expect(run.body.count).toBe(1);
    expect(await read(own)).toMatchObject({ status: 'held' });
    expect(await read(foreign)).toMatchObject({ status: 'dead_lettered' });
    const aimed = await send('POST', '/dead-letters/replay', { partner_id: partner.id }, owner.headers);
    expect(aimed.body.count).toBe(0);
  });

  test('writes one audit entry with who, what and how many; an empty run and a dry run write none', async () => {
    await deadLetter();
    await deadLetter();
    const filter = { event_type: 'deal.approved', dead_lettered_after: '2026-01-01T00:00:00Z' };
    const replay = (requestId: string, payload: object) =>
      send('POST', '/dead-letters/replay', payload, { ...partner.headers, 'request-id': requestId });
    await replay('replay-dry', { ...filter, dry_run: true });
    await replay('replay-run', filter);
    await replay('replay-again', filter);
    expect(await auditOf('replay-run')).toEqual([
      {
        kind: 'partner',
        isKey: true,
        partner: partner.id,
        action: 'dead_letter.replayed',
        object: 'dead_letter',
        id: 'batch',
        detail: { filter, count: 2 },
      },
    ]);
    expect([...(await auditOf('replay-dry')), ...(await auditOf('replay-again'))]).toEqual([]);
  });

  test('releases only the first of one ordering key', async () => {
    await send('PATCH', `/endpoints/${endpointId}`, { ordering: true, ordering_on_dead_letter: 'skip' });
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(await deadLetter({ ordering_key: 'deal-1' }));
    await send('POST', '/dead-letters/replay', { endpoint_id: endpointId });
    const reasons = await Promise.all(ids.map(async (id) => (await read(id))?.holdReason));
    expect(reasons).toEqual(['replay', 'ordering', 'ordering']);
  });

  test('neither counts nor replays those of deleted endpoints', async () => {
    const id = await deadLetter();
    await send('DELETE', `/endpoints/${endpointId}`);
    expect((await send('POST', '/dead-letters/replay', { endpoint_id: endpointId, dry_run: true })).body.count).toBe(0);
    expect((await send('POST', '/dead-letters/replay', { endpoint_id: endpointId })).body.count).toBe(0);
    expect(await read(id)).toMatchObject({ status: 'dead_lettered' });
  });
});

describe('purging', () => {
  test('deletes what matches with its attempts, and no pending delivery', async () => {
    const id = await deadLetter();
    await api.db.orm.insert(attempt).values({ deliveryId: id, number: 1, startedAt: new Date(), latencyMs: 5 });
    const alive = await deadLetter({}, { status: 'retrying', endedAt: null });
    const filter = { endpoint_id: endpointId };
    const dry = await send('POST', '/dead-letters/purge', { ...filter, dry_run: true }, api.headers);
    expect(dry.body).toEqual({ count: 1, has_more: false, dry_run: true });
    expect((await send('POST', '/dead-letters/purge', filter, api.headers)).body).toEqual({ count: 1, has_more: false, dry_run: false });
    expect(await read(id)).toBeUndefined();
    expect(await api.db.orm.select().from(attempt).where(eq(attempt.deliveryId, id))).toEqual([]);
    expect(await read(alive)).toMatchObject({ status: 'retrying' });
  });

  test('needs a platform key and a filter', async () => {
    expect(await send('POST', '/dead-letters/purge', { all: true })).toMatchObject({
      status: 403,
      body: { code: 'platform_key_required' },
    });
    expect((await send('POST', '/dead-letters/purge', {}, api.headers)).status).toBe(400);
  });

  test('writes one audit entry, which names the partner if all dead letters were its own', async () => {
    await send('POST', '/dead-letters/purge', { all: true }, api.headers);
    const purge = (requestId: string, payload: object) =>
      send('POST', '/dead-letters/purge', payload, { ...api.headers, 'request-id': requestId });
    const entry = { kind: 'platform', isKey: true, action: 'dead_letter.purged', object: 'dead_letter', id: 'batch' };
    await deadLetter();
    await purge('purge-one', { endpoint_id: endpointId });
    expect(await auditOf('purge-one')).toEqual([
      { ...entry, partner: partner.id, detail: { filter: { endpoint_id: endpointId }, count: 1 } },
    ]);
    await deadLetter();
    partner = await api.partner();
    await send('POST', '/endpoints', { url: 'https://partner.example/' });
    await deadLetter();
    await purge('purge-all', { all: true });
    expect(await auditOf('purge-all')).toEqual([{ ...entry, partner: null, detail: { filter: { all: true }, count: 2 } }]);
    await purge('purge-none', { all: true });
    expect(await auditOf('purge-none')).toEqual([]);
  });

  test('releases the next delivery of the same ordering key', async () => {
    await send('PATCH', `/endpoints/${endpointId}`, { ordering: true });
    const blocking = await deadLetter({ ordering_key: 'deal-1' });
    const payload = { type: 'deal.approved', data: {}, partner_ids: [partner.id], ordering_key: 'deal-1' };
    const next = await send('POST', '/events', payload, api.headers);
    const [waiting] = await api.db.orm.select().from(delivery).where(eq(delivery.eventId, next.body.id));
    expect(waiting).toMatchObject({ status: 'held', holdReason: 'ordering' });
    await send('POST', '/dead-letters/purge', { endpoint_id: endpointId }, api.headers);
    expect(await read(blocking)).toBeUndefined();
    expect(await read(waiting?.id ?? '')).toMatchObject({ status: 'pending' });
    expect(api.workflowCalls).toEqual([{ call: 'start', ids: [waiting?.id] }]);
  });
});
