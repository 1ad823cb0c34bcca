import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { runCli } from './run-cli.ts';

let api: TestApp;
beforeEach(async () => {
  api = await buildTestApp();
  await api.partner();
  await api.partner();
});
afterEach(() => api.close());

const verify = (...args: string[]) =>
  runCli('audit-verify', args, { DATABASE_URL: api.url, CAUSEWAY_ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}` });

/** As somebody would who owns the database. */
async function tamper(statement: string): Promise<void> {
  await api.db.sql.begin(async (tx) => {
    await tx`alter table audit_entry disable trigger all`;
    await tx.unsafe(statement);
    await tx`alter table audit_entry enable trigger all`;
  });
}

test('a log that nobody touched is whole', async () => {
  const run = await verify();
  expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/The chain is intact\.\nHead \d+:[0-9a-f]{64}/) });
});

test.each([
  ['a changed actor', "update audit_entry set actor_id = 'somebody' where seq = 2", 'entry 2: its fields'],
  ['a changed detail', `update audit_entry set detail = '{"before":null}' where seq = 3`, 'entry 3: its detail'],
  ['a removed entry', 'delete from audit_entry where seq = 2', 'entry 3: entries are missing'],
  [
    'an entry put in front',
    "insert into audit_entry select 0, at, actor_kind, 'somebody', partner_id, action, object_kind, object_id, request_id, detail, detail_hash, '', 'x' from audit_entry where seq = 1",
    'entry 0: ',
  ],
  ['an exchanged first entry', "update audit_entry set prev_hash = 'x' where seq = 1", 'entry 1: its prev_hash does not match'],
])('%s shows', async (_name, statement, message) => {
  await tamper(statement);
  expect(await verify()).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
});

test('a log that was cut off at its end shows against the head of an earlier run', async () => {
  const { head } = JSON.parse((await verify('--json')).stdout);
  expect((await verify(`--expect=${head}`)).code).toBe(0);
  await tamper('delete from audit_entry where seq = (select max(seq) from audit_entry)');
  expect((await verify()).code).toBe(0);
  expect(await verify(`--expect=${head}`)).toMatchObject({ code: 1, stderr: expect.stringContaining('truncated or rewritten') });
});

test('an erased detail leaves the chain whole', async () => {
  await api.db.sql`update audit_entry set detail = null where seq = 2`;
  expect(await verify()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 with erased detail') });
});
