import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { EncryptionKeys } from '#apps/encryption-keys.ts';
import { type Child, startChild } from '#apps/local/processes/child-process.ts';
import { repository } from '#apps/local/settings.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { headersContext, secretContext } from '#db/delivery/endpoint-secret.ts';
import { createPartner } from '#db/partners/partner.ts';
import { endpoint, endpointSecret } from '#db/schema.ts';
import { newId } from '#domain/id.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { eventually } from '#test/support/engine.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';
import { tester } from '#test/support/tester.ts';

const keyNamed = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const boxOf = (keys: string) => createSecretBox(parseEncryptionKeys(keys));
const [oldKey, newKey] = [keyNamed('old'), keyNamed('new')];

let database: TestDatabase;
let db: Database;
let children: Child[] = [];
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.stop()));
  children = [];
  await db.sql`delete from endpoint_secret`;
  await db.sql`delete from endpoint`;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** An endpoint with a secret and headers that are encrypted with this key. */
async function addEndpoint(keys: string): Promise<void> {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  const [id, secretId] = [newId('ep'), newId('sec')];
  const headersSealed = boxOf(keys).seal('{}', headersContext(id));
  const limits = { eventTypes: [], timeoutMs: 1_000, maxConcurrency: 1 };
  await db.orm.insert(endpoint).values({ id, partnerId, url: 'https://partner.example/', headersSealed, ...limits });
  await db.orm.insert(endpointSecret).values({ id: secretId, endpointId: id, sealed: boxOf(keys).seal('s', secretContext(secretId)) });
}

async function startApi(keys: string, variables: Record<string, string> = {}): Promise<{ child: Child; port: number }> {
  const port = await findFixedPort();
  const child = startChild({
    name: `api-${port}`,
    command: process.execPath,
    args: ['apps/api/main.ts'],
    cwd: repository,
    environment: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      CAUSEWAY_ENCRYPTION_KEYS: keys,
      PORT: String(port),
      ...variables,
    },
    stateDir: makeStateFolder(),
    stopSignal: 'SIGTERM',
  });
  children.push(child);
  return { child, port };
}

interface Readiness {
  status: string;
  checks: { name: string; ok: boolean; required: boolean; detail: string }[];
}
const readinessOf = (port: number) =>
  eventually(
    () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        (reply) => reply.json() as Promise<Readiness>,
        () => null,
      ),
    (ready) => ready !== null,
  );
const checkIn = (ready: Readiness | null) => ready?.checks.find(({ name }) => name === 'encryption_keys');

test('a process with none of the keys in use does not start, and says which one to add', async () => {
  await addEndpoint(oldKey);
  const { child } = await startApi(newKey);
  await child.ended;
  const log = child.lastLines(5);
  expect(log).toContain('key \\"old\\" (1 signing secrets of endpoints, 1 custom headers of endpoints)');
  expect(log).toContain('CAUSEWAY_ENCRYPTION_KEYS');
  expect(log).toContain('cannot start');
});

test('the operator can start without a key that is lost for good', async () => {
  await addEndpoint(oldKey);
  const { port } = await startApi(newKey, { CAUSEWAY_LOST_ENCRYPTION_KEYS: 'old' });
  expect(checkIn(await readinessOf(port))).toMatchObject({ ok: false });
});

test('a process that lacks one of the keys starts degraded, and tells it once in its log', async () => {
  await addEndpoint(oldKey);
  await addEndpoint(newKey);
  await addEndpoint(oldKey);
  const { child, port } = await startApi(newKey);
  const ready = await readinessOf(port);
  expect(ready?.status).toBe('degraded');
  expect(checkIn(ready)).toMatchObject({
    ok: false,
    required: false,
    detail: expect.stringContaining('key "old" (2 signing secrets of endpoints, 2 custom headers of endpoints)'),
  });
  await readinessOf(port);
  await child.stop();
  const lines = child.lastLines(50).split('\n');
  expect(lines.filter((line) => line.includes('"level":50'))).toHaveLength(1);
});

async function watchKeys(keys: string) {
  const log = pino({ level: 'silent' });
  const told: string[] = [];
  const notify = async (type: string) => void told.push(type);
  const watch = new EncryptionKeys({ sql: db.sql, log, secretBox: boxOf(keys), lostKeyIds: [], everyMs: 50, notify });
  await watch.start();
  return { watch, told };
}

test('a key that another process begins to use is noticed while the process runs, and so is its end', async () => {
  await addEndpoint(oldKey);
  const { watch, told } = await watchKeys(oldKey);
  expect(watch.check()).toMatchObject({ ok: true });
  await addEndpoint(newKey);
  await eventually(
    () => watch.check(),
    ({ ok }) => !ok,
  );
  expect(watch.check().detail).toContain('key "new" (1 signing secrets of endpoints, 1 custom headers of endpoints)');
  // Erased, or encrypted again with a key that this process has.
  await db.sql`delete from endpoint_secret where split_part(sealed, '.', 2) = 'new'`;
  await db.sql`update endpoint set deleted_at = now() where split_part(headers_sealed, '.', 2) = 'new'`;
  await eventually(
    () => watch.check(),
    ({ ok }) => ok,
  );
  await watch.stop();
  expect(told).toEqual(['causeway.encryption_key.missing', 'causeway.encryption_key.restored']);
});

test('another key under the same id counts as missing, a single damaged value does not', async () => {
  await addEndpoint(oldKey);
  await addEndpoint(newKey);
  const { watch } = await watchKeys(`${newKey},${keyNamed('old')}`);
  expect(watch.check().detail).toContain('key "old" (another key is configured under this id)');
  await watch.stop();
  await addEndpoint(oldKey);
  const [first] = await db.sql<
    { id: string }[]
  >`select id from endpoint_secret where split_part(sealed, '.', 2) = 'old' order by id limit 1`;
  await db.sql`update endpoint_secret set sealed = left(sealed, -4) || 'AAAA' where id = ${first?.id ?? ''}`;
  const right = await watchKeys(`${newKey},${oldKey}`);
  expect(right.watch.check()).toMatchObject({ ok: true });
  await right.watch.stop();
});
