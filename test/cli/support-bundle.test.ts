import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { maskText } from '#apps/mask-text.ts';
import { startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { runCli } from './run-cli.ts';

let engine: TestEngine;
let folder: string;
const key = randomBytes(32).toString('base64');
beforeAll(async () => {
  engine = await startTestEngine();
  folder = await mkdtemp(path.join(os.tmpdir(), 'causeway-support-'));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const environment = () => ({
  DATABASE_URL: engine.database.url,
  TEMPORAL_ADDRESS: inject('temporalAddress'),
  TEMPORAL_NAMESPACE: engine.namespace,
  CAUSEWAY_ENCRYPTION_KEYS: `k:${key}`,
  METRICS_TOKEN: 'a-token-of-many-letters',
});

async function bundle(more: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCli('support-bundle', ['--output=-'], { ...environment(), ...more });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return { text: stdout, found: JSON.parse(stdout) as Record<string, Record<string, unknown>> };
}

test('the bundle has versions, settings, schema, health, errors, and facts of PostgreSQL and Temporal', async () => {
  const { found } = await bundle();
  expect(found).toMatchObject({
    machine: { causeway: expect.any(String), node: expect.stringMatching(/^v/) },
    settings: { webhooks: expect.anything() },
    database: { pendingMigrations: 0, version: expect.stringContaining('PostgreSQL'), tables: expect.arrayContaining([]) },
    health: { deliveries: expect.arrayContaining([expect.objectContaining({ status: 'held' })]) },
    lastErrors: expect.anything(),
    temporal: { serverVersion: expect.any(String), namespace: { name: engine.namespace }, workers: [expect.anything()] },
  });
});

test('no secret of the environment is in it', async () => {
  const { text, found } = await bundle();
  const { password } = new URL(engine.database.url);
  for (const secret of [key, password, 'a-token-of-many-letters']) expect(text).not.toContain(secret);
  expect(found['environment']).toMatchObject({ CAUSEWAY_ENCRYPTION_KEYS: '(set)', METRICS_TOKEN: '(set)', CRM_TOKEN: '(not set)' });
});

test('what cannot be read says why, and the rest is there', async () => {
  const nowhere = `127.0.0.1:${await findFixedPort()}`;
  const { found } = await bundle({ TEMPORAL_ADDRESS: nowhere, DATABASE_URL: `postgres://causeway:geheim-geheim@${nowhere}/causeway` });
  expect(found).toMatchObject({
    settings: { webhooks: expect.anything() },
    database: { notRead: expect.stringContaining('ECONNREFUSED') },
    temporal: { notRead: expect.stringContaining(nowhere) },
  });
  expect((await bundle({ DATABASE_URL: 'nonsense' })).found).toMatchObject({
    configuration: { notRead: expect.stringContaining('DATABASE_URL') },
  });
});

test('the file is for its owner alone, and none is overwritten', async () => {
  const file = path.join(folder, 'bundle.json');
  expect((await runCli('support-bundle', [`--output=${file}`], environment())).code).toBe(0);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('madeAt');
  expect(await runCli('support-bundle', [`--output=${file}`], environment())).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('EEXIST'),
  });
});

test.each([
  ['postgres://user:secret@db.example/x', 'postgres://(masked)db.example/x'],
  ['HTTP 401 for Bearer abcdefghijk1234', 'HTTP 401 for (masked)'],
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '(masked)'],
  ['ada@acme.example is no contact', '(e-mail address) is no contact'],
  ['delivery dlv_01m7xpw34e0c180771d46b4201 failed', 'delivery dlv_01m7xpw34e0c180771d46b4201 failed'],
])('of %s it says %s', (text, masked) => {
  expect(maskText(text)).toBe(masked);
});
