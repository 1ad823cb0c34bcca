import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from '#db/database.ts';
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

test('a connection that dies within a transaction fails that transaction, not the process', async () => {
  const faults: unknown[] = [];
  const note = (error: unknown) => void faults.push(error);
  process.on('uncaughtException', note);
  for (let round = 0; round < 5; round++) {
    const running = Array.from({ length: 4 }, () =>
      db.sql.begin(async (tx) => {
        await tx`select 1`;
        await tx`select pg_sleep(30)`;
      }),
    );
    const results = Promise.allSettled(running);
    const killer = openDatabase(database.url, { max: 1 });
    const sleeping = killer.sql`query = 'select pg_sleep(30)' and state = 'active'`;
    for (let count = 0; count < running.length;) {
      count = (await killer.sql`select from pg_stat_activity where ${sleeping}`).length;
    }
    await killer.sql`select pg_terminate_backend(pid) from pg_stat_activity where ${sleeping}`;
    await killer.close();
    expect((await results).map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  }
  process.off('uncaughtException', note);
  expect(faults).toEqual([]);
  expect(await db.sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test('of two transactions that wait for each other both are done', async () => {
  await db.sql`create table till (id int primary key, amount int not null)`;
  await db.sql`insert into till values (1, 0), (2, 0)`;
  let bothLocked: () => void = () => {};
  const locked = new Promise<void>((resolve) => (bothLocked = resolve));
  let waiting = 0;
  const add = (first: number, second: number) =>
    db.sql.begin(async (tx) => {
      await tx`update till set amount = amount + 1 where id = ${first}`;
      if (++waiting === 2) bothLocked();
      await locked;
      await tx`update till set amount = amount + 1 where id = ${second}`;
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  expect(await db.sql`select amount from till`).toEqual([{ amount: 2 }, { amount: 2 }]);
});

test('a transaction that begins behind any number of statements is one, and leaves no connection inside it', async () => {
  const narrow = openDatabase(database.url, { max: 2 });
  const statement = () => narrow.sql`select 1 as one`.execute();
  const transaction = () => narrow.sql.begin((tx) => tx`select pg_current_xact_id()`);
  for (let warm = 0; warm < 10; warm++) await Promise.all([statement(), statement()]);
  // postgres.js sends 100 on a connection before it waits for an answer.
  for (let ahead = 190; ahead < 210; ahead++) {
    const statements = Array.from({ length: ahead }, statement);
    await Promise.all([transaction(), transaction()]);
    await Promise.all(statements);
  }
  const inside = await db.sql`select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
  expect(inside).toHaveLength(0);
  await narrow.close();
});

test('a transaction that fails is undone, whatever of it was still under way', async () => {
  await db.sql`create table note (text text not null)`;
  const work = db.sql.begin((tx) =>
    Promise.all([tx`insert into note values ('kept?')`, tx`select 1 / 0`, tx`insert into note values ('never')`]),
  );
  await expect(work).rejects.toMatchObject({ code: '22012' });
  expect(await db.sql`select from note`).toHaveLength(0);
});
