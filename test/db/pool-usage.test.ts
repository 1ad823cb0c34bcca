import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, type Sql } from '#db/database.ts';
import { poolUsage } from '#db/renewed-pool.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await createDatabase();
  sql = openPool(database.url, { max: 1, connection: {} });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test('a pool tells what has a connection, and what waits for one', async () => {
  expect(poolUsage(sql)).toEqual({ running: 0, waiting: 0 });
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const transaction = sql.begin(async (tx) => {
    await tx`select 1`;
    begin();
    await held;
  });
  await begun;
  const [statement, next] = [sql`select 1`, sql.begin(async (tx) => await tx`select 2`)];
  const both = Promise.all([statement, next]);
  await expect.poll(() => poolUsage(sql)).toEqual({ running: 1, waiting: 2 });
  release();
  await Promise.all([transaction, both]);
  expect(poolUsage(sql)).toEqual({ running: 0, waiting: 0 });
});
