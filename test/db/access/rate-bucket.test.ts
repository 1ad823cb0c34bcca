import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeFromBucket } from '#db/access/rate-bucket.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { takeTokens } from '#domain/access/rate-limit.ts';
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

const minuteUs = 60_000_000;
/** One a minute: nothing comes back while a test runs. */
const slow = { per_minute: 1, burst: 10 };

test.each([-5, -0.5, 0.5, 3.5, 9.5, 10.5, 5000])(
  'with %f minutes paid for ahead, the statement grants what the arithmetic does',
  async (ahead) => {
    for (const [wanted, returned] of [
      [1, 0],
      [4, 0],
      [100, 0],
      [0, 1],
      [0, 3],
      [4, 3],
      [100, 7],
    ] as const) {
      const partnerId = `ptn_${ahead}_${wanted}_${returned}`;
      await db.sql`
      insert into rate_bucket (partner_id, paid_until_us)
      values (${partnerId}, (extract(epoch from clock_timestamp()) * 1000000)::bigint + ${Math.round(ahead * minuteUs)}::bigint)`;
      const expected = takeTokens(ahead * minuteUs, { nowUs: 0, wanted, returned, limit: slow });
      const taken = await takeFromBucket(db.hot, { partnerId, wanted, returned, limit: slow });
      expect([taken.granted, taken.aheadUs / minuteUs]).toEqual([expected.granted, expect.closeTo(expected.paidUntilUs / minuteUs, 1)]);
    }
  },
);

test('a partner that was never seen has its whole burst', async () => {
  expect(await takeFromBucket(db.hot, { partnerId: 'ptn_new', wanted: 3, returned: 0, limit: slow })).toEqual({
    granted: 3,
    aheadUs: 3 * minuteUs,
  });
  expect(await takeFromBucket(db.hot, { partnerId: 'ptn_newer', wanted: 30, returned: 0, limit: slow })).toEqual({
    granted: 10,
    aheadUs: 10 * minuteUs,
  });
});

test('whoever asks at the same moment, the burst is granted exactly once', async () => {
  const takes = await Promise.all(
    Array.from({ length: 100 }, () =>
      takeFromBucket(db.hot, { partnerId: 'ptn_many', wanted: 1, returned: 0, limit: { ...slow, burst: 37 } }),
    ),
  );
  expect(takes.filter(({ granted }) => granted === 1)).toHaveLength(37);
});

test('the statement is planned once a connection, and its commit waits for no disk', async () => {
  await db.hot.begin(async (tx) => {
    for (let n = 0; n < 10; n++) await takeFromBucket(tx as never, { partnerId: 'ptn_planned', wanted: 1, returned: 0, limit: slow });
    const plans = await tx`select custom_plans::int as custom from pg_prepared_statements where statement ~ '^\\s*with clock as'`;
    expect(plans).toEqual([{ custom: 0 }]);
  });
  expect(await db.sql`select relpersistence from pg_class where relname = 'rate_bucket'`).toEqual([{ relpersistence: 'u' }]);
});
