import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tenPercent } from '#test/support/commission-world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

async function send(method: 'GET' | 'POST', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}
const faultsOf = (body: { errors: { pointer: string; message: string }[] }) =>
  body.errors.map(({ pointer, message }) => `${pointer} ${message}`);

test('a plan over 100 %, with gaps and overlaps in its tiers, is refused with every fault at once', async () => {
  const tiers = [
    { from: '0', to: '100', percent: '5' },
    { from: '150', to: '300', percent: '7' },
    { from: '200', to: null, percent: '120' },
  ];
  const plan = { ...tenPercent, rules: [{ name: 'all', when: '((', reward: { kind: 'tiered', over: 'sale', mode: 'marginal', tiers } }] };
  const created = await send('POST', '/commission-plans', plan);
  expect(created.status).toBe(400);
  expect(faultsOf(created.body)).toEqual([
    '/rules/0/reward/tiers/2/percent must not be more than 100',
    '/rules/0/reward/tiers/1/from must be 100: amounts from 100 to 150 are in no tier',
    '/rules/0/reward/tiers/2/from must be 300: amounts from 200 to 300 are in two tiers',
    expect.stringMatching(/^\/rules\/0\/when /),
  ]);
  const checked = await send('POST', '/commission-plans/validate', plan);
  expect([checked.status, checked.body.valid, checked.body.errors]).toEqual([200, false, created.body.errors]);
  expect((await send('POST', '/commission-plans/validate', tenPercent)).body).toEqual({ valid: true, errors: [] });
});

test('versions of a plan follow each other in time, never change, and are in the audit log', async () => {
  const { body: first } = await send('POST', '/commission-plans', tenPercent);
  expect(first).toMatchObject({ version: 1, plan: { hold_days: 30, currency_rule: 'same' } });
  const early = await send('POST', `/commission-plans/${first.id}/versions`, tenPercent);
  expect([early.status, early.body.code, early.body.errors[0].pointer]).toEqual([409, 'conflict', '/effective_from']);
  const next = await send('POST', `/commission-plans/${first.id}/versions`, { ...tenPercent, effective_from: '2026-06-01' });
  expect([next.status, next.body.version]).toEqual([201, 2]);
  const { body } = await send('GET', `/commission-plans/${first.id}`);
  expect(body.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  expect((await send('GET', '/commission-plans')).body.data[0]).toMatchObject({ id: first.id, version: 2 });
  await expect(api.db.sql`update commissions.plan_version set plan = '{}'`).rejects.toThrow(/append-only/);
  const entries = await api.db.sql`select action from audit_entry where object_id = ${first.id}`;
  expect(entries).toHaveLength(2);
  expect((await send('POST', '/commission-plans/pln_x/versions', tenPercent)).status).toBe(404);
});

test('a plan is assigned only to who can earn', async () => {
  const { body: plan } = await send('POST', '/commission-plans', tenPercent);
  const partner = await api.partner('standard');
  const sandbox = await api.partner('sandbox');
  const assign = (target: string, targetId: string, planId: string | null = plan.id) =>
    send('POST', '/commission-plan-assignments', { target, target_id: targetId, plan_id: planId, from: '2026-01-01' });
  expect((await assign('partner', partner.id)).status).toBe(201);
  expect((await assign('programme', 'prg_default')).status).toBe(201);
  const refused = await assign('partner', sandbox.id, 'pln_x');
  expect(faultsOf(refused.body)).toEqual([
    '/plan_id is not a known plan: pln_x',
    `/target_id is not a partner that can earn: ${sandbox.id}. Sandboxes cannot`,
  ]);
  expect((await assign('programme', 'prg_x')).status).toBe(400);
  expect((await send('GET', '/commission-plan-assignments')).body.data.map(({ target }: { target: string }) => target)).toEqual([
    'programme',
    'partner',
  ]);
});

test('a split that is not the whole, or names a stranger, is refused; each revision stays readable', async () => {
  const [a, b] = [await api.partner('standard'), await api.partner('standard')];
  const { body: deal } = await send('POST', '/deals', { customer: { company_name: 'Brightwell' } }, a.headers);
  const split = (...parts: [string | null, string][]) =>
    send('POST', `/deals/${deal.id}/commission-splits`, {
      month: '2026-03',
      allocations: parts.map(([id, percent]) => ({ partner_id: id, percent })),
    });
  const short = await split([a.id, '60'], [b.id, '39.99']);
  expect(faultsOf(short.body)).toEqual([
    '/allocations must add up to 100 %: they are 99.99 %, and 0.01 % is missing. Allocate it, to nobody (null) if the company keeps it',
  ]);
  expect(faultsOf((await split([a.id, '60'], ['ptn_x', '40'])).body)).toEqual([
    '/allocations/1/partner_id is not a partner that can earn: ptn_x. Sandboxes cannot',
  ]);
  expect((await split([a.id, '60'], [b.id, '40'])).body.revision).toBe(1);
  expect((await split([a.id, '50'], [null, '50'])).body.revision).toBe(2);
  const { body } = await send('GET', `/deals/${deal.id}/commission-splits`);
  expect(body.data.map(({ split: { allocations } }: { split: { allocations: { percent: string }[] } }) => allocations[0]?.percent)).toEqual(
    ['60', '50'],
  );
});
