import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { lookAtConnections } from '#db/health/look-at-connections.ts';
import { lookAtSyncs } from '#db/health/look-at-syncs.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

const subjects = 600;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  await db.sql`
    insert into connection (id, vendor, name, auth_method, status)
    select 'con_' || i, 'hubspot', 'Many ' || i, 'token', 'active' from generate_series(1, ${subjects}) i`;
  await db.sql`
    insert into vendor_limit (connection_id, limit_id, key, max, day_ends_at)
    select c.id, l, '', 1000, now() + interval '1 h' from connection c, unnest(array['daily', 'ten_seconds', 'search']) l`;
  await db.sql`
    insert into vendor_limit_share (connection_id, limit_id, key, holder, held, wanted, expires_at)
    select c.id, 'daily', '', holder, 100, 0, now() + interval '1 h' from connection c, unnest(array['one', 'other']) holder`;
  await db.sql`
    insert into sync (id, name, a_connection_id, b_connection_id, mapping, interval_seconds, max_delete_percent, max_change_percent)
    select 'syn_' || i, 'Many ' || i, 'con_' || i, 'con_' || (i % ${subjects} + 1), '{"objects": []}', 300, 5, 30 from generate_series(1, ${subjects}) i`;
  await db.sql`
    insert into sync_run (id, sync_id, kind, mapping_version) select 'srn_' || id, id, 'backfill', 1 from sync`;
  await db.sql`analyze`;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const limits: VendorLimit[] = [{ id: 'daily', text: 'Calls a day', window: { kind: 'day', since: 'midnight' } } as VendorLimit];
const context = () => ({ describe: (label: string) => ({ label, limits }), now: new Date() });
const looks = {
  connections: (sql: Database['sql']) => lookAtConnections(sql, { limit: subjects }, context()),
  syncs: (sql: Database['sql']) => lookAtSyncs(sql, { limit: subjects }, context()),
};

/** The fastest of some, in milliseconds: others use the machine too. */
async function fastest(act: () => Promise<unknown>): Promise<number> {
  const durations: number[] = [];
  for (let i = 0; i < 4; i++) {
    const startedAt = performance.now();
    await act();
    durations.push(performance.now() - startedAt);
  }
  return Math.min(...durations);
}

// PostgreSQL changes to such a plan after a prepared statement was executed five times.
test.each(['connections', 'syncs'] as const)('the health of many %s is as fast by a plan that was made for a few', async (kind) => {
  const planned = await fastest(() => looks[kind](db.sql));
  expect(await fastest(() => looks[kind](db.hot))).toBeLessThan(planned * 5);
});

test('what processes hold of a limit is no longer left, and each connection has its own', async () => {
  const found = await looks.connections(db.sql);
  expect(new Set(found.map(({ quota }) => quota?.left))).toEqual(new Set([800]));
  expect(new Set(found.map(({ verdict }) => verdict.code))).toEqual(new Set(['reading_everything']));
});
