import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eq } from '#db/drizzle.ts';
import { attempt, delivery, endpoint } from '#db/schema.ts';
import { deliveryStatuses } from '#domain/delivery/delivery.ts';
import { buildTestApp, type TestApp, type TestPartner, workflowsThat } from '#test/support/app.ts';

type Columns = Partial<typeof delivery.$inferInsert>;

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

async function send(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers: object = partner.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
}

/** Publishes one event to the partner and answers the id of its delivery, brought into the state wanted. */
async function deliver(columns: Columns = {}, event: object = {}): Promise<string> {
  const payload = { type: 'deal.approved', data: {}, partner_ids: [partner.id], ...event };
  const published = await send('POST', '/events', payload, api.headers);
  const [row] = await api.db.orm.select().from(delivery).where(eq(delivery.eventId, published.body.id));
  if (!row) throw new Error(`nothing is delivered: ${JSON.stringify(published.body)}`);
  if (Object.keys(columns).length > 0) {
    await api.db.orm
      .update(delivery)
      .set({ holdReason: null, ...columns })
      .where(eq(delivery.id, row.id));
  }
  return row.id;
}

const read = async (id: string) => (await api.db.orm.select().from(delivery).where(eq(delivery.id, id)))[0];
const idsOf = (body: { data: { id: string }[] }) => body.data.map((row) => row.id);

describe('listing', () => {
  test('filters are combined, status can be repeated or a list, and pages run newest first without a gap', async () => {
    const pending = await deliver();
    const held = await deliver({ status: 'held', holdReason: 'paused' });
    const delivered = await deliver({ status: 'delivered' }, { type: 'invoice.paid' });
    expect(idsOf((await send('GET', '/deliveries')).body)).toEqual([delivered, held, pending]);
    expect(idsOf((await send('GET', '/deliveries?status=held&status=delivered')).body)).toEqual([delivered, held]);
    expect(idsOf((await send('GET', '/deliveries?status=held,delivered')).body)).toEqual([delivered, held]);
    expect(idsOf((await send('GET', '/deliveries?status=held')).body)).toEqual([held]);
    expect(idsOf((await send('GET', `/deliveries?endpoint_id=${endpointId}&event_type=invoice.paid`)).body)).toEqual([delivered]);
    const { body } = await send('GET', `/deliveries/${held}`);
    expect(idsOf((await send('GET', `/deliveries?event_id=${body.event_id}`)).body)).toEqual([held]);
    const first = await send('GET', '/deliveries?limit=2');
    expect(first.body).toMatchObject({ has_more: true });
    const rest = await send('GET', `/deliveries?limit=2&cursor=${first.body.next_cursor}`);
    expect([...idsOf(first.body), ...idsOf(rest.body)]).toEqual([delivered, held, pending]);
  });

  test('a list can be limited by the time of acceptance on both sides', async () => {
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    const id = await deliver();
    const between = (after: Date, before: Date) =>
      send('GET', `/deliveries?created_after=${after.toISOString()}&created_before=${before.toISOString()}`);
    expect(idsOf((await between(hoursAgo(1), hoursAgo(-1))).body)).toEqual([id]);
    expect(idsOf((await between(hoursAgo(2), hoursAgo(1))).body)).toEqual([]);
    expect(idsOf((await between(hoursAgo(-1), hoursAgo(-2))).body)).toEqual([]);
  });

  test('an unknown status, an unknown filter and an invalid time are all reported', async () => {
    const { status, body } = await send('GET', '/deliveries?status=lost&colour=red&created_after=yesterday');
    expect(status).toBe(400);
    const fields = body.errors.map((fault: { field: string }) => fault.field);
    expect(fields).toEqual(expect.arrayContaining(['status', 'created_after', 'colour']));
  });

  test('a list can be limited by the last error, the hold reason and the time of the next attempt', async () => {
    const soon = new Date(Date.now() + 60_000);
    const later = new Date(Date.now() + 3_600_000);
    const timeout = { errorClass: 'timeout', lastError: 'no complete answer within 15000 ms' } as const;
    const slow = await deliver({ status: 'retrying', nextAttemptAt: soon, ...timeout });
    const broken = await deliver({ status: 'retrying', nextAttemptAt: later, errorClass: 'http_5xx', lastError: 'HTTP 503' });
    const held = await deliver({ status: 'held', holdReason: 'breaker', ...timeout });
    await deliver({ status: 'held', holdReason: 'paused' });
    await deliver({ status: 'delivered' });
    const found = async (query: string) => idsOf((await send('GET', `/deliveries?${query}`)).body);
    expect(await found('error_class=timeout')).toEqual([held, slow]);
    expect(await found('last_error=HTTP%20503')).toEqual([broken]);
    expect(await found('hold_reason=breaker')).toEqual([held]);
    expect(await found(`next_attempt_before=${new Date(Date.now() + 600_000).toISOString()}`)).toEqual([slow]);
    expect(await found(`error_class=timeout&status=retrying&next_attempt_before=${later.toISOString()}`)).toEqual([slow]);
    expect((await send('GET', `/deliveries/${slow}`)).body).toMatchObject({ error_class: 'timeout', last_error: timeout.lastError });
  });

  test.each([
    ['/deliveries?status=failed', '/status', 'must be "pending" or "retrying" or "held"'],
    ['/deliveries?status=held&status=failed', '/status/1', 'must be "pending" or "retrying" or "held"'],
    ['/deliveries?status=held,failed', '/status/1', 'must be "pending" or "retrying" or "held"'],
    ['/deliveries?hold_reason=full', '/hold_reason', '"breaker"'],
    ['/deliveries?error_class=http_500', '/error_class', '"http_5xx"'],
    ['/dead-letters?error_class=5xx', '/error_class', '"http_5xx"'],
    ['/dead-letters/groups?error_class=5xx', '/error_class', '"http_5xx"'],
    ['/endpoints?breaker=broken', '/breaker', 'must be "closed" or "open" or "half_open"'],
    ['/endpoints?state=off', '/state', 'must be "enabled"'],
    ['/deals?review_status=new', '/review_status', '"approved"'],
    ['/deals?stage=new', '/stage', '"prospect"'],
  ])('%s is rejected with the values that are allowed', async (path, pointer, allowed) => {
    const { status, body } = await send('GET', path);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ in: 'query', pointer, code: 'invalid_value', message: expect.stringContaining(allowed) }]);
  });

  test("a partner's filter for another partner finds nothing", async () => {
    await deliver();
    const other = await api.partner();
    expect((await send('GET', `/deliveries?partner_id=${partner.id}`, undefined, other.headers)).body.data).toEqual([]);
    expect((await send('GET', `/deliveries?endpoint_id=${endpointId}`, undefined, other.headers)).body.data).toEqual([]);
    expect((await send('GET', `/deliveries?partner_id=${partner.id}`, undefined, api.headers)).body.data).toHaveLength(1);
  });
});

