import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Directory, openDirectory } from '#apps/api/access/directory.ts';
import { findApiKey, insertApiKey, revokeApiKey } from '#db/access/api-key.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { putFlag } from '#db/partners/feature-flag.ts';
import { createPartner, setPartnerStatus } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { Settings } from '#domain/settings.ts';
import { secondMs } from '#test/support/limits.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let processes: { directory: Directory; db: Database }[];
beforeEach(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  const settings = () => Settings.parse({});
  processes = [1, 2].map(() => {
    const own = openDatabase(database.url);
    return { db: own, directory: openDirectory({ sql: own.sql, url: database.url, settings }) };
  });
});
afterEach(async () => {
  for (const one of processes) {
    await one.directory.close();
    await one.db.close();
  }
  await db.close();
  await database.drop();
});

const listening = () => expect.poll(() => processes.every(({ directory }) => directory.isListening)).toBe(true);

async function addKey() {
  const partner = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const made = newApiKey('live');
  const id = await insertApiKey(db, { ...made, name: 'k', scopes: [], partnerId: partner.id }, tester);
  return { ...made, id, partnerId: partner.id };
}

test('every process evicts a revoked key and a suspended partner immediately', async () => {
  await listening();
  const key = await addKey();
  for (const { directory } of processes) {
    expect((await directory.apiKeys.get(key.publicId))?.revokedAt).toBeNull();
    expect((await directory.tenants.get(key.partnerId))?.status).toBe('active');
  }
  await revokeApiKey(db, key.id, tester);
  await setPartnerStatus(db, key.partnerId, { status: 'suspended', reason: 'x', from: ['active'] }, tester);
  for (const { directory } of processes) {
    // Well below the time that it would be remembered for: 45 s.
    await expect.poll(async () => (await directory.apiKeys.get(key.publicId))?.revokedAt, { timeout: secondMs }).toBeInstanceOf(Date);
    await expect.poll(async () => (await directory.tenants.get(key.partnerId))?.status, { timeout: secondMs }).toBe('suspended');
  }
});

test('every process sees a changed flag within a second', async () => {
  await listening();
  const seen = async () =>
    Promise.all(processes.map(async ({ directory }) => (await directory.flags.get('all'))?.map((flag) => flag.enabled)));
  const flag = { name: 'beta', description: '', rolloutPercent: null };
  expect(await seen()).toEqual([[], []]);
  await putFlag(db, { ...flag, enabled: true }, tester);
  await expect.poll(seen, { timeout: secondMs }).toEqual([[true], [true]]);
  await putFlag(db, { ...flag, enabled: false }, tester);
  await expect.poll(seen, { timeout: secondMs }).toEqual([[false], [false]]);
});

test('a dropped listener reconnects, and entries that changed in the meantime are not trusted', async () => {
  await listening();
  const key = await addKey();
  for (const { directory } of processes) await directory.apiKeys.get(key.publicId);
  await db.sql.begin(async (tx) => {
    await tx`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%-listen'`;
    await tx`update api_key set revoked_at = now() where id = ${key.id}`;
  });
  for (const { directory } of processes) {
    await expect.poll(async () => (await directory.apiKeys.get(key.publicId))?.revokedAt).toBeInstanceOf(Date);
  }
  await listening();
});

test('while the database is unavailable, cached entries are served and unknown ones fail', async () => {
  await listening();
  const [known, unknown] = [await addKey(), await addKey()];
  const [first] = processes;
  await first?.directory.apiKeys.get(known.publicId);
  await database.interrupt();
  try {
    await expect.poll(() => first?.directory.isListening).toBe(false);
    // Past the second in which it would not even ask.
    await expect.poll(() => first?.directory.apiKeys.cached(known.publicId)).toBeUndefined();
    expect((await first?.directory.apiKeys.get(known.publicId))?.id).toBe(known.id);
    await expect(first?.directory.apiKeys.get(unknown.publicId)).rejects.toThrow(/CONNECT|connect/);
  } finally {
    await database.resume();
  }
  await expect.poll(async () => (await findApiKey(db.sql, unknown.publicId))?.id).toBe(unknown.id);
  await listening();
});
