import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { draftOf } from '#db/attribution/versions/credit-partitions.ts';
import { findVersion } from '#db/attribution/versions/version.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { computeVersion } from '#test/support/attribution-world.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

const page = readFileSync(new URL('../../../docs/production.md', import.meta.url), 'utf8');
const grants = /```sql\n(grant usage on schema attribution[^`]*)```/.exec(page)?.[1] ?? '';
const role = `causeway_attribution_${process.pid}`;

let database: TestDatabase;
let owner: AttributionStore;
let store: AttributionStore;
let api: TestApp;
beforeAll(async () => {
  database = await createDatabase();
  owner = openAttribution(database.url);
  await owner.sql.unsafe(`create role ${role} login password 'x'`);
  await owner.sql.unsafe(grants.replaceAll('causeway_attribution', role));
  const url = new URL(database.url);
  url.username = role;
  url.password = 'x';
  store = openAttribution(url.href);
  api = await buildTestApp({ attribution: store });
});
afterAll(async () => {
  await api.close();
  await store.close();
  await owner.sql.unsafe(`drop owned by ${role}`);
  await owner.sql.unsafe(`drop role ${role}`);
  await owner.close();
  await database.drop();
});

const send = async (path: string, payload: object) => {
  const reply = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: api.headers, payload });
  return { status: reply.statusCode, body: reply.json() };
};

test('the documented role suffices for recording and identifying', async () => {
  const sale = { kind: 'sale', external_id: 'i-1', amount: { amount: '5.00', currency: 'EUR' } };
  const sent = [
    await send('/touches', { subject: 'a' }),
    await send('/conversions', { kind: 'lead', subject: 'a' }),
    await send('/revenue', sale),
    await send('/revenue', { ...sale, kind: 'refund', external_id: 'r-1', refund_of: 'i-1' }),
    await send('/costs', { kind: 'bonus', amount: sale.amount }),
    await send('/subjects/identify', { subject: 'a', is: 'b' }),
  ];
  expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 200]);
});

test('the documented role suffices for computing a version', async () => {
  const { number } = await computeVersion(store.sql, VersionSettings.parse({}));
  expect((await findVersion(store.sql, number))?.state).toBe('ready');
  expect(await store.sql`select from credit where version = ${number}`).not.toHaveLength(0);
  await expect(store.sql`drop table ${store.sql(draftOf(number))}`).rejects.toThrow(/must be owner/);
});

test.each([
  'update touch set occurred_at = now()',
  'update revenue set amount_minor = 1',
  'update conversion set registered_by = null',
  'update cost set partner_id = null',
  'update credit set by_model = null',
  'alter table touch add column x text',
  'select from public.partner',
  'select from public.api_key',
])('the documented role cannot: %s', async (statement) => {
  await expect(store.sql.unsafe(statement)).rejects.toThrow(/permission denied|must be owner/);
});
