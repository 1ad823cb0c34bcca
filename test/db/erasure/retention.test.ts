import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { purgeDeliveries, slackDays } from '#db/delivery/delivery-purge.ts';
import { addPartitions, dropPartition, listPartitions } from '#db/delivery/partitions.ts';
import { listOverdue, purges } from '#db/erasure/retention.ts';
import { daysAgo } from '#domain/days.ts';
import { deliveryStatuses } from '#domain/delivery/delivery.ts';
import { idTime } from '#domain/id-range.ts';
import { newId } from '#domain/id.ts';
import { seededRandom } from '#domain/random.ts';
import { Settings } from '#domain/settings.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const settings = Settings.parse({ webhooks: { retention_days: 30 }, syncs: { retention_days: 60 }, deals: { import_retention_days: 60 } });
const keptDays = 30;

const seed = Math.floor(Math.random() * 2 ** 31);
const random = seededRandom(seed);
const between = (low: number, high: number) => low + random() * (high - low);
const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
let made = 0;
/** An id as it was made that many days ago. */
const idOf = (prefix: string, days: number) => `${prefix}_${idTime(daysAgo(days).getTime())}${String(made++).padStart(16, '0')}`;

async function purge(...names: string[]): Promise<void> {
  for (const { name, days, purge: pages } of purges(settings)) {
    if (names.includes(name)) await Array.fromAsync(pages(db.sql, daysAgo(days)));
  }
}

interface MadeDelivery {
  id: string;
  event: string;
  status: (typeof deliveryStatuses)[number];
  bornDays: number;
  endedDays: number | null;
}

const isEnded = (status: MadeDelivery['status']) => ['delivered', 'cancelled', 'dead_lettered'].includes(status);

/** An event that was accepted up to 100 days ago, with up to three deliveries; some were replayed long after it. */
function makeEvent(): { id: string; bornDays: number; deliveries: MadeDelivery[] } {
  const bornDays = between(0, 100);
  const id = idOf('evt', bornDays);
  const deliveries = Array.from({ length: Math.floor(between(0, 4)) }, () => {
    const status = random() < 0.6 ? 'delivered' : oneOf(deliveryStatuses);
    const isReplayed = random() < 0.2;
    const born = isReplayed ? between(0, bornDays) : bornDays;
    const endedDays = isEnded(status) ? (random() < 0.7 ? born * 0.9999 : between(0, born)) : null;
    return { id: idOf('dlv', born), event: id, status, bornDays: born, endedDays };
  });
  return { id, bornDays, deliveries };
}

