import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { type DeliveryFilter, matching } from '#db/delivery/delivery-query.ts';
import { desc } from '#db/drizzle.ts';
import { delivery } from '#db/schema.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  // One in ten is not delivered, and the newest thousand are all delivered: a list that goes through the newest rows finds nothing among them.
  await db.sql`
    insert into event (id, type, schema_version, occurred_at, data)
    select 'evt_' || lpad(n::text, 26, '0'), 'type' || n % 20, 1, now(), '{}' from generate_series(1, 30000) n`;
  await db.sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, next_attempt_at, workflow_id,
      dead_letter_reason, error_class, last_error, created_at, ended_at, updated_at)
    select 'dlv_' || lpad(n::text, 26, '0'), 'evt_' || lpad(n::text, 26, '0'), 'ep_' || n % 100, 'ptn_' || n % 50, 'type' || n % 20, s,
      case s when 'held' then 'breaker' end, case s when 'retrying' then now() + interval '1 hour' end, 'w',
      case s when 'dead_lettered' then 'attempt 5 of 5 failed' end, case when s in ('retrying', 'dead_lettered') then 'http_5xx' end,
      case when s in ('retrying', 'dead_lettered') then 'HTTP 503' end, now() - (31000 - n) * interval '1 min',
      case when s in ('delivered', 'dead_lettered') then now() - (31000 - n) * interval '1 min' end, now() - (31000 - n) * interval '1 min'
    from generate_series(1, 30000) n, lateral (
      select case when n > 29000 then 'delivered' when n % 30 = 1 then 'held' when n % 30 = 2 then 'retrying' when n % 30 = 3
        then 'dead_lettered' else 'delivered' end as s) state`;
  for (const table of ['event', 'delivery']) await db.sql`analyze ${db.sql(table)}`;
  // As autovacuum does while rows come.
  await db.sql`select brin_summarize_new_values(inhrelid) from pg_inherits where inhparent = 'delivery_updated'::regclass`;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const aMinuteAgo = () => new Date(Date.now() - 60_000);

test.each<[string, DeliveryFilter]>([
  ['no filter', {}],
  ['a partner', { partnerIds: ['ptn_none'] }],
  ['an endpoint', { endpointId: 'ep_none' }],
  ['an event', { eventId: 'evt_none' }],
  ['a type that no event has', { eventType: 'none' }],
  ['status pending', { statuses: ['pending'] }],
  ['status cancelled', { statuses: ['cancelled'] }],
  ['several statuses', { statuses: ['pending', 'cancelled'] }],
  ['an error class', { errorClasses: ['dns'] }],
  ['an error', { lastError: 'HTTP 404' }],
  ['an error class and a status', { errorClasses: ['dns'], statuses: ['held'] }],
  ['a hold reason', { holdReasons: ['ordering'] }],
  ['the time of the next attempt', { nextAttemptBefore: aMinuteAgo() }],
  ['the time of the last change', { updatedSince: aMinuteAgo() }],
  ['the time of the end', { endedAfter: aMinuteAgo() }],
  ['a reason of dead letters', { statuses: ['dead_lettered'], reason: 'none' }],
  ['the end of dead letters', { statuses: ['dead_lettered'], endedAfter: aMinuteAgo() }],
])('a list limited by %s that matches nothing reads no table to its end', async (_what, filter) => {
  const query = db.orm.select().from(delivery).where(matching(filter)).orderBy(desc(delivery.id)).limit(51).toSQL();
  const values = query.params.map((value) => (value instanceof Date ? value.toISOString() : value)) as string[];
  const plan = await db.sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain (analyze, costs off, timing off) ${query.sql}`, values);
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  // The default partition is empty.
  expect(text).not.toMatch(/Seq Scan on (?!delivery_default)/);
  const removed = [...text.matchAll(/Rows Removed by (?:Filter|Index Recheck): (\d+)/g)].map((match) => Number(match[1]));
  expect(Math.max(0, ...removed), text).toBeLessThan(1_000);
});
