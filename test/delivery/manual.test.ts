import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addReceivingEndpoint,
  deliveryIn,
  eventually,
  publish,
  startedWorkflow,
  startTestEngine,
  type TestEngine,
} from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    settings: { webhooks: { breaker: { window_s: 60, min_attempts: 100, failure_rate: 0.5, open_s: 1, max_open_s: 1 } } },
  });
});
afterAll(() => engine.close());

type Json = Record<string, any>;
const receiving = (fields?: Json) => addReceivingEndpoint(engine, fields);
const causes = (delivery: Json) => delivery['attempts'].map(({ trigger, actor }: Json) => [trigger, actor?.kind ?? null]);
const auditOf = async (id: string, action: string) =>
  (await engine.call('GET', `/audit-entries?object_id=${id}&action=${action}`)).body['data'] as Json[];

/** A delivery whose first attempt failed, and whose next one is due in an hour. */
async function failedOnce(policy: object = { schedule_s: [3600, 3600], jitter: 0 }) {
  const { receiver, type, endpoint } = await receiving({ retry_policy: policy });
  receiver.answerWith({ status: 500 });
  const eventId = await publish(engine, type);
  const delivery = await deliveryIn(engine, eventId, 'retrying');
  const withAttempts = (count: number) =>
    eventually(
      async () => (await engine.call('GET', `/deliveries/${delivery['id']}`)).body,
      ({ attempts }) => attempts.length === count,
    );
  return { receiver, endpoint, eventId, delivery, id: delivery['id'] as string, withAttempts };
}

describe.concurrent('retry now', () => {
  test('asked for once makes one attempt, also if its workflow begins at the same moment', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
    receiver.answerWith({ status: 500 });
    const events = Array.from({ length: 20 }, () => ({ type, data: {} }));
    await engine.call('POST', '/events/batch', { events });
    const find = async () => (await engine.call('GET', `/deliveries?event_type=${type}`)).body['data'] as Json[];
    const deliveries = await eventually(find, (found) => found.every(({ status }) => status === 'retrying'));
    await Promise.all(deliveries.map(({ id }) => engine.call('POST', `/deliveries/${id}/retry`)));
    await eventually(find, (found) => found.every((delivery) => delivery['attempt_count'] > 1));
    // A second attempt would be made before the workflow waits for the next scheduled one.
    for (const { id } of deliveries) {
      await eventually(
        // The round that made the first attempt may be about to start it.
        () =>
          engine.temporal.workflow
            .getHandle(`deliver-webhook/${id}`)
            .describe()
            .catch(() => null),
        (found) => found?.memo?.['attempts'] === 2 && (found.raw.pendingActivities?.[0]?.lastFailure ?? null) !== null,
      );
    }
    await receiver.close();
    const made = await Promise.all(deliveries.map(async ({ id }) => causes((await engine.call('GET', `/deliveries/${id}`)).body)));
    expect(made).toEqual(
      deliveries.map(() => [
        ['schedule', null],
        ['manual', 'platform'],
      ]),
    );
  });

  test('neither uses up the budget nor moves the scheduled attempt, and says who asked', async () => {
    const { receiver, id, delivery, eventId, withAttempts } = await failedOnce();
    for (const count of [2, 3, 4, 5]) {
      expect((await engine.call('POST', `/deliveries/${id}/retry`)).status).toBe(202);
      await withAttempts(count);
    }
    const waiting = await deliveryIn(engine, eventId, 'retrying');
    expect(waiting).toMatchObject({ attempt_count: 5, next_attempt_at: delivery['next_attempt_at'] });
    expect(causes(waiting)).toEqual([['schedule', null], ...Array.from({ length: 4 }, () => ['manual', 'platform'])]);
    expect(waiting['attempts'][4]).toMatchObject({
      actor: { id: expect.stringMatching(/^key_/) },
      next_attempt_at: delivery['next_attempt_at'],
      next_because: `the manual attempt failed and does not count; next attempt at ${delivery['next_attempt_at']}, as before`,
    });
    expect(await auditOf(id, 'delivery.retried')).toHaveLength(4);
    // The second of three scheduled attempts: the budget is as it was.
    await engine.db.sql`update delivery set next_attempt_at = now() where id = ${id}`;
    await (await startedWorkflow(engine, `deliver-webhook/${id}`)).terminate('its next attempt is due now');
    await engine.engine.workflows.deliveries.start([id]);
    expect((await withAttempts(6))['attempts'][5]).toMatchObject({
      trigger: 'schedule',
      actor: null,
      next_because: expect.stringContaining('attempt 2 of 3 failed'),
    });
    receiver.answerWith({ status: 200 });
    await engine.call('POST', `/deliveries/${id}/retry`);
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    await replayNow(engine, `deliver-webhook/${id}`, 'shown-retried-by-hand');
  });

  test('by a signal in Temporal has the system as its actor; a partner sees no id but its own', async () => {
    const { receiver, id, delivery, withAttempts } = await failedOnce();
    await (await startedWorkflow(engine, `deliver-webhook/${id}`)).signal('retryNow');
    expect((await withAttempts(2))['attempts'][1]).toMatchObject({ trigger: 'manual', actor: { kind: 'system', id: 'temporal' } });
    expect(await auditOf(id, 'delivery.retried')).toMatchObject([{ actor: { kind: 'system', id: 'temporal' } }]);
    await engine.call('POST', `/deliveries/${id}/retry`);
    const seen = await withAttempts(3);
    expect(seen['next_attempt_at']).toBe(delivery['next_attempt_at']);
    await receiver.close();
  });

  test('succeeds although its signal is lost: the sweeper repeats the request', async () => {
    const { receiver, id, eventId } = await failedOnce();
    await eventually(
      () =>
        engine.temporal.workflow
          .getHandle(`deliver-webhook/${id}`)
          .describe()
          .catch(() => null),
      (found) => found?.memo?.['attempts'] === 1,
    );
    receiver.answerWith({ status: 200 });
    const request = { trigger: 'manual', actor: { kind: 'platform', id: 'key_1' }, at: new Date(Date.now() - 20_000).toISOString() };
    await engine.db.sql`update delivery set request = ${JSON.stringify(request)}::jsonb where id = ${id}`;
    const delivery = await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    expect(delivery['attempts'][1]).toMatchObject({ trigger: 'manual', actor: { kind: 'platform', id: 'key_1' } });
  });
});

