import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { claimDeliveries, linkWorkflow, listStillClaimed, unclaim } from '#db/delivery/claim.ts';
import { purgeDeliveries } from '#db/delivery/delivery-purge.ts';
import { createEndpoint } from '#db/delivery/endpoint.ts';
import { insertEvents } from '#db/delivery/event-publish.ts';
import { recordAttempts } from '#db/delivery/outcome.ts';
import { addPartitions, dropPartition, listPartitions } from '#db/delivery/partitions.ts';
import { drizzle, migrate as applyMigrations } from '#db/drizzle.ts';
import { isDatabaseBusy } from '#db/failure.ts';
import { migrate } from '#db/migrate.ts';
import { createPartner } from '#db/partners/partner.ts';
import { daysAgo } from '#domain/days.ts';
import { idTime } from '#domain/id-range.ts';
import { newId } from '#domain/id.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let partnerId: string;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  ({ id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'sandbox' }, tester));
  const row = { id: newId('ep'), partnerId, url: 'https://hooks.example/', eventTypes: [], maxConcurrency: 1, timeoutMs: 1_000 };
  await createEndpoint(db, row, { id: newId('sec'), sealed: 'sealed' }, 1, tester);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const owner = 'eng_1';
const result = { ok: true, statusCode: 200, latencyMs: 1, gone: false };
const verdict = { status: 'delivered', because: 'delivered', nextAttemptAt: null, disableEndpoint: null } as const;

async function accept({ hot }: Database) {
  const event = { id: newId('evt'), type: 'a.b', schemaVersion: 1, occurredAt: new Date(), dataJson: '{}', partnerIds: [partnerId] };
  const [inserted] = await insertEvents(hot, [event], { owner, fullEndpoints: [] });
  return inserted?.created?.pending[0] ?? expect.fail('no delivery');
}
const record = ({ hot }: Database, delivery: Awaited<ReturnType<typeof accept>>) =>
  recordAttempts(hot, [{ delivery, startedAt: new Date(), result, verdict, workflowId: null }], owner);

/** As on a database that has been in use for so many days. */
async function partitionFor(days: number): Promise<void> {
  await db.sql`truncate delivery, attempt`;
  for (const partition of await listPartitions(db.sql)) await dropPartition(db.sql, partition, []);
  for (let ago = days; ago >= 0; ago -= 4) await addPartitions(db.sql, 30, daysAgo(ago).getTime());
}

test('there are always partitions for the next days, without a gap, and as many for any retention', async () => {
  for (const days of [7, 365]) {
    for (const partition of await listPartitions(db.sql)) await dropPartition(db.sql, partition, []);
    for (let parts = 11; parts >= 0; parts--) await addPartitions(db.sql, days, daysAgo((parts * days) / 10).getTime());
    const partitions = await listPartitions(db.sql);
    expect(partitions.slice(1).map(({ from }) => from)).toEqual(partitions.slice(0, -1).map(({ until }) => until));
    expect(partitions.at(-1)?.until.getTime()).toBeGreaterThan(daysAgo(-3).getTime());
    const recent = partitions.filter(({ until }) => until > daysAgo(days));
    expect(recent.length).toBeLessThanOrEqual(8);
    expect(await addPartitions(db.sql, days)).toEqual([]);
  }
});

test('deliveries for which there is no partition are accepted and recorded, and the next partition begins after them', async () => {
  for (const partition of await listPartitions(db.sql)) await dropPartition(db.sql, partition, []);
  const delivery = await accept(db);
  expect(await record(db, delivery)).toMatchObject([{ status: 'delivered' }]);
  expect(await db.sql`select id from delivery_default`).toEqual([{ id: delivery.id }]);
  await addPartitions(db.sql, 30);
  const [first] = await listPartitions(db.sql);
  expect(first?.from?.getTime()).toBeGreaterThan(Date.now());
});

