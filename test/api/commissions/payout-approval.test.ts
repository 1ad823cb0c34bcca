import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveBatch } from '#db/commissions/payout-batch.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { newBatch, sentBatch } from '#test/support/sent-batch.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

const call = async (method: 'GET' | 'POST', path: string, key: string, payload?: object) => {
  const headers = { authorization: `Bearer ${key}` };
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.headers['content-type']?.includes('json') ? reply.json() : reply.body };
};

test('whoever started a payout batch cannot approve it, is told who can, and the attempt is in the audit log', async () => {
  const [proposer, other] = [await api.key(), await api.key()];
  const { id, created_by } = (await call('POST', '/payout-batches', proposer, { currency: 'EUR' })).body;
  await moveBatch(api.db.sql, id, { from: ['collecting'], to: 'awaiting_approval' });
  const refused = await call('POST', `/payout-batches/${id}/approve`, proposer);
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(refused.body.detail).toContain('Somebody else with the scope payouts:approve has to approve it');
  expect((await call('GET', `/payout-batches/${id}`, proposer)).body).toMatchObject({ approved_by: [], state: 'awaiting_approval' });
  expect((await call('POST', `/payout-batches/${id}/approve`, other)).body.approved_by).toHaveLength(1);
  const entries = (await call('GET', `/audit-entries?object_id=${id}`, api.platformKey)).body.data;
  expect(entries.map((one: any) => [one.action, one.actor.id === created_by])).toEqual([
    ['payout_batch.approved', false],
    ['payout_batch.approval_refused', true],
    ['payout_batch.created', true],
  ]);
});

test('payouts:read reads batches, transfers and files, and starts or approves nothing', async () => {
  const sent = await sentBatch(api.db.sql, 'EUR');
  const waiting = await newBatch(api.db.sql, 'EUR');
  const key = await api.key(undefined, { scopes: ['payouts:read'] });
  for (const path of ['', `/${sent}`, `/${sent}/payouts`, `/${sent}/export`]) {
    expect((await call('GET', `/payout-batches${path}`, key)).status).toBe(200);
  }
  for (const path of ['', `/${waiting.id}/approve`, `/${waiting.id}/cancel`]) {
    expect(await call('POST', `/payout-batches${path}`, key, path === '' ? { currency: 'EUR' } : {})).toMatchObject({
      status: 403,
      body: { code: 'missing_scope' },
    });
  }
});

test('a key that could read payouts before the upgrade can after it, and no other gets the scope', async () => {
  const [manager, reader] = [
    await api.key(undefined, { scopes: ['commissions:manage'] }),
    await api.key(undefined, { scopes: ['commissions:read'] }),
  ];
  await api.db.sql.unsafe(readFileSync('db/migrations/0068_payouts_read.sql', 'utf8'));
  expect((await call('GET', '/payout-batches', manager)).status).toBe(200);
  expect((await call('GET', '/payout-batches', reader)).status).toBe(403);
});
