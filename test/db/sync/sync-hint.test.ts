import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { dropEchoes, dropHints, listHints, spreadHints } from '#db/sync/sync-hint.ts';
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
async function addSync(fields: string[], subscriptions: object | null = null): Promise<string> {
  const mapping = Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'email', a: 'email', b: 'email' }] },
        ...(subscriptions === null ? {} : { subscriptions }),
        fields: fields.map((b) => ({ a: b, b, type: 'text', direction: 'both', owner: 'none' })),
      },
    ],
  });
  const settings = { name: fields.join(), intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 };
  const { id } = await createSync(db, { ...settings, aConnectionId: 'crm', bConnectionId: 'billing', mapping }, tester);
  await db.sql`update sync set hinted_at = null, requested_at = null where id = ${id}`;
  return id;
}

async function tell(fields: string[] | null, writeKey: string | null = null, [object, record] = ['customers', 'cus_1']): Promise<string[]> {
  await db.sql`
    insert into change_hint (connection_id, object, record_id, events, fields, write_key)
    values ('billing', ${object}, ${record}, 1, ${fields}, ${writeKey})`;
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

test('what our write changed besides is news: other fields of the record, other records, and the subscriptions of a customer', async () => {
  await db.sql`delete from sync where id = ${writer}`;
  writer = await addSync(['name', 'metadata.segment', 'currency'], { object: 'subscriptions', parent: 'customer' });
  const id = await write('acked');
  const hints = async () => {
    const found = await listHints(db.sql, writer, 10);
    await db.sql`delete from sync_hint`;
    await db.sql`update sync set hinted_at = null`;
    return found.map(({ recordId }) => recordId);
  };
  expect(await tell(['name'], id)).toEqual([]);
  expect(await hints()).toEqual([]);
  expect(await tell(['name', 'balance'], id)).toEqual([]);
  expect(await tell(['name', 'currency'], id)).toEqual([writer]);
  expect(await hints()).toEqual(['cus_1']);
  expect(await tell(['name'], id, ['customers', 'cus_2'])).toEqual([writer]);
  expect(await hints()).toEqual(['cus_2']);
  expect(await tell(['status'], id, ['subscriptions', 'sub_1'])).toEqual([writer]);
  expect(await hints()).toEqual(['sub_1']);
});

test('a hint that comes while a run takes those before it wakes the sync again', async () => {
  expect(await tell(['name'])).toEqual([writer]);
  await db.sql`insert into change_hint (connection_id, object, record_id, events) values ('billing', 'customers', 'cus_2', 1)`;
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const run = db.sql.begin(async (tx) => {
    await tx`update sync set hinted_at = null where id = ${writer}`;
    begun.resolve();
    await end.promise;
  });
  await begun.promise;
  const woken = spreadHints(db.sql, ['billing']);
  await expect
    .poll(async () => (await db.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length)
    .toBe(1);
  end.resolve();
  await run;
  expect(await woken).toContain(writer);
});

test('a hint that comes after the one that was read had been dropped with its write stays', async () => {
  const id = await write('waiting');
  await tell(['name'], id);
  await db.sql`update sync_write set claimed_until = null`;
  const read = await listHints(db.sql, writer, 10);
  expect(read).toHaveLength(1);
  await dropEchoes(db.sql, writer, [id]);
  await tell(['name']);
  await dropHints(db.sql, writer, read);
  expect(await listHints(db.sql, writer, 10)).toMatchObject([{ recordId: 'cus_1', writeId: null }]);
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