async function store(events: ReturnType<typeof makeEvent>[]): Promise<void> {
  const { sql } = db;
  const rows = events.flatMap(({ deliveries }) => deliveries);
  await sql`
    insert into event (id, type, schema_version, occurred_at, created_at, data)
    select id, 'a.b', 1, at, at, '{}' from unnest(${events.map((event) => event.id)}::text[], ${events.map((event) => daysAgo(event.bornDays).toISOString())}::timestamptz[]) as e (id, at)`;
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, created_at, ended_at)
    select id, event, 'ep_1', 'ptn_1', 'a.b', status, case when status = 'held' then 'paused' end, born, ended
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.event)}::text[], ${rows.map((row) => row.status)}::text[],
      ${rows.map((row) => daysAgo(row.bornDays).toISOString())}::timestamptz[],
      ${rows.map((row) => (row.endedDays === null ? null : daysAgo(row.endedDays).toISOString()))}::timestamptz[]) as d (id, event, status, born, ended)`;
  await sql`
    insert into attempt (delivery_id, number, started_at, latency_ms)
    select id, n, now(), 1 from unnest(${rows.map((row) => row.id)}::text[]) as d (id), generate_series(1, 2) n`;
}

const idsIn = async (table: string) => {
  const rows = await db.sql<{ id: string }[]>`select id from ${db.sql(table)} order by id`;
  return rows.map(({ id }) => id);
};

const listYoungerThan = async (events: ReturnType<typeof makeEvent>[], days: number) =>
  events.flatMap(({ deliveries }) => deliveries.filter(({ bornDays }) => bornDays < days));

/** As on a database that has been in use for 100 days. */
async function emptyAndPartition(): Promise<void> {
  const { sql } = db;
  await sql`truncate event, delivery, attempt`;
  for (const { name } of await listPartitions(sql)) await dropPartition(sql, { name }, []);
  for (let days = 103; days >= 0; days--) await addPartitions(sql, keptDays, daysAgo(days).getTime());
}

/** Far enough from the limit that the seconds of the test do not matter. */
const isPast = (days: number | null) => days !== null && days > keptDays;

/** Whether a row with an id of that time is in a partition that is dropped as a whole. */
async function inDroppedPartition(): Promise<(bornDays: number) => boolean> {
  const dropped = (await listPartitions(db.sql)).findLast(({ until }) => until < daysAgo(keptDays + 1));
  return (bornDays) => dropped !== undefined && daysAgo(bornDays) < dropped.until;
}

test.each([
  ['few', 10_000],
  ['many', 5],
])(
  'of deliveries and events, all that is open or within its retention stays with its attempts, and what ended in old partitions goes, if %s stay',
  async (_, maxMoved) => {
    await emptyAndPartition();
    const events = Array.from({ length: 3_000 }, makeEvent);
    await store(events);
    const isDropped = await inDroppedPartition();
    expect((await listOverdue(db.sql, settings)).map(({ name }) => name)).toEqual(['delivery', 'event', 'dead_letter']);

    // The first run ends in the middle, as if its process had died.
    const run = () => purgeDeliveries(db.sql, daysAgo(keptDays), maxMoved);
    const interrupted = run();
    for (let n = 0; n < 3; n++) await interrupted.next();
    await interrupted.return(undefined);
    await Array.fromAsync(run());
    await purge('event');

    const isOver = ({ status, endedDays }: MadeDelivery) => ['delivered', 'cancelled'].includes(status) && isPast(endedDays);
    const stays = events.flatMap((event) => event.deliveries).filter((row) => !isOver(row) || !isDropped(row.bornDays));
    // Partitions of which many stay are left alone for ten days.
    const mayStay = new Set(maxMoved === 5 ? stays.concat(await listYoungerThan(events, keptDays + 15)).map(({ id }) => id) : []);
    const left = new Set(await idsIn('delivery'));
    expect(
      stays.filter(({ id }) => !left.has(id)),
      `seed ${seed}`,
    ).toEqual([]);
    const wrong = events
      .flatMap((event) => event.deliveries)
      .filter((row) => left.has(row.id) && !stays.includes(row) && !mayStay.has(row.id));
    expect(wrong, `seed ${seed}`).toEqual([]);
    const withDelivery = new Set(events.flatMap((event) => event.deliveries).flatMap(({ id, event }) => (left.has(id) ? event : [])));
    const eventsLeft = new Set(await idsIn('event'));
    expect(
      events.filter(({ id, bornDays }) => (withDelivery.has(id) || !isPast(bornDays)) && !eventsLeft.has(id)),
      `seed ${seed}`,
    ).toEqual([]);
    // Events of dropped partitions: later ones are looked at when theirs is.
    const overdue = events.filter(
      ({ id, bornDays }) => eventsLeft.has(id) && !withDelivery.has(id) && bornDays > keptDays + slackDays(keptDays),
    );
    expect(overdue, `seed ${seed}`).toEqual([]);
    const [attempts] = await db.sql`
    select count(*)::int as count, count(*) filter (where not exists (select from delivery d where d.id = delivery_id))::int as stray from attempt`;
    expect(attempts).toEqual({ count: 2 * left.size, stray: 0 });
    expect((await listOverdue(db.sql, settings)).map(({ name }) => name)).toEqual(['dead_letter']);
  },
);

test('an event that is replayed at this moment stays', async () => {
  const event = idOf('evt', 90);
  await store([{ id: event, bornDays: 90, deliveries: [] }]);
  let purged: Promise<void> | undefined;
  await db.sql.begin(async (tx) => {
    await tx`select from event where id = ${event} for key share`;
    await tx`insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status) values (${newId('dlv')}, ${event}, 'ep_1', 'ptn_1', 'a.b', 'pending')`;
    purged = purge('event');
    await eventually(
      () => db.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      (waiting) => waiting.length > 0,
    );
  });
  await purged;
  expect(await db.sql`select id from event where id = ${event}`).toHaveLength(1);
});

test('of a sync, the last run of each kind and what a person dismissed or has to decide stay', async () => {
  const { sql } = db;
  await sql`insert into sync (id, name, a_connection_id, b_connection_id, mapping, interval_seconds, max_delete_percent, max_change_percent) values ('syn_1', 's', 'a', 'b', '{}', 60, 5, 5)`;
  await sql`insert into sync_link (id, sync_id, object, a_id, b_id, how) values ('lnk_1', 'syn_1', 'o', '1', '1', 'email')`;
  const run = (days: number, kind: string, ended: boolean) => {
    const id = idOf('srn', days);
    return sql`
      insert into sync_run (id, sync_id, kind, state, mapping_version, started_at, ended_at)
      values (${id}, 'syn_1', ${kind}, ${ended ? 'completed' : 'running'}, 1, ${daysAgo(days)}, ${ended ? daysAgo(days) : null})`.then(
      () => id,
    );
  };
  await run(90, 'incremental', true);
  const runs = [await run(80, 'incremental', true), await run(70, 'hinted', true), await run(65, 'incremental', false)];
  const states = ['waiting', 'failed', 'acked', 'superseded', 'dismissed', 'refused', 'taken_back', 'left'];
  const write = (days: number, state: string) => {
    const id = idOf('swr', days);
    const endedAt = ['waiting', 'failed'].includes(state) ? null : daysAgo(days);
    return sql`
      insert into sync_write (id, sync_id, object, side, target, operation, "values", desired_hash, base_hash, state, ended_at)
      values (${id}, 'syn_1', 'o', 'a', ${id}, 'update', '{}', 'h', 'h', ${state}, ${endedAt})`.then(() => ({ id, days, state }));
  };
  const writes = [];
  for (const state of states) for (const days of [90, 50]) writes.push(await write(days, state));
  const conflict = (days: number, resolvedDays: number | null) => {
    const id = idOf('cft', days);
    const resolvedAt = resolvedDays === null ? null : daysAgo(resolvedDays);
    return sql`
      insert into sync_conflict (id, sync_id, object, link_id, field, opened_at, resolved_at)
      values (${id}, 'syn_1', 'o', 'lnk_1', ${id}, ${daysAgo(days)}, ${resolvedAt})`.then(() => id);
  };
  await conflict(90, 61);
  const conflicts = [await conflict(90, 59), await conflict(90, null)];

  const tests = [90, 50].map((days) => ({ id: idOf('stt', days), days }));
  for (const { id, days } of tests) {
    await sql`
      insert into sync_test (id, sync_id, object, a_id, mapping_version, state, created_by, ended_at)
      values (${id}, 'syn_1', 'o', '1', 1, 'completed', 'key_x', ${daysAgo(days)})`;
  }

  expect((await listOverdue(sql, settings, 0)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['sync_write', 'sync_test', 'sync_run', 'sync_conflict']),
  );
  await purge('sync_write', 'sync_test', 'sync_run', 'sync_conflict');

  expect(await idsIn('sync_run')).toEqual(runs.toSorted());
  const stay = writes.filter(({ days, state }) => days < 60 || !['acked', 'superseded', 'refused', 'taken_back', 'left'].includes(state));
  expect(await idsIn('sync_write')).toEqual(stay.map(({ id }) => id).toSorted());
  expect(await idsIn('sync_conflict')).toEqual(conflicts.toSorted());
  expect(await idsIn('sync_test')).toEqual([tests[1]?.id]);
});

test('of reconciliations, the last night of each pair and book stays, and findings go with their night', async () => {
  const { sql } = db;
  const night = async (days: number, book: string, isEnded = true) => {
    const id = idOf('rcn', days);
    await sql`
      insert into reconciliation_run (id, book, night, trigger, state, ended_at)
      values (${id}, ${book}, ${daysAgo(days)}, 'schedule', ${isEnded ? 'completed' : 'running'}, ${isEnded ? daysAgo(days) : null})`;
    await sql`
      insert into reconciliation_finding (id, run_id, object, class, message, remedy, fingerprint, values_hash)
      values (${newId('fnd')}, ${id}, 'delivery', 'stale', 'm', 'r', 'f', 'v')`;
    return id;
  };
  await night(120, 'deals');
  await night(100, 'deals');
  const stay = [await night(95, 'deals'), await night(93, 'audit'), await night(92, 'deals', false)];
  await purge('reconciliation_run');
  expect(await idsIn('reconciliation_run')).toEqual(stay.toSorted());
  expect(await sql`select run_id as id from reconciliation_finding order by 1`).toEqual(stay.toSorted().map((id) => ({ id })));
});

test('finished imports and used links to consent pages are deleted, running imports and the deals stay', async () => {
  const { sql } = db;
  await sql`insert into partner (id, name, tier) values ('ptn_1', 'Acme', 'standard')`;
  const add = (days: number, status: string) => {
    const id = idOf('imp', days);
    const finishedAt = status === 'running' ? null : daysAgo(days);
    return sql`
      insert into deal_import (id, partner_id, status, submit, total, created_by, created_at, finished_at)
      values (${id}, 'ptn_1', ${status}, false, 1, 'key_1', ${daysAgo(days)}, ${finishedAt})`
      .then(() => sql`insert into deal_import_row (import_id, row) values (${id}, 1)`)
      .then(() => id);
  };
  await add(61, 'finished');
  const imports = [await add(61, 'running'), await add(59, 'finished')];
  await sql`
    insert into connection (id, vendor, name, auth_method, status) values ('con_1', 'hubspot', 'H', 'oauth', 'pending')`;
  for (const days of [31, 29]) {
    await sql`insert into connect_attempt (id, connection_id, ticket_hash, expires_at) values (${idOf('cna', days)}, 'con_1', ${String(days)}, ${daysAgo(days)})`;
  }
  await purge('deal_import', 'connect_attempt');
  expect(await idsIn('deal_import')).toEqual(imports.toSorted());
  expect(await sql`select distinct import_id as id from deal_import_row order by 1`).toEqual(imports.toSorted().map((id) => ({ id })));
  expect(await sql`select ticket_hash as hash from connect_attempt`).toEqual([{ hash: '29' }]);
});
