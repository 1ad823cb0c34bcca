import { afterAll, beforeAll, expect, test } from 'vitest';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    settings: { webhooks: { retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 5, jitter: 0 } } } },
  });
});
afterAll(() => engine.close());

test("a suspended partner's deliveries are held, those that were being retried too, and all arrive when it is activated", async () => {
  const { receiver, endpoint, type, ids } = await addReceivingEndpoint(engine);
  const path = `/partners/${endpoint.partnerId}`;
  receiver.script({ status: 500 });
  const retried = await publish(engine, type);
  await deliveryIn(engine, retried, 'retrying');
  await engine.call('POST', `${path}/suspend`, { reason: 'unpaid' });
  const fresh = await publish(engine, type);
  for (const id of [retried, fresh]) {
    expect(await deliveryIn(engine, id, 'held')).toMatchObject({ hold_reason: 'suspended' });
  }
  const postedBefore = ids().length;
  await engine.call('POST', `${path}/activate`);
  for (const id of [retried, fresh]) await deliveryIn(engine, id, 'delivered');
  await receiver.close();
  expect([postedBefore, ids().length]).toEqual([1, 3]);
});

test("a retry policy of the partner holds for its endpoints from the next attempt on, in place of the tier's", async () => {
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
  await publish(engine, type);
  await eventually(
    () => receiver.requests.length,
    (count) => count === 1,
  );
  await engine.call('PATCH', `/partners/${endpoint.partnerId}`, {
    webhook_settings: { retry_policy: { base_s: 1, multiplier: 1, max_attempts: 1 } },
  });
  receiver.script({ status: 500 });
  const eventId = await publish(engine, type);
  await deliveryIn(engine, eventId, 'dead_lettered');
  await receiver.close();
  expect(receiver.requests).toHaveLength(2);
});