test('after a month in which nothing added partitions, deliveries are accepted, and those of the next days have partitions again', async () => {
  await db.sql`truncate delivery, attempt`;
  for (const partition of await listPartitions(db.sql)) await dropPartition(db.sql, partition, []);
  await addPartitions(db.sql, 30, daysAgo(40).getTime());
  const [old] = await listPartitions(db.sql);
  expect(old?.until.getTime()).toBeLessThan(daysAgo(30).getTime());
  const delivery = await accept(db);
  expect(await record(db, delivery)).toMatchObject([{ status: 'delivered' }]);
  expect((await addPartitions(db.sql, 30)).length).toBeGreaterThan(0);
  expect(await addPartitions(db.sql, 30)).toEqual([]);
  const tomorrow = `dlv_${idTime(daysAgo(-2).getTime())}${delivery.id.slice(-16)}`;
  await db.sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status) values (${tomorrow}, 'evt_1', 'ep_1', 'ptn_1', 'a.b', 'delivered')`;
  const places = await db.sql`select id, tableoid::regclass::text <> 'delivery_default' as "isPartitioned" from delivery order by id`;
  expect(places).toEqual([
    { id: delivery.id, isPartitioned: false },
    { id: tomorrow, isPartitioned: true },
  ]);
  // Nothing of the outage is kept for ever: what has no partition is purged row by row.
  let purged = 0;
  for await (const rows of purgeDeliveries(db.sql, daysAgo(-1))) purged += rows;
  expect(purged).toBeGreaterThanOrEqual(1);
  expect(await db.sql`select id from delivery where id = ${delivery.id}`).toEqual([]);
});

test('what claims, records and links deliveries looks at the partition of their time only', async () => {
  await partitionFor(40);
  const one = openDatabase(database.url, { max: 1 });
  const scans = async () => {
    await one.hot`select pg_stat_force_next_flush()`;
    const rows = await db.sql<{ name: string; scans: number }[]>`
      select relname as name, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int as scans from pg_stat_user_tables where relname ~ '^(delivery|attempt)_' order by 1`;
    return new Map(rows.map(({ name, scans: count }) => [name, count]));
  };
  const touchedByOne = async () => {
    const deliveries = [await accept(one), await accept(one)];
    const ids = deliveries.map(({ id }) => id);
    const before = await scans();
    await claimDeliveries(one.hot, ids, { owner });
    await listStillClaimed(one.hot, ids, owner);
    await unclaim(one.hot, ids, { owner, reason: null });
    for (const delivery of deliveries) await record(one, delivery);
    await linkWorkflow(one.hot, ids, 'deliver-webhook/1');
    const after = await scans();
    expect(before.size).toBeGreaterThan(12);
    return [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
  };
  const current = (await listPartitions(db.sql)).find(({ until }) => until > new Date());
  const isCurrent = (name: string) => name.endsWith(`_${current?.name}`);
  // Scans of other sessions, such as of those that made the partitions, are counted some seconds later, but not again and again.
  const touched = await eventually(touchedByOne, (names) => names.every(isCurrent));
  expect(touched).toContain(`delivery_${current?.name}`);
  await one.close();
});

test('while partitions are added and dropped, every event is accepted, recorded and found', async () => {
  await partitionFor(40);
  const accepted: string[] = [];
  let isOver = false;
  const publisher = async () => {
    while (!isOver) {
      const delivery = await accept(db);
      expect(await record(db, delivery)).toMatchObject([{ status: 'delivered' }]);
      accepted.push(delivery.id);
    }
  };
  const publishers = Array.from({ length: 4 }, publisher);
  try {
    const old = (await listPartitions(db.sql)).filter(({ until }) => until < new Date());
    expect(old.length).toBeGreaterThan(3);
    for (const partition of old) await dropPartition(db.sql, partition, []);
    for (let days = 1; days <= 30; days++) await addPartitions(db.sql, 30, daysAgo(-days).getTime());
  } finally {
    isOver = true;
  }
  await Promise.all(publishers);
  expect(accepted.length).toBeGreaterThan(0);
  const found = await db.sql`select from delivery d join attempt a on a.delivery_id = d.id where d.id = any(${accepted}::text[])`;
  expect(found).toHaveLength(accepted.length);
});

test('a partition is not dropped while somebody reads the deliveries, and nobody waits for long because of it', async () => {
  await partitionFor(40);
  const [oldest] = await listPartitions(db.sql);
  const other = postgres(database.url, { max: 1, onnotice: () => {} });
  await other.begin(async (tx) => {
    await tx`select count(*) from delivery`;
    const dropped = dropPartition(db.sql, oldest ?? expect.fail(), []).catch((error: unknown) => error);
    const delivery = await accept(db);
    expect(await record(db, delivery)).toMatchObject([{ status: 'delivered' }]);
    expect(isDatabaseBusy(await dropped)).toBe(true);
  });
  await other.end();
  expect((await listPartitions(db.sql))[0]).toEqual(oldest);
  expect(
    await db.sql`select from pg_inherits where inhparent in ('delivery'::regclass, 'attempt'::regclass) and inhdetachpending`,
  ).toHaveLength(0);
});

test('the migration keeps every row and the order of acceptance, and does not read the tables while others wait', async () => {
  const url = new URL(database.url);
  const name = `${url.pathname.slice(1)}_old`;
  const admin = postgres(database.url, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)}`;
  url.pathname = name;
  const folder = migrationsBefore('delivery_partitions');
  const old = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    await applyMigrations(drizzle(old), { migrationsFolder: folder });
    await old`
      insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status)
      select 'dlv_01' || lpad(n::text, 24, '0'), 'evt_1', 'ep_1', 'ptn_1', 'a.b', 'delivered' from generate_series(1, 5000) n`;
    await old`insert into attempt (delivery_id, number, started_at, latency_ms) select id, 1, now(), 1 from delivery`;
    const rows = await old`select id, seq from delivery order by seq`;
    await migrate(url.href);
    // Once, to validate the bound. Attaching it would read it again, under a lock.
    const reads = () => old<{ read: number }[]>`select seq_tup_read::int as read from pg_stat_user_tables where relname = 'attempt_first'`;
    expect(
      await eventually(
        async () => (await reads())[0]?.read ?? 0,
        (read) => read >= 5_000,
      ),
    ).toBe(5_000);
    expect(await old`select id, seq from delivery order by seq`).toEqual(rows);
    expect(await old`select count(*)::int as count from attempt`).toEqual([{ count: 5_000 }]);
    await old`insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status) values (${newId('dlv')}, 'evt_1', 'ep_1', 'ptn_1', 'a.b', 'pending')`;
    expect(
      await old`select seq::int > ${rows.length} as "isLater", tableoid::regclass::text as partition from delivery order by seq desc limit 1`,
    ).toEqual([{ isLater: true, partition: 'delivery_first' }]);
    const indexes = await old`
      select c.relname as name, count(i.inhrelid)::int as parts from pg_index x join pg_class c on c.oid = x.indexrelid left join pg_inherits i on i.inhparent = c.oid
      where x.indrelid in ('delivery'::regclass, 'attempt'::regclass) and x.indisvalid group by 1 order by 1`;
    const wanted = await db.sql`
      select c.relname as name from pg_index x join pg_class c on c.oid = x.indexrelid where x.indrelid in ('delivery'::regclass, 'attempt'::regclass) order by 1`;
    expect(indexes).toEqual(wanted.map((index) => ({ ...index, parts: 2 })));
  } finally {
    await old.end();
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
    rmSync(folder, { recursive: true });
  }
});

/** The migrations without the last ones. */
function migrationsBefore(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-migrations-'));
  cpSync(path.join(import.meta.dirname, '../../../db/migrations'), folder, { recursive: true });
  const file = path.join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
  const end = journal.entries.findIndex(({ tag }) => tag.endsWith(name));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}
