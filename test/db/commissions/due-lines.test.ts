import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseDueLines } from '#activities/commissions/release.ts';
import { readBalances } from '#db/commissions/balance.ts';
import { listDueLines } from '#db/commissions/due-line.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { type Database, openDatabase, type Queryable } from '#db/database.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { addDays } from '#domain/business-days.ts';
import { newId } from '#domain/id.ts';
import { lineOf } from '#test/support/ledger-world.ts';
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

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
const accrual = (releaseDay: string, dueAt: Date | null = null) => {
  const id = newId('lin');
  const line = { id, source: `sale/${id}`, partnerId: 'ptn_1', currency: 'EUR', about: null };
  return { ...lineOf({ ...line, movement: { kind: 'accrual', amountMinor: 100n } }), releaseDay, dueAt };
};

/** Rows of commissions that this connection has read, since PostgreSQL last took note. */
async function countRead(tx: Queryable): Promise<number> {
  const [row] = await tx<{ read: number }[]>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables where schemaname = 'commissions'`;
  return row?.read ?? 0;
}

test('finding what is due reads what is due, however much was released before and waits for later', async () => {
  const released = Array.from({ length: 1_200 }, (_, number) => accrual(addDays('2026-01-01', number % 30)));
  const later = Array.from({ length: 1_200 }, (_, number) => accrual(addDays('2026-06-01', number % 30)));
  const due = Array.from({ length: 3 }, () => accrual('2026-03-01'));
  for (const lines of [released, later, due]) await postTransactions(db.sql, lines);
  expect(await releaseDueLines(db.sql, midnight('2026-02-01'), () => {})).toBe(1_200);
  await db.sql`vacuum analyze commissions.unreleased`;
  const { found, read } = await db.sql.begin(async (tx) => {
    const before = await countRead(tx);
    const lines = await listDueLines(tx, { at: midnight('2026-03-01'), limit: 500 });
    return { found: lines.map(({ id }) => id), read: (await countRead(tx)) - before };
  });
  expect(found.toSorted()).toEqual(due.map(({ id }) => id).toSorted());
  expect(read).toBeLessThanOrEqual(4 * due.length);
  const release = () => releaseDueLines(db.sql, midnight('2026-03-01'), () => {});
  expect([await release(), await release()]).toEqual([3, 0]);
  expect((await readBalances(db.sql, 'ptn_1')).get('EUR')).toMatchObject({ accrued: 120_000n, payable: 120_300n });
});

test('a hold period ends when its day begins by the calendar of the plan, east and west of UTC, and not by the night of UTC', async () => {
  const day = '2026-11-01';
  const begins = (timeZone: string) => startOfDay(day, timeZone);
  // The first one is 14 hours before UTC, and the last one changes its clocks on that day.
  const zones = ['Pacific/Kiritimati', 'Europe/Berlin', 'UTC', 'America/New_York'];
  const lines = zones.map((zone) => accrual(day, begins(zone)));
  await postTransactions(db.sql, lines);
  const due = async (at: Date) => (await listDueLines(db.sql, { at, limit: 5_000 })).map(({ id }) => id);
  for (const [place, zone] of zones.entries()) {
    const own = lines[place]?.id ?? '';
    expect([zone, (await due(new Date(begins(zone).getTime() - 1_000))).includes(own)]).toEqual([zone, false]);
    expect([zone, (await due(begins(zone))).includes(own)]).toEqual([zone, true]);
  }
});
