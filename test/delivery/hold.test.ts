import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    settings: {
      webhooks: {
        retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 2, jitter: 0 } },
        breaker: { window_s: 60, min_attempts: 4, failure_rate: 0.5, open_s: 1, max_open_s: 1 },
        delivery: { max_drain_per_s: 60 },
      },
    },
  });
});
afterAll(() => engine.close());

const receiving = (fields?: Record<string, unknown>) => addReceivingEndpoint(engine, fields);
const toldOf = (endpointId: string, what: string) =>
  engine.db.sql`select data from event where type = ${`causeway.endpoint.${what}`} and data->>'endpoint_id' = ${endpointId}`;
const endpointNow = async (id: string) => (await engine.call('GET', `/endpoints/${id}`)).body;

describe('an endpoint that may not receive', () => {
  test('holds while it is paused and drains in order of acceptance when it is enabled', async () => {
    const { receiver, endpoint, type, ids } = await receiving({ max_concurrency: 1 });
    await engine.call('POST', `/endpoints/${endpoint.id}/pause`);
    const published: string[] = [];
    for (let n = 0; n < 5; n++) published.push(await publish(engine, type));
    await deliveryIn(engine, published[4]!, 'held');
    expect(ids()).toEqual([]);
    await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
    for (const id of published) await deliveryIn(engine, id, 'delivered');
    await receiver.close();
    expect(ids()).toEqual(published);
    await replayNow(engine, `drain-endpoint/${endpoint.id}`, 'shown-drained-after-pause');
  });

  test('gets its backlog at the rate that drains keep to, so that live traffic has room', async () => {
    const { receiver, endpoint, type, ids } = await receiving();
    await engine.call('POST', `/endpoints/${endpoint.id}/pause`);
    const events = Array.from({ length: 70 }, () => ({ type, data: {} }));
    await engine.call('POST', '/events/batch', { events });
    const startedAt = performance.now();
    await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
    await eventually(ids, (came) => came.length === events.length);
    await receiver.close();
    // Two pages of 32 at 60 a second before the rest may go.
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
  });

  test('is disabled by 410 Gone, holds that delivery, tells the platform, and gets it when it is enabled again', async () => {
    const { receiver, endpoint, type } = await receiving();
    receiver.script({ status: 410 });
    const eventId = await publish(engine, type);
    const held = await deliveryIn(engine, eventId, 'held');
    expect(held['hold_reason']).toBe('disabled');
    expect(await endpointNow(endpoint.id)).toMatchObject({ state: 'disabled', state_reason: 'the receiver returned 410 Gone' });
    await eventually(
      () => toldOf(endpoint.id, 'disabled'),
      (events) => events.length > 0,
    );
    expect(held['workflow_id']).toBe(`drain-endpoint/${endpoint.id}`);
    // Before the drain takes the delivery from the workflow that held it.
    const [row] = await engine.db.sql<{ id: string | null }[]>`select workflow_id as id from delivery where id = ${held['id']}`;
    // If the accepting process was first, no workflow made the attempt.
    if (row?.id?.startsWith('deliver-')) await replayNow(engine, row.id, 'held-by-410');
    await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
  });

  test('is spared by its breaker, probed, and drained when the probe succeeds', async () => {
    const { receiver, endpoint, type, ids } = await receiving({ max_concurrency: 1, retry_policy: { schedule_s: [3600] } });
    receiver.answerWith({ status: 500 });
    const first: string[] = [];
    for (let n = 0; n < 4; n++) first.push(await publish(engine, type));
    await eventually(
      () => endpointNow(endpoint.id),
      (now) => now['breaker'].state !== 'closed',
    );
    const attempted = ids().length;
    const later: string[] = [];
    for (let n = 0; n < 5; n++) later.push(await publish(engine, type));
    expect((await deliveryIn(engine, later[4]!, 'held'))['hold_reason']).toBe('breaker');
    expect(attempted).toBe(4);
    receiver.answerWith({ status: 200 });
    for (const id of later) await deliveryIn(engine, id, 'delivered');
    expect(await endpointNow(endpoint.id)).toMatchObject({ breaker: { state: 'closed' } });
    await receiver.close();
    expect(
      ids()
        .filter((id) => later.includes(id as string))
        .slice(-4),
    ).toEqual(later.slice(1));
    await replayNow(engine, `drain-endpoint/${endpoint.id}`, 'shown-drained-after-breaker');
  });

  test('is warned about, then disabled, after days without a success', async () => {
    const { receiver, endpoint, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
    receiver.answerWith({ status: 500 });
    await engine.db.sql`update endpoint set failing_since = now() - interval '4 days', last_failed_at = now() where id = ${endpoint.id}`;
    await publish(engine, type);
    const [warning] = await eventually(
      () => toldOf(endpoint.id, 'failing'),
      (events) => events.length > 0,
    );
    expect(warning!['data']).toMatchObject({ percent: 75 });
    const other = await receiving({ retry_policy: { schedule_s: [3600] } });
    other.receiver.answerWith({ status: 500 });
    await engine.db
      .sql`update endpoint set failing_since = now() - interval '5 days 1 minute', last_failed_at = now() where id = ${other.endpoint.id}`;
    await publish(engine, other.type);
    await eventually(
      () => endpointNow(other.endpoint.id),
      (now) => now['state'] === 'disabled',
    );
    await receiver.close();
    await other.receiver.close();
  });
});

describe('a drain', () => {
  test('that is interrupted by a shutdown leaves nothing behind that nobody looks after', async () => {
    const first = await startTestEngine({ beside: engine });
    const { receiver, endpoint, type } = await receiving({ max_concurrency: 2, retry_policy: { schedule_s: [1] } });
    receiver.answerWith({ delayMs: 20 });
    await engine.call('POST', `/endpoints/${endpoint.id}/pause`);
    await engine.call('POST', '/events/batch', { events: Array.from({ length: 300 }, () => ({ type, data: {} })) });
    // As if each had failed before and lost its workflow to the hold: the case that has a workflow id already.
    await engine.db.sql`update delivery set workflow_id = 'deliver-webhook/' || id, attempts = 1 where endpoint_id = ${endpoint.id}`;
    await first.call('POST', `/endpoints/${endpoint.id}/enable`);
    await eventually(
      () => receiver.requests.length,
      (count) => count > 5,
    );
    await first.close();
    await eventually(
      () => engine.db.sql`select from delivery where endpoint_id = ${endpoint.id} and status <> 'delivered'`,
      (open) => open.length === 0,
    );
    await receiver.close();
    expect(receiver.requests).toHaveLength(300);
  });
});

describe.concurrent('ordering keys', () => {
  test('keep one key in order through a failure, while another key overtakes', async () => {
    const { receiver, type, ids } = await receiving({ ordering: true });
    receiver.script({ status: 500 });
    const a1 = await publish(engine, type, { ordering_key: 'a' });
    await deliveryIn(engine, a1, 'retrying');
    const a2 = await publish(engine, type, { ordering_key: 'a' });
    const a3 = await publish(engine, type, { ordering_key: 'a' });
    const b1 = await publish(engine, type, { ordering_key: 'b' });
    await deliveryIn(engine, b1, 'delivered');
    for (const id of [a1, a2, a3]) await deliveryIn(engine, id, 'delivered');
    await receiver.close();
    expect(ids()).toEqual([a1, b1, a1, a2, a3]);
  });

  // More than share one transaction, so that the order holds between transactions too.
  test('hold within a batch too', async () => {
    const { receiver, type, ids } = await receiving({ ordering: true, max_concurrency: 100 });
    const events = Array.from({ length: 450 }, (_, n) => ({ type, data: {}, ordering_key: `k${n % 100}` }));
    const { body } = await engine.call('POST', '/events/batch', { events });
    const published = (body['results'] as { event: { id: string } }[]).map((result) => result.event.id);
    await eventually(
      () => receiver.requests.length,
      (count) => count === 450,
    );
    await receiver.close();
    const keyOf = (id: unknown) => published.indexOf(id as string) % 100;
    for (let key = 0; key < 100; key++) {
      expect(ids().filter((id) => keyOf(id) === key)).toEqual(published.filter((id) => keyOf(id) === key));
    }
  });

  test.each([
    ['block', 'held'],
    ['skip', 'delivered'],
  ])('after a dead letter: %s leaves the next one %s', async (ordering_on_dead_letter, status) => {
    const { receiver, type } = await receiving({ ordering: true, ordering_on_dead_letter, retry_policy: { schedule_s: [] } });
    receiver.script({ status: 500 });
    const first = await publish(engine, type, { ordering_key: 'k' });
    const { id } = await deliveryIn(engine, first, 'dead_lettered');
    const second = await publish(engine, type, { ordering_key: 'k' });
    await deliveryIn(engine, second, status);
    if (status === 'held') {
      await engine.call('POST', `/dead-letters/${id}/replay`);
      await deliveryIn(engine, second, 'delivered');
    }
    await receiver.close();
  });
});

describe('what the receiver asks for', () => {
  test('webhook-delivery: abort-message dead-letters at once', async () => {
    const { receiver, type } = await receiving();
    receiver.script({ status: 400, headers: { 'webhook-delivery': 'abort-message' } });
    const delivery = await deliveryIn(engine, await publish(engine, type), 'dead_lettered');
    await receiver.close();
    expect(delivery['attempts']).toHaveLength(1);
  });

  test('Retry-After wins over the schedule', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
    receiver.script({ status: 429, headers: { 'retry-after': '1' } });
    const delivery = await deliveryIn(engine, await publish(engine, type), 'delivered');
    await receiver.close();
    expect(delivery['attempts'][0]['next_because']).toContain('Retry-After 1 s');
  });
});