describe.concurrent('an attempt says why it was made', () => {
  test('after a replay, and after a reset in Temporal', async () => {
    const { receiver, endpoint, id, eventId, withAttempts } = await failedOnce({ schedule_s: [1], jitter: 0 });
    await deliveryIn(engine, eventId, 'dead_lettered');
    await engine.call('POST', `/dead-letters/${id}/replay`);
    await withAttempts(4);
    await deliveryIn(engine, eventId, 'dead_lettered');
    await engine.call('POST', '/dead-letters/replay', { endpoint_id: endpoint.id });
    await withAttempts(6);
    expect(causes(await deliveryIn(engine, eventId, 'dead_lettered'))).toEqual([
      ['schedule', null],
      ['schedule', null],
      ['replay', 'platform'],
      ['schedule', null],
      ['replay', 'platform'],
      ['schedule', null],
    ]);
    await receiver.close();
    expect(await auditOf(id, 'dead_letter.replayed')).toHaveLength(1);
  });

  test('after a hold, and as a probe of the breaker', async () => {
    const { receiver, endpoint, type } = await receiving();
    await engine.call('POST', `/endpoints/${endpoint.id}/pause`);
    const held = await publish(engine, type);
    await deliveryIn(engine, held, 'held');
    await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
    expect(causes(await deliveryIn(engine, held, 'delivered'))).toEqual([['drain', null]]);
    await engine.db.sql`update endpoint set breaker_open_until = now() + interval '1 s' where id = ${endpoint.id}`;
    expect(causes(await deliveryIn(engine, await publish(engine, type), 'delivered'))).toEqual([['probe', null]]);
    await receiver.close();
  });
});
