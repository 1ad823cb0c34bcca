import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/database.ts';
import { isConnectionLost, isDatabaseUnavailable } from '#db/failure.ts';

const thrownBy = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    () => undefined,
    (error: unknown) => error,
  );

test.each([
  ['by TCP', 'postgres://nobody@127.0.0.1:1/none'],
  ['by a name that does not resolve', 'postgres://nobody@database.invalid:5432/none'],
])('a database that cannot be reached %s is unavailable, in a statement, a transaction and a query of drizzle', async (_, url) => {
  const db = openDatabase(url);
  for (const work of [
    async () => db.sql`select 1`,
    async () => db.sql.unsafe('select 1'),
    async () => db.sql.begin((tx) => tx`select 1`),
    async () => db.orm.execute('select 1'),
    async () => db.orm.transaction((tx) => tx.execute('select 1')),
  ]) {
    const error = await thrownBy(work);
    expect(error).toBeInstanceOf(Error);
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(isConnectionLost(error)).toBe(true);
  }
  await db.close();
});

test('the same errno of somebody else says nothing of the database', async () => {
  const noFile = await thrownBy(() => readFile('/nowhere/at/all'));
  const noHost = await thrownBy(() => fetch('http://127.0.0.1:1/'));
  const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  expect([noFile, noHost, gone, new Error('failed', { cause: gone })].map(isDatabaseUnavailable)).toEqual([false, false, false, false]);
});