describe('the timeline', () => {
  test('shows every attempt in order, its response, and the reason for the time of the next one', async () => {
    const nextAttemptAt = new Date(Date.now() + 5_000);
    const id = await deliver({ status: 'retrying', attempts: 2, nextAttemptAt, workflowId: 'deliver-webhook/x' });
    const failed = { deliveryId: id, startedAt: new Date(), latencyMs: 12, errorClass: 'http_5xx' as const, nextBecause: 'schedule' };
    await api.db.orm.insert(attempt).values([
      { ...failed, number: 2, statusCode: null, errorClass: 'timeout', errorDetail: 'no answer in 15 s', nextAttemptAt },
      { ...failed, number: 1, statusCode: 503, responseSnippet: 'busy' },
    ]);
    const { body } = await send('GET', `/deliveries/${id}`);
    expect(body).toMatchObject({ status: 'retrying', attempt_count: 2, next_attempt_at: nextAttemptAt.toISOString(), hold: null });
    expect(body.attempts).toMatchObject([
      { number: 1, status_code: 503, response_snippet: 'busy', latency_ms: 12, next_because: 'schedule' },
      {
        number: 2,
        status_code: null,
        error_class: 'timeout',
        error_detail: 'no answer in 15 s',
        next_attempt_at: nextAttemptAt.toISOString(),
      },
    ]);
    expect(body).toMatchObject({ event: { type: 'deal.approved' }, endpoint: { id: endpointId, state: 'enabled' } });
  });

  test('says who asked for an attempt; of others than itself, a partner sees only the kind', async () => {
    const id = await deliver({ status: 'retrying', attempts: 1, attemptsBefore: 2 });
    const made = { deliveryId: id, startedAt: new Date(), latencyMs: 1 };
    await api.db.orm.insert(attempt).values([
      { ...made, number: 1 },
      { ...made, number: 2, trigger: 'manual', actorKind: 'platform', actorId: 'key_1' },
      { ...made, number: 3, trigger: 'replay', actorKind: 'partner', actorId: 'key_2' },
    ]);
    const causes = async (headers: object) =>
      (await send('GET', `/deliveries/${id}`, undefined, headers)).body.attempts.map(({ trigger, actor }: Record<string, unknown>) => [
        trigger,
        actor,
      ]);
    const own = ['replay', { kind: 'partner', id: 'key_2' }];
    expect(await causes(api.headers)).toEqual([['schedule', null], ['manual', { kind: 'platform', id: 'key_1' }], own]);
    expect(await causes(partner.headers)).toEqual([['schedule', null], ['manual', { kind: 'platform', id: null }], own]);
  });

  test('links the workflow only for platform keys', async () => {
    const id = await deliver({ workflowId: 'deliver-webhook/dlv_1' });
    const { body } = await send('GET', `/deliveries/${id}`, undefined, api.headers);
    expect(body).toMatchObject({
      workflow_id: 'deliver-webhook/dlv_1',
      workflow_url: 'http://127.0.0.1:8233/namespaces/default/workflows/deliver-webhook%2Fdlv_1',
    });
    const forPartner = (await send('GET', `/deliveries/${id}`)).body;
    expect(forPartner).not.toHaveProperty('workflow_id');
    expect(forPartner).not.toHaveProperty('workflow_url');
  });

  test.each([
    ['its own after a round', { status: 'retrying', workflowId: 'deliver-round/rnd_1' }, 'deliver-webhook/:id'],
    [
      'the round that makes its first attempt',
      { status: 'pending', holder: 'eng_1', workflowId: 'deliver-round/rnd_1' },
      'deliver-round/rnd_1',
    ],
    ['the drain while it is held', { status: 'held', holdReason: 'breaker', workflowId: 'deliver-webhook/x' }, 'drain-endpoint/:endpoint'],
    ['none while it is held in order', { status: 'held', holdReason: 'ordering' }, null],
    ['the last one after its end', { status: 'delivered', workflowId: 'deliver-round/rnd_1' }, 'deliver-round/rnd_1'],
  ] as const)('links the workflow that handles the delivery now: %s', async (_what, columns, expected) => {
    const id = await deliver(columns);
    const { body } = await send('GET', `/deliveries/${id}`, undefined, api.headers);
    const workflowId = expected?.replace(':id', id).replace(':endpoint', endpointId) ?? null;
    expect(body.workflow_id).toBe(workflowId);
    if (workflowId === null) expect(body.workflow_url).toBeNull();
    else expect(body.workflow_url).toContain(`/workflows/${encodeURIComponent(workflowId)}`);
  });

  test.each(['disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay'] as const)(
    'explains why a delivery is held (%s) and what releases it',
    async (holdReason) => {
      const id = await deliver({ status: 'held', holdReason });
      const { body } = await send('GET', `/deliveries/${id}`);
      expect(body.hold).toEqual({ reason: holdReason, explanation: expect.stringMatching(/ /), released_by: expect.stringMatching(/ /) });
    },
  );
});

