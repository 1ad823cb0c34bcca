import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { claimWrites } from '#db/sync/sync-write.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

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

const mapping = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'A', b: 'B', creates: [], links: [{ how: 'domain', a: 'd', b: 'd' }] },
      fields: [{ a: 'n', b: 'n', type: 'text', direction: 'both', owner: 'none' }],
    },
  ],
});

test('a claim takes no more writes than a vendor takes at once, whatever the plan of the statement', async () => {
  const sides = { name: 'test', aConnectionId: 'a', bConnectionId: 'b', mapping };
  const { id: syncId } = await createSync(db, { ...sides, intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
  await db.sql`
    insert into sync_write (id, sync_id, object, side, target, operation, "values", desired_hash, base_hash, next_attempt_at)
    select 'w' || n, ${syncId}, 'account', 'a', 'r' || n, 'update', '{}', 'h', 'b', now() from generate_series(1, 250) n`;
  const claimed: string[] = [];
  const sizes: number[] = [];
  for (const owner of ['first', 'second', 'third', 'fourth']) {
    const taken = await db.sql.begin(async (tx) => {
      // The plan that PostgreSQL chooses for a table without statistics evaluates a subquery for each row.
      await tx`set local enable_hashjoin = off`;
      await tx`set local enable_mergejoin = off`;
      await tx`set local enable_hashagg = off`;
      await tx`set local enable_sort = off`;
      await tx`set local enable_material = off`;
      return claimWrites(tx, { syncId, object: 'account' }, 'a', { owner, limit: 100, withDeletes: true, withUpdates: true });
    });
    sizes.push(taken.length);
    claimed.push(...taken.map(({ id }) => id));
  }
  expect(sizes).toEqual([100, 100, 50, 0]);
  expect(new Set(claimed).size).toBe(250);
});
