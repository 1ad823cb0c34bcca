import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { headersContext, secretContext } from '#db/delivery/endpoint-secret.ts';
import { createPartner } from '#db/partners/partner.ts';
import { sealedColumns } from '#db/sealed.ts';
import { newId } from '#domain/id.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

const many = 20_000;
/** Those that grow with the number of partners, connections and consents. */
const tables = ['endpoint', 'endpoint_secret', 'connection', 'connect_attempt', 'inbound_secret'];
const tableOf = (column: string) => column.split('.')[0] ?? '';
const [one, other] = ['one', 'other'].map((id) => createSecretBox([{ id, key: randomBytes(32) }]));

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { max: 1 });
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const sealed = one!.seal('x', 'context');
  await db.sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency, headers_sealed)
    select 'ep_' || n, ${partnerId}, 'https://partner.example/', '{}', 1000, 1, ${sealed} from generate_series(10000, ${9_999 + many}) as n`;
  await db.sql`insert into endpoint_secret (id, endpoint_id, sealed) select 'sec_' || id, id, ${sealed} from endpoint`;
  await db.sql`
    insert into connection (id, vendor, name, auth_method, status, client_sealed, tokens_sealed)
    select 'con_' || n, 'stripe', 'Stripe', 'token', 'active', ${sealed}, ${sealed} from generate_series(1, ${many}) as n`;
  await db.sql`
    insert into connect_attempt (id, connection_id, ticket_hash, verifier_sealed, expires_at)
    select 'cat_' || id, id, id, ${sealed}, now() + interval '1 day' from connection`;
  await db.sql`insert into inbound_source (id, vendor, name) select id, vendor, name from connection`;
  await db.sql`insert into inbound_secret (id, source_id, sealed) select 'ins_' || id, id, ${sealed} from connection`;
  for (const table of tables) await db.sql`vacuum analyze ${db.sql(table)}`;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const columnOf = (name: string) => sealedColumns.find((column) => column.name === name)!;

test('every key in use is found, with its first and last value, and the values that need it are counted', async () => {
  const [id] = await db.sql<{ id: string }[]>`select id from endpoint order by id offset 777 limit 1`;
  const secretId = newId('sec');
  await db.sql`insert into endpoint_secret (id, endpoint_id, sealed) values (${secretId}, ${id!.id}, ${other!.seal('s', secretContext(secretId))})`;
  const column = columnOf('endpoint_secret.sealed');
  const uses = await column.uses(db.sql);
  expect(uses.map(({ keyId, samples }) => [keyId, samples.map((sample) => sample.id).toSorted()])).toEqual([
    ['one', ['sec_ep_10000', `sec_ep_${9_999 + many}`]],
    ['other', [secretId]],
  ]);
  expect(uses[1]?.samples[0]?.context).toBe(secretContext(secretId));
  expect([await column.count(db.sql, 'one'), await column.count(db.sql, 'other')]).toEqual([many, 1]);
});

test('keys of deleted endpoints and expired secrets are not in use', async () => {
  const [endpoint] = await db.sql<{ id: string }[]>`select id from endpoint order by id offset 888 limit 1`;
  const id = endpoint!.id;
  await db.sql`update endpoint set headers_sealed = ${other!.seal('{}', headersContext(id))}, deleted_at = now() where id = ${id}`;
  const [expired, secretId] = [newId('sec'), newId('sec')];
  const sealed = createSecretBox([{ id: 'third', key: randomBytes(32) }]).seal('s', 'context');
  await db.sql`insert into endpoint_secret (id, endpoint_id, sealed, expires_at)
    values (${expired}, 'ep_10001', ${sealed}, now() - interval '1 s'), (${secretId}, ${id}, ${sealed}, null)`;
  expect((await columnOf('endpoint.headers_sealed').uses(db.sql)).map(({ keyId }) => keyId)).toEqual(['one']);
  expect((await columnOf('endpoint_secret.sealed').uses(db.sql)).map(({ keyId }) => keyId)).not.toContain('third');
});

test('finding the keys in use reads a few rows, however many there are', async () => {
  for (const { name } of sealedColumns.filter((column) => tables.includes(tableOf(column.name)))) {
    const table = tableOf(name);
    const readSoFar = async () => {
      // The counts of a session are published when it is idle.
      await db.sql`select pg_stat_force_next_flush()`;
      const [row] = await db.sql<[{ rows: number }]>`
        select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables where relname = ${table}`;
      return row.rows;
    };
    const before = await readSoFar();
    await columnOf(name).uses(db.sql);
    expect([name, (await readSoFar()) - before < 100]).toEqual([name, true]);
  }
});