describe('cancelling', () => {
  test.each(['pending', 'retrying', 'held'] as const)('ends a %s delivery, once', async (status) => {
    const id = await deliver({ status, holdReason: status === 'held' ? 'paused' : null, nextAttemptAt: new Date(), holder: 'eng_1' });
    const cancelled = await send('POST', `/deliveries/${id}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', next_attempt_at: null, ended_at: expect.any(String) } });
    expect(await read(id)).toMatchObject({ holder: null, holdReason: null });
    expect(api.workflowCalls).toEqual(status === 'held' ? [] : [{ call: 'cancel', ids: [id] }]);
    expect(await send('POST', `/deliveries/${id}/cancel`)).toMatchObject({ status: 409, body: { code: 'delivery_ended' } });
  });

  test.each(['delivered', 'dead_lettered', 'cancelled'] as const)('does not touch a %s delivery', async (status) => {
    const id = await deliver({ status, endedAt: new Date('2026-01-01') });
    const before = await read(id);
    expect(await send('POST', `/deliveries/${id}/cancel`)).toMatchObject({ status: 409, body: { code: 'delivery_ended' } });
    expect(await read(id)).toEqual(before);
  });

  test('releases the next delivery of the same ordering key', async () => {
    await send('PATCH', `/endpoints/${endpointId}`, { ordering: true });
    const first = await deliver({}, { ordering_key: 'deal-1' });
    const second = await deliver({}, { ordering_key: 'deal-1' });
    const third = await deliver({}, { ordering_key: 'deal-1' });
    expect(await read(second)).toMatchObject({ status: 'held', holdReason: 'ordering' });
    await send('POST', `/deliveries/${first}/cancel`);
    expect(await read(second)).toMatchObject({ status: 'pending', holdReason: null });
    expect(await read(third)).toMatchObject({ status: 'held', holdReason: 'ordering' });
    expect(api.workflowCalls).toEqual([
      { call: 'cancel', ids: [first] },
      { call: 'start', ids: [second] },
    ]);
  });

  test('of concurrent cancels only one succeeds, and that one is in the audit log', async () => {
    const id = await deliver();
    const replies = await Promise.all(Array.from({ length: 5 }, () => send('POST', `/deliveries/${id}/cancel`)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    const { body } = await send('GET', `/audit-entries?object_id=${id}`, undefined, api.headers);
    expect(body.data).toMatchObject([{ action: 'delivery.cancelled', actor: { kind: 'partner' }, partner_id: partner.id }]);
  });
});

describe('retrying now', () => {
  test('stores the request and wakes the workflow; the scheduled attempt stays when it was', async () => {
    const nextAttemptAt = new Date(Date.now() + 3_600_000);
    const id = await deliver({ status: 'retrying', attempts: 3, nextAttemptAt });
    expect((await send('POST', `/deliveries/${id}/retry`)).status).toBe(202);
    expect(await read(id)).toMatchObject({ nextAttemptAt, request: { trigger: 'manual', actor: { kind: 'partner' } } });
    expect(api.workflowCalls).toEqual([{ call: 'retryNow', ids: [id] }]);
  });

  test.each(deliveryStatuses.filter((status) => !['pending', 'retrying'].includes(status)))(
    'of a %s delivery is rejected with what to do instead',
    async (status) => {
      const id = await deliver({ status, holdReason: status === 'held' ? 'breaker' : null });
      const { status: code, body } = await send('POST', `/deliveries/${id}/retry`);
      expect(code).toBe(409);
      expect(body.code).toBe(status === 'held' ? 'conflict' : 'delivery_ended');
      if (status === 'dead_lettered') expect(body.detail).toContain(`/dead-letters/${id}/replay`);
      if (status === 'held') expect(body.detail).toContain('circuit breaker');
      expect(api.workflowCalls).toEqual([]);
    },
  );

  test('succeeds while Temporal hangs: the request is stored and the sweeper follows it', async () => {
    const hang = () => new Promise<void>(() => {});
    const other = await buildTestApp({ workflows: workflowsThat(hang) });
    try {
      const owner = await other.partner();
      await other.eventType('deal.approved');
      const inject = (path: string, headers: object, payload: object) =>
        other.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: { ...headers }, payload });
      await inject('/endpoints', owner.headers, { url: 'https://partner.example/' });
      await inject('/events', other.headers, { type: 'deal.approved', data: {} });
      const [row] = await other.db.orm.select().from(delivery);
      const started = performance.now();
      expect((await inject(`/deliveries/${row?.id}/retry`, owner.headers, {})).statusCode).toBe(202);
      expect(performance.now() - started).toBeLessThan(20_000);
      expect((await other.db.orm.select().from(delivery))[0]?.request).toMatchObject({ trigger: 'manual' });
    } finally {
      await other.close();
    }
  });
});

test('deliveries to a deleted endpoint can still be read', async () => {
  const id = await deliver({ status: 'delivered' });
  await api.db.orm.update(endpoint).set({ deletedAt: new Date() }).where(eq(endpoint.id, endpointId));
  expect((await send('GET', `/deliveries/${id}`)).body).toMatchObject({ id, endpoint: { state: 'deleted' } });
});
