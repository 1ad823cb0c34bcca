import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { listPartners } from '#db/partners/partner.ts';
import { apiKey, endpoint, endpointSecret, eventType, partner, sandbox } from '#db/schema.ts';
import { hashApiSecret, parseApiKey } from '#domain/access/api-key.ts';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { runCli } from './run-cli.ts';

const encryptionKeys = `k1:${randomBytes(32).toString('base64')}`;
let database: TestDatabase;
let db: Database;
let environment: Record<string, string>;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  environment = { DATABASE_URL: database.url, CAUSEWAY_ENCRYPTION_KEYS: encryptionKeys, EGRESS_ALLOW: '127.0.0.0/8' };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test('makes a partner, keys that are valid and stored as hashes only, an endpoint, and event types', async () => {
  const args = ['--tier=sandbox', '--name=Example Ltd', '--endpoint-url=http://127.0.0.1:4000/', '--platform-key', '--json'];
  const { code, stdout } = await runCli('partner-seed', args, environment);
  expect(code).toBe(0);
  const seeded = JSON.parse(stdout);
  expect(seeded).toMatchObject({ name: 'Example Ltd', tier: 'sandbox', endpoint_secret: expect.stringMatching(/^whsec_/) });

  const keys = await db.orm.select().from(apiKey);
  for (const [text, partnerId] of [
    [seeded.partner_key, seeded.partner_id],
    [seeded.platform_key, null],
  ]) {
    const parsed = parseApiKey(text);
    const stored = keys.find((key) => key.publicId === parsed?.publicId);
    expect(stored).toMatchObject({ partnerId, secretHash: hashApiSecret(parsed?.secret ?? '') });
    expect(JSON.stringify(keys)).not.toContain(parsed?.secret);
  }
  const [secret] = await db.orm.select().from(endpointSecret);
  const box = createSecretBox(parseEncryptionKeys(encryptionKeys));
  expect(box.open(secret?.sealed ?? '', `endpoint-secret:${secret?.id}`)).toBe(seeded.endpoint_secret);
  expect(await db.orm.select().from(endpoint)).toMatchObject([
    { id: seeded.endpoint_id, url: 'http://127.0.0.1:4000/', partnerId: seeded.partner_id },
  ]);
  const types = (await db.orm.select().from(eventType)).map((row) => row.name).toSorted();
  expect(types).toEqual(sampleEventTypes.map((type) => type.name).toSorted());
});

test('a second run makes another partner and leaves the event types alone; people get text', async () => {
  await db.orm.update(eventType).set({ description: 'mine' });
  const { code, stdout } = await runCli('partner-seed', ['--tier', 'enterprise'], environment);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Partner key\s+ck_live_\w+/);
  expect(stdout).not.toContain('Platform key');
  expect(new Set((await db.orm.select().from(eventType)).map((row) => row.description))).toEqual(new Set(['mine']));
  expect((await listPartners(db, { limit: 10 })).map((row) => row.tier).toSorted()).toEqual(['enterprise', 'sandbox']);
});

test('a sandbox is left for a worker to fill, unless it is to stay empty', async () => {
  const seed = async (...flags: string[]) =>
    JSON.parse((await runCli('partner-seed', ['--json', ...flags], environment)).stdout).partner_id;
  const [filled, empty, standard] = [await seed(), await seed('--no-data'), await seed('--tier=standard')];
  const rows = (await db.orm.select().from(sandbox)).filter((row) => [filled, empty, standard].includes(row.partnerId));
  expect(rows).toMatchObject([{ partnerId: filled, status: 'provisioning', run: 1 }]);
});

test('people are told that synthetic data is added to a sandbox, and only then', async () => {
  const told = async (...flags: string[]) => {
    const { stdout, stderr } = await runCli('partner-seed', flags, environment);
    return stdout + stderr;
  };
  expect(await told('--tier=sandbox')).toMatch(/Synthetic data +customers, deals and events are added/);
  expect(await told('--tier=sandbox', '--no-data')).not.toContain('Synthetic data');
  expect(await told('--tier=standard')).not.toContain('Synthetic data');
});

test('bad flags are all named at once, with the nearest, without a stack', async () => {
  const { code, stderr } = await runCli('partner-seed', ['--tier=gold', '--nmae=x', 'oops', '--endpoint-url'], environment);
  expect(code).toBe(2);
  expect(stderr).toContain('--tier: must be "sandbox" or "standard" or "enterprise"');
  expect(stderr).toContain('--nmae: unknown flag; did you mean --name?');
  expect(stderr).toContain('oops: unexpected; flags begin with --');
  expect(stderr).toContain('--endpoint-url: needs a value');
  expect(stderr).toContain('npm run partner:seed');
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each(['partner-seed', 'keys-rotate', 'audit-verify', 'migrate'])('%s --help prints the usage and changes nothing', async (command) => {
  const { code, stdout, stderr } = await runCli(command, ['--help'], {});
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('npm run ');
});

test('migrate without a database says which variable to set, without a stack', async () => {
  const { code, stderr } = await runCli('migrate', [], {});
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^DATABASE_URL is not set [^\n]*\n$/) });
});

test('a refused endpoint leaves nothing behind', async () => {
  const before = (await db.orm.select().from(partner)).length;
  const { code, stderr } = await runCli('partner-seed', ['--endpoint-url=http://10.0.0.1/'], environment);
  expect(code).toBe(2);
  expect(stderr).toContain('EGRESS_ALLOW');
  expect(await db.orm.select().from(partner)).toHaveLength(before);
});

test('a missing environment and an absent database are said in words', async () => {
  const unset = await runCli('partner-seed', [], {});
  expect(unset).toMatchObject({ code: 1, stderr: expect.stringContaining('DATABASE_URL: is not set') });
  const away = await runCli('partner-seed', [], { ...environment, DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' });
  expect(away.code).toBe(1);
  expect(away.stderr).toContain('ECONNREFUSED');
  expect(away.stderr).not.toMatch(/\n\s+at /);
});

test.each(['sandbox', 'enterprise'])('a %s partner gets the rate limit that it is given', async (tier) => {
  const { code, stdout } = await runCli('partner-seed', [`--tier=${tier}`, '--rate-limit=1200/200', '--json'], environment);
  expect(code).toBe(0);
  const made = (await db.orm.select().from(partner)).find(({ id }) => id === JSON.parse(stdout).partner_id);
  expect(made).toMatchObject({ ratePerMinute: 1200, rateBurst: 200 });
});

test.each(['1200', '0/5', 'many/5', '5/1000001'])('the rate limit %s is refused with what is wrong', async (limit) => {
  const { code, stderr } = await runCli('partner-seed', [`--rate-limit=${limit}`], environment);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--rate-limit')]);
});
