import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { dropEchoes, listHints, spreadHints } from '#db/sync/sync-hint.ts';
import { enterWrites } from '#db/sync/sync-write.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let writer: string;
let reader: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

beforeEach(async () => {
  await db.sql`delete from sync`;
  await db.sql`delete from change_hint`;
  [writer, reader] = [await addSync(['name', 'metadata.segment']), await addSync(['phone'])];
});

/** Keeps these fields of customers in step. */
async function addSync(fields: string[]): Promise<string> {
  const mapping = Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'email', a: 'email', b: 'email' }] },
        fields: fields.map((b) => ({ a: b, b, type: 'text', direction: 'both', owner: 'none' })),
      },
    ],
  });
  const settings = { name: fields.join(), intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 };
  const { id } = await createSync(db, { ...settings, aConnectionId: 'crm', bConnectionId: 'billing', mapping }, tester);
  await db.sql`update sync set hinted_at = null, requested_at = null where id = ${id}`;
  return id;
}

async function tell(fields: string[] | null, writeKey: string | null = null): Promise<string[]> {
  await db.sql`
    insert into change_hint (connection_id, object, record_id, events, fields, write_key)
    values ('billing', 'customers', 'cus_1', 1, ${fields}, ${writeKey})`;
  const woken = await spreadHints(db.sql, ['billing']);
  expect(await db.sql`select from change_hint`).toHaveLength(0);
  return woken.toSorted();
}

async function write(state: 'waiting' | 'acked'): Promise<string> {
  const planned = {
    operation: 'update' as const,
    linkId: null,
    values: { 'name=name': 'New' },
    desiredHash: 'h',
    baseHash: 'b',
    failure: null,
  };
  await db.sql.begin(async (tx) => enterWrites(tx, { syncId: writer, object: 'account' }, [{ side: 'b', target: 'cus_1', ...planned }]));
  const [row] = await db.sql<[{ id: string }]>`
    update sync_write set state = ${state}, claimed_until = now() + interval '1 minute' where sync_id = ${writer} returning id`;
  return row.id;
}

test('a change wakes the syncs that read one of its fields, and a change of which no field is known wakes all', async () => {
  expect(await tell(['phone', 'balance'])).toEqual([reader]);
  expect(await tell(['metadata'])).toEqual([writer]);
  expect(await tell(['balance'])).toEqual([]);
  await db.sql`update sync set hinted_at = null`;
  expect(await tell(null)).toEqual([writer, reader].toSorted());
});

test('what a sync wrote and the vendor acknowledged is no news to it, but to the others', async () => {
  const key = `${await write('acked')}-2`;
  expect(await tell(['name', 'phone'], key)).toEqual([reader]);
  expect(await listHints(db.sql, writer, 10)).toEqual([]);
});

test('what a sync is writing waits until it is acknowledged, and is read if it never is', async () => {
  const id = await write('waiting');
  expect(await tell(['name'], id)).toEqual([]);
  expect(await listHints(db.sql, writer, 10)).toEqual([]);
  await dropEchoes(db.sql, writer, [id]);
  await db.sql`update sync_write set claimed_until = null`;
  expect(await listHints(db.sql, writer, 10)).toEqual([]);

  expect(await tell(['name'], id)).toEqual([]);
  expect(await listHints(db.sql, writer, 10)).toMatchObject([{ recordId: 'cus_1' }]);
});

test('a change by somebody else is not taken for our own write, whichever was told first', async () => {
  const id = await write('waiting');
  await tell(['name'], id);
  expect(await tell(['name'])).toEqual([writer]);
  await dropEchoes(db.sql, writer, [id]);
  expect(await listHints(db.sql, writer, 10)).toMatchObject([{ recordId: 'cus_1', events: 2 }]);
  await db.sql`delete from sync_hint`;
  await db.sql`update sync set hinted_at = null`;
  expect(await tell(['name'])).toEqual([writer]);
  await tell(['name'], id);
  await dropEchoes(db.sql, writer, [id]);
  expect(await listHints(db.sql, writer, 10)).toMatchObject([{ recordId: 'cus_1', events: 2 }]);
});
