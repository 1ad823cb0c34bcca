import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '#apps/local/postgres/postgres.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { isConnectionLost, isDatabaseUnavailable } from '#db/failure.ts';
import { eventually } from '#test/support/engine.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { freeze } from '#test/support/stack/freeze.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';

let stateDir: string;
let server: PostgresServer;
let db: Database;
let thaw: () => void = () => {};
beforeAll(async () => {
  stateDir = await makeScratch();
  server = await startPostgres({ stateDir, port: await findFixedPort(), say: () => {} });
});
afterAll(async () => {
  await server.child.stop();
  removeScratch(stateDir);
});
beforeEach(async () => {
  db = openDatabase(server.urlOf('postgres'), { max: 2 });
  await db.sql`select 1`;
  await db.hot`select 1`;
});
afterEach(async () => {
  thaw();
  await db.close();
});

const hang = () => {
  thaw = freeze(server.child.pid);
};

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('while PostgreSQL is frozen, everything that waits for it fails as unavailable', () => {
  test('a statement and a transaction, also those of drizzle', async () => {
    const works = [
      () => db.sql`select 1`.then(() => {}),
      () => db.orm.execute('select 1'),
      () => db.sql.begin((tx) => tx`select 1`),
      () => db.orm.transaction((tx) => tx.execute('select 1')),
    ];
    hang();
    // More than there are connections: some wait for one.
    const errors = await Promise.all(works.flatMap((work) => Array.from({ length: 6 }, () => failure(work()))));
    expect(errors.map(isDatabaseUnavailable)).toEqual(Array(24).fill(true));
    expect(errors.map(isConnectionLost)).toEqual(Array(24).fill(true));
    thaw();
    for (const work of works) {
      await eventually(
        () => failure(work()),
        (error) => error === undefined,
      );
    }
    const inside = await db.sql`select from pg_stat_activity where state like 'idle in transaction%'`;
    expect(inside).toHaveLength(0);
  });

  test('a transaction between two statements', async () => {
    let resume: () => void = () => {};
    const paused = new Promise<void>((resolve) => (resume = resolve));
    const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>();
    const transaction = failure(
      db.sql.begin(async (tx) => {
        await tx`create table half (id int)`;
        hasBegun();
        await paused;
        await tx`insert into half values (1)`;
      }),
    );
    await begun;
    hang();
    expect(isDatabaseUnavailable(await failure(db.sql`select 1`.then(() => {})))).toBe(true);
    resume();
    expect(isDatabaseUnavailable(await transaction)).toBe(true);
    thaw();
    // It is rolled back once the server notices that the client has gone.
    await eventually(
      () =>
        failure(db.sql`select from pg_stat_activity where state like 'idle in transaction%'`.then((rows) => expect(rows).toHaveLength(0))),
      (error) => error === undefined,
    );
    expect(await db.sql`select to_regclass('half') as name`).toEqual([{ name: null }]);
  });
});

test('a long statement, or a long wait for a connection, is no hang', async () => {
  const sleeps = Array.from({ length: 4 }, () => db.sql`select pg_sleep(4)`.then(() => 'slept'));
  expect(await Promise.all(sleeps)).toEqual(Array(4).fill('slept'));
});
