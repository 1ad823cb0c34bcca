import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { claimWrites, enterWrites, isBeingWritten, releaseWrites, renewClaims } from '#db/sync/sync-write.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let place: { syncId: string; object: string };

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  const field = { a: 'n', b: 'n', type: 'text', direction: 'both', owner: 'none' };
  const links = [{ how: 'domain', a: 'd', b: 'd' }];
  const mapping = Mapping.parse({ objects: [{ name: 'account', a: 'A', b: 'B', creates: [], links, fields: [field] }] });
  const limits = { intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 };
  const { id } = await createSync(db, { name: 'claims', aConnectionId: 'a', bConnectionId: 'b', mapping, ...limits }, tester);
  place = { syncId: id, object: 'account' };
  const wanted = { side: 'a', target: 'r1', operation: 'update', linkId: null, values: {}, desiredHash: 'h', baseHash: 'b' } as const;
  await db.sql.begin(async (tx) => enterWrites(tx, place, [{ ...wanted, failure: null }]));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const claim = (owner: string) => claimWrites(db.sql, place, 'a', { owner, limit: 10, withDeletes: true, withUpdates: true });
/** As if so long had passed. */
const pass = (seconds: number) => db.sql`update sync_write set claimed_until = claimed_until - make_interval(secs => ${seconds})`;

test('a worker keeps what it claimed as long as it renews the claim, and nobody else can renew or release it', async () => {
  const ids = (await claim('slow')).map(({ id }) => id);
  expect(ids).toHaveLength(1);
  for (let third = 0; third < 5; third++) {
    await pass(30);
    await renewClaims(db.sql, 'slow', ids);
    await renewClaims(db.sql, 'other', ids);
    await releaseWrites(db.sql, 'other', ids);
    expect(await claim('other')).toEqual([]);
  }
  expect(await isBeingWritten(db.sql, place, 'a')).toBe(true);
});

test('what a worker that died had claimed is free after a minute', async () => {
  await pass(60);
  expect(await isBeingWritten(db.sql, place, 'a')).toBe(false);
  expect(await claim('other')).toHaveLength(1);
});
