import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseReads } from '#apps/metrics/reads/database-reads.ts';
import { type Database, openDatabase } from '#db/database.ts';
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

const everyMs = 15_000;
function readsOf() {
  const clock = { now: 0 };
  const reads = new DatabaseReads({ sql: db.sql, everyMs: () => everyMs, now: () => clock.now });
  const valueOf = (name: string, read: string): unknown =>
    [...(reads.families.find((family) => family.name === name)?.read() ?? [])].find(({ labels }) => labels[0] === read);
  return { clock, reads, isUp: (read: string) => valueOf('causeway_database_read_up', read), valueOf };
}
const up = (read: string, value: number) => ({ labels: [read], value });

test('a monitor that scrapes all the time costs one statement in an interval, and none between', async () => {
  const { clock, reads } = readsOf();
  let asked = 0;
  const rows = reads.add('n', async (sql) => {
    asked++;
    return await sql`select 1 as n`;
  });
  for (let second = 0; second < 30; second++) {
    clock.now = second * 1_000;
    await Promise.all([reads.refresh(), reads.refresh()]);
    await reads.close();
  }
  expect(asked).toBe(2);
  expect(rows()).toEqual([{ n: 1 }]);
});

test('a scrape does not wait for a database that hangs, and its series come once it answers', async () => {
  const { reads, isUp } = readsOf();
  const { promise, resolve } = Promise.withResolvers<void>();
  const rows = reads.add('late', () => promise.then(() => 'rows'));
  await reads.refresh();
  expect(rows()).toBeNull();
  expect(isUp('late')).toEqual(up('late', 0));
  resolve();
  await reads.close();
  expect(rows()).toBe('rows');
  expect(isUp('late')).toEqual(up('late', 1));
});

test('a statement that fails is counted, costs the others nothing, and its rows disappear when they are old', async () => {
  const { clock, reads, isUp, valueOf } = readsOf();
  let fails = false;
  const broken = reads.add('broken', async (sql) => await (fails ? sql`select 1 / 0 as n` : sql`select 1 as n`));
  const fine = reads.add('fine', async (sql) => await sql`select 2 as n`);
  const look = async (now: number) => {
    clock.now = now;
    await reads.refresh();
    await reads.close();
  };
  await look(0);
  fails = true;
  await look(everyMs);
  expect(broken()).toEqual([{ n: 1 }]);
  expect(isUp('broken')).toEqual(up('broken', 0));
  expect(fine()).toEqual([{ n: 2 }]);
  await look(3 * everyMs);
  expect(broken()).toBeNull();
  expect(valueOf('causeway_database_read_errors_total', 'broken')).toEqual(up('broken', 2));
  expect(isUp('fine')).toEqual(up('fine', 1));
});

test('nothing is written through it', async () => {
  const { reads, valueOf } = readsOf();
  reads.add('writes', async (sql) => await sql`delete from partner`);
  await reads.refresh();
  await reads.close();
  expect(valueOf('causeway_database_read_errors_total', 'writes')).toEqual(up('writes', 1));
});
