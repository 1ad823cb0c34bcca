import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { startReceiver } from '#test/support/receiver.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ settings: { webhooks: { breaker: { min_attempts: 3, open_s: 1, max_open_s: 1 } } } });
});
afterAll(() => engine.close());

type Json = Record<string, unknown>;

/** A platform endpoint with a receiver that verifies signatures. */
async function addPlatformEndpoint(fields: Json = {}) {
  const secrets: string[] = [];
  const receiver = await startReceiver({ secrets });
  const { status, body } = await engine.call('POST', '/platform-endpoints', { url: `${receiver.url}/alerts`, ...fields });
  expect(status).toBe(201);
  secrets.push(body['secret'] as string);
  const received = () => receiver.requests.map((request) => JSON.parse(request.body) as { type: string; data: Json });
  return { id: body['id'] as string, receiver, received };
}
const storedOf = (type: string) => engine.db.sql<{ id: string; data: Json; deliveries: number }[]>`
  select e.id, e.data, (select count(*)::int from delivery d where d.event_id = e.id) as deliveries from event e where e.type = ${type} order by e.id`;

test('a fault arrives signed, once, with its reason and its remedy, and nothing that is for partners arrives', async () => {
  const platform = await addPlatformEndpoint();
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine, { retry_policy: { schedule_s: [] } });
  receiver.answerWith({ status: 500 });
  const id = await publish(engine, type);
  await deliveryIn(engine, id, 'dead_lettered');
  const [alert] = await eventually(
    () => platform.received().filter((one) => one.type === 'causeway.delivery.dead_lettered'),
    (all) => all.length > 0,
  );
  expect(alert).toMatchObject({
    type: 'causeway.delivery.dead_lettered',
    data: {
      endpoint_id: endpoint.id,
      partner_id: endpoint.partnerId,
      event_id: id,
      reason: expect.any(String),
      remedy: expect.any(String),
    },
  });
  expect(platform.received().filter((one) => one.type === type)).toEqual([]);
  expect(platform.receiver.problems()).toEqual([]);
  await engine.call('DELETE', `/platform-endpoints/${platform.id}`);
});

test('a breaker tells each change: opened with the reason, closed by a probe, closed by a person', async () => {
  const platform = await addPlatformEndpoint({ event_types: ['causeway.endpoint.*'] });
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine, { retry_policy: { schedule_s: [86_400] } });
  const about = () =>
    platform.received().flatMap((one) => (one.data['endpoint_id'] === endpoint.id ? [[one.type, one.data['reason']]] : []));
  const seen = (count: number) => eventually(about, (all) => all.length >= count);
  receiver.answerWith({ status: 503 });
  for (let n = 0; n < 3; n++) await publish(engine, type);
  expect(await seen(1)).toEqual([['causeway.endpoint.breaker_opened', expect.stringContaining('HTTP 503')]]);
  receiver.answerWith({ status: 200 });
  await publish(engine, type);
  expect((await seen(2))[1]).toEqual(['causeway.endpoint.breaker_closed', 'a probe succeeded']);
  await engine.db.sql`update endpoint set breaker_open_until = now() + interval '1 h' where id = ${endpoint.id}`;
  await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
  expect((await seen(3))[2]).toEqual(['causeway.endpoint.breaker_closed', 'the endpoint was enabled by an operator']);
  await engine.call('DELETE', `/platform-endpoints/${platform.id}`);
});

test('the failing of a platform endpoint is published, and sent to no platform endpoint: there is no loop', async () => {
  const failing = await addPlatformEndpoint({ retry_policy: { schedule_s: [] } });
  const other = await addPlatformEndpoint();
  failing.receiver.answerWith({ status: 500 });
  const before = (await storedOf('causeway.delivery.dead_lettered')).length;
  await engine.engine.notify('causeway.settings.rejected', { file: 'a.yaml', instance: 'x/1', reason: 'because' });
  const stored = await eventually(
    () => storedOf('causeway.delivery.dead_lettered'),
    (all) => all.length > before,
  );
  expect(stored.at(-1)).toMatchObject({ data: { endpoint_id: failing.id, partner_id: platformPartnerId }, deliveries: 0 });
  await eventually(
    () => other.received(),
    (all) => all.some((one) => one.type === 'causeway.settings.rejected'),
  );
  expect(await storedOf('causeway.delivery.dead_lettered')).toHaveLength(before + 1);
  expect(other.received().map((one) => one.type)).not.toContain('causeway.delivery.dead_lettered');
});

test('an occasion is told once, whoever finds out', async () => {
  const tell = () =>
    engine.engine.notify('causeway.crm.recovered', { failing_since: '2026-01-01T00:00:00Z', waiting_deals: 1 }, 'occasion/1');
  await Promise.all([tell(), tell(), tell()]);
  await tell();
  expect(await storedOf('causeway.crm.recovered')).toHaveLength(1);
});
