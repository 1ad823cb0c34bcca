import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}

test('a promotion is accepted and can be read, and only one can run at a time', async () => {
  const partner = await api.partner('sandbox');
  const { status, body } = await call('POST', `/partners/${partner.id}/promotions`, { tier: 'enterprise' });
  expect([status, body]).toMatchObject([202, { partner_id: partner.id, tier: 'enterprise', status: 'checking', checks: [] }]);
  expect(api.workflowCalls).toContainEqual({ call: 'promote', ids: [body.id] });
  expect((await call('GET', `/promotions/${body.id}`, undefined, partner.headers)).body).toEqual(body);
  expect((await call('POST', `/partners/${partner.id}/promotions`, { tier: 'standard' })).body).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining(body.id),
  });
});

test('only a sandbox can be promoted, to a production tier, by the platform', async () => {
  const standard = await api.partner('standard');
  expect((await call('POST', `/partners/${standard.id}/promotions`, { tier: 'enterprise' })).body.code).toBe('conflict');
  for (const headers of [api.headers, standard.headers]) {
    const checks = await call('GET', `/partners/${standard.id}/promotion-checks`, undefined, headers);
    expect([checks.status, checks.body]).toMatchObject([409, { code: 'conflict', detail: expect.stringContaining('is already standard') }]);
  }
  const sandbox = await api.partner('sandbox');
  expect((await call('POST', `/partners/${sandbox.id}/promotions`, { tier: 'sandbox' })).status).toBe(400);
  expect((await call('POST', `/partners/${sandbox.id}/promotions`, { tier: 'standard' }, sandbox.headers)).body.code).toBe(
    'platform_key_required',
  );
  expect((await call('POST', '/partners/ptn_nobody/promotions', { tier: 'standard' })).status).toBe(404);
});

test('a partner that is not active is not promoted either', async () => {
  const partner = await api.partner('sandbox');
  await call('POST', `/partners/${partner.id}/suspend`, { reason: 'unpaid' });
  const { checks } = (await call('GET', `/partners/${partner.id}/promotion-checks`)).body;
  expect(checks[0]).toEqual({
    check: 'partner_active',
    passed: false,
    detail: 'The partner is suspended. To do: ask the operator to activate it with POST /partners/{id}/activate.',
  });
});

test('a promotion waits for a running import, whose rows must not become production deals', async () => {
  const partner = await api.partner('sandbox');
  await api.db
    .sql`insert into deal_import (id, partner_id, submit, total, created_by) values ('imp_waiting', ${partner.id}, true, 7, 'key_x')`;
  const { checks } = (await call('GET', `/partners/${partner.id}/promotion-checks`)).body;
  expect(checks).toContainEqual({
    check: 'imports_finished',
    passed: false,
    detail: expect.stringContaining('Running imports: 1. To do: wait until GET'),
  });
});

test('the preview shows what is missing and changes nothing', async () => {
  const partner = await api.partner('sandbox');
  for (const headers of [partner.headers, api.headers]) {
    const { body } = await call('GET', `/partners/${partner.id}/promotion-checks`, undefined, headers);
    expect(body.ready).toBe(false);
    expect(body.checks.map((one: { check: string; passed: boolean }) => [one.check, one.passed])).toEqual([
      ['partner_active', true],
      ['sandbox_settled', true],
      ['endpoint_verified', false],
      ['test_event_delivered', false],
      ['deal_submitted', false],
      ['imports_finished', true],
      ['technical_contact', false],
    ]);
  }
  const rows = await api.db.sql`select from promotion where partner_id = ${partner.id}`;
  expect(rows).toHaveLength(0);
});
