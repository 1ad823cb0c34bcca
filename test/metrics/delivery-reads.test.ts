import { afterAll, beforeAll, expect, test } from 'vitest';
import { TopPartners } from '#apps/metrics/reads/top-partners.ts';
import { readBreakers, readPartnerQueues, readQueueDepth } from '#db/delivery/queue-depth.ts';
import { fillDeliveries } from './fill-database.ts';
import { openMetricsWorld, seriesOf } from './metrics-world.ts';

let world: Awaited<ReturnType<typeof openMetricsWorld>>;
beforeAll(async () => {
  world = await openMetricsWorld({ metrics: { max_partners: 3 } });
  await fillDeliveries(world.db.sql);
  await world.db.sql`analyze`;
});
afterAll(() => world.close());

test('queue depth, age, partners and breakers are what PostgreSQL has', async () => {
  const text = await world.scrapeAll();
  const status = { 'status=pending': 21, 'status=retrying': 21, 'status=held': 21, 'status=dead_lettered': 21 };
  expect(seriesOf(text, 'causeway_delivery_queue_depth')).toEqual(status);
  for (const age of Object.values(seriesOf(text, 'causeway_delivery_queue_oldest_age_seconds'))) expect(age).toBeGreaterThan(3_600);
  const partners = seriesOf(text, 'causeway_delivery_partner_queue_depth');
  expect(partners).toMatchObject({
    'partner_id=ptn_6,status=held': 6,
    'partner_id=ptn_4,status=retrying': 4,
    'partner_id=other,status=held': 6,
  });
  expect(Object.keys(partners)).toHaveLength(12);
  expect(seriesOf(text, 'causeway_delivery_breakers')).toEqual({ 'partner_id=ptn_1,state=open': 2, 'partner_id=ptn_1,state=probing': 1 });
  const reads = seriesOf(text, 'causeway_database_read_up');
  expect(reads).toEqual({
    ...Object.fromEntries(['queue', 'partner_queues', 'breakers'].map((read) => [`read=${read}`, 1])),
    ...Object.fromEntries(
      ['connections', 'budgets', 'syncs', 'time_to_sync', 'reconciliation', 'alerts', 'alert_messages'].map((read) => [`read=${read}`, 1]),
    ),
  });
});

test.each([
  ['queue', readQueueDepth],
  ['partner_queues', (sql: Parameters<typeof readQueueDepth>[0]) => readPartnerQueues(sql, 10)],
  ['breakers', (sql: Parameters<typeof readQueueDepth>[0]) => readBreakers(sql, 10)],
])('the statement %s reads none of the deliveries that are done, and no table to its end', async (_name, read) => {
  const { sql } = world.db;
  const { plan } = await sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return { plan: await explain(tx, read) };
  });
  expect(plan).not.toMatch(/Seq Scan/);
  for (const [, rows] of plan.matchAll(/Rows Removed by Filter: (\d+)/g)) expect(Number(rows)).toBeLessThan(100);
});

type Read = (sql: Parameters<typeof readQueueDepth>[0]) => Promise<unknown>;

/** The plan of the one statement that `read` sends. */
async function explain(tx: Parameters<Read>[0], read: Read): Promise<string> {
  const asked = (parts: TemplateStringsArray, ...values: never[]) =>
    tx(Object.assign([`explain (analyze, costs off, timing off) ${parts[0]}`, ...parts.slice(1)], { raw: parts.raw }) as never, ...values);
  const rows = (await read(asked as unknown as Parameters<Read>[0])) as { 'QUERY PLAN': string }[];
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('a partner keeps its series at zero until another one needs the place', () => {
  const top = new TopPartners(['held'] as const, () => 2);
  const shown = (...rows: [string, number][]) =>
    Object.fromEntries(
      top
        .samples(rows.map(([partnerId, count]) => ({ partnerId, state: 'held' as const, count })))
        .map((sample) => [sample.labels[0], 'value' in sample ? sample.value : null]),
    );
  expect(shown(['a', 5], ['b', 3], ['c', 2])).toEqual({ a: 5, b: 3, other: 2 });
  expect(shown(['c', 9], ['a', 1], ['b', 1])).toEqual({ a: 1, b: 1, other: 9 });
  expect(shown(['a', 1])).toEqual({ a: 1, b: 0 });
  expect(shown(['c', 9], ['a', 1])).toEqual({ a: 1, c: 9 });
});
