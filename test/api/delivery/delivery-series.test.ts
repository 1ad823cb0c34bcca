import { afterAll, beforeAll, expect, test } from 'vitest';
import { countEndedDeliveries } from '#db/delivery/delivery-hours.ts';
import { deliverySeries, latencyQuantile, seriesFrom } from '#domain/delivery/delivery-series.ts';
import { newId } from '#domain/id.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let acme: TestPartner;
let other: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  [acme, other] = [await api.partner('standard'), await api.partner('standard')];
  await countAll();
});
afterAll(() => api.close());

async function countAll(): Promise<void> {
  while (await countEndedDeliveries(api.db.sql));
}

interface Ended {
  partnerId: string;
  endpointId: string;
  status: 'delivered' | 'dead_lettered' | 'cancelled';
  tookMs: number;
}

const end = ({ partnerId, endpointId, status, tookMs }: Ended) => api.db.sql`
  insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, created_at, ended_at)
  values (${newId('dlv')}, ${newId('evt')}, ${endpointId}, ${partnerId}, 'deal.noted', ${status}, now() - ${tookMs} * interval '1 ms', now())`;

interface Period {
  delivered: number;
  dead_lettered: number;
  success_rate: number | null;
  latency_ms: { p50: number | null; p95: number | null };
}

async function seriesOf(query: string, headers: object = api.headers): Promise<Period[]> {
  const reply = await api.app.inject({ url: `/api/v1/delivery-series?${query}`, headers: { ...headers } });
  expect(reply.statusCode).toBe(200);
  return reply.json().data;
}
/** In case an hour, or a day, ends within the test. */
const sumOf = (series: Period[]) => ({
  delivered: series.reduce((sum, each) => sum + each.delivered, 0),
  deadLettered: series.reduce((sum, each) => sum + each.dead_lettered, 0),
});

test('a delivery is counted once, in the series of its endpoint, of its partner and of all, and not before it ends', async () => {
  const of = (status: Ended['status'], tookMs: number) => ({ partnerId: acme.id, endpointId: 'ep_one', status, tookMs });
  await end(of('delivered', 80));
  await end(of('delivered', 80));
  await end({ ...of('dead_lettered', 5_000), endpointId: 'ep_two' });
  await end(of('cancelled', 10));
  await end({ ...of('delivered', 10), partnerId: other.id, endpointId: 'ep_other' });
  await end({ ...of('delivered', 10), partnerId: platformPartnerId, endpointId: 'ep_own' });
  expect(sumOf(await seriesOf(`partner_id=${acme.id}`))).toEqual({ delivered: 0, deadLettered: 0 });
  await countAll();
  await countAll();
  await end(of('delivered', 700));
  await Promise.all([countAll(), countAll(), countAll()]);
  expect(sumOf(await seriesOf('endpoint_id=ep_one'))).toEqual({ delivered: 3, deadLettered: 0 });
  expect(sumOf(await seriesOf(`partner_id=${acme.id}`))).toEqual({ delivered: 3, deadLettered: 1 });
  expect(sumOf(await seriesOf('by=day&periods=7'))).toEqual({ delivered: 4, deadLettered: 1 });
  const period = (await seriesOf(`partner_id=${acme.id}&by=day&periods=2`)).find(({ success_rate: rate }) => rate !== null);
  expect(period).toMatchObject({ success_rate: 0.75 });
  expect(period?.latency_ms.p50).toBeGreaterThan(50);
  expect(period?.latency_ms.p50).toBeLessThanOrEqual(100);
  expect(period?.latency_ms.p95).toBeGreaterThan(500);
});

test('a partner sees its own series, whatever it asks for', async () => {
  const own = await seriesOf('', acme.headers);
  expect(own).toHaveLength(24);
  expect(sumOf(own)).toEqual({ delivered: 3, deadLettered: 1 });
  for (const query of [`partner_id=${other.id}`, 'endpoint_id=ep_other']) {
    expect(sumOf(await seriesOf(query, acme.headers))).toEqual({ delivered: 0, deadLettered: 0 });
  }
});

test('a series reads one range of the primary key, never the deliveries', async () => {
  const plan = await api.db.sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx`explain select hour, delivered, dead_lettered, latency from delivery_hour where subject_id = 'all' and hour >= now() - interval '1 day'`;
  });
  expect(JSON.stringify(plan)).toContain('delivery_hour_subject_id_hour_pk');
});

test('a series has every period, the last one is now, and a day is the sum of its hours', () => {
  const now = new Date('2026-03-02T01:30:00Z');
  const from = seriesFrom('day', 3, now);
  expect(from.toISOString()).toBe('2026-02-28T00:00:00.000Z');
  const at = (hour: string, delivered: number) => ({ hour: new Date(hour), delivered, deadLettered: 1, latency: [delivered] });
  const hours = [at('2026-03-01T00:00:00Z', 2), at('2026-03-01T23:00:00Z', 3), at('2026-03-02T01:00:00Z', 4)];
  const series = deliverySeries(hours, 'day', { from, periods: 3 });
  expect(series.map(({ delivered, deadLettered }) => [delivered, deadLettered])).toEqual([
    [0, 0],
    [5, 2],
    [4, 1],
  ]);
});

test('a quantile is within the range that its delivery is in', () => {
  expect(latencyQuantile([0, 0], 0.5)).toBeNull();
  expect(latencyQuantile([10], 0.5)).toBe(25);
  expect(latencyQuantile([9, 0, 1], 0.9)).toBe(50);
  expect(latencyQuantile([9, 0, 1], 0.95)).toBe(175);
});
