import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tenPercent } from '#test/support/commission-world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

async function send(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, headers: object = api.headers) {
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

test('a split by roles takes the shares of the programme in its month, and keeps them whatever they become', async () => {
  const [a, b] = [await api.partner('standard'), await api.partner('standard')];
  const { body: deal } = await send('POST', '/deals', { customer: { company_name: 'By roles' } }, a.headers);
  const byRoles = (month: string, ...partners: [string, string][]) =>
    send('POST', `/deals/${deal.id}/commission-splits/by-roles`, {
      month,
      partners: partners.map(([partner_id, role]) => ({ partner_id, role })),
    });
  const set = (month: string, source: string, influence: string, implement: string) =>
    send('POST', '/programmes/prg_default/commission-role-shares', { month, source, influence, implement });
  const before = await byRoles('2026-03', [a.id, 'source']);
  expect([before.status, before.body.detail]).toEqual([409, expect.stringContaining('has no shares of roles in 2026-03')]);
  expect((await set('2026-03', '50', '20', '29')).status).toBe(400);
  expect((await set('2026-03', '60', '10', '30')).body.revision).toBe(1);
  expect((await set('2026-03', '50', '20', '30')).body.revision).toBe(2);
  expect((await set('2026-05', '100', '0', '0')).body.revision).toBe(3);
  const shown = ({ body }: { body: any }) => [
    body.role_shares,
    body.split.allocations.map((one: { partner_id: string; role: string; percent: string }) => [one.partner_id, one.role, one.percent]),
  ];
  const april = await byRoles('2026-04', [a.id, 'source'], [b.id, 'source'], [b.id, 'implement']);
  const sourced = [a.id, b.id].toSorted().map((id) => [id, 'source', '25']);
  expect(shown(april)).toEqual([2, [...sourced, [null, 'influence', '20'], [b.id, 'implement', '30']]]);
  expect(shown(await byRoles('2026-05', [a.id, 'source']))).toEqual([3, [[a.id, 'source', '100']]]);
  expect(faultsOf((await byRoles('2026-05', [a.id, 'source'], [b.id, 'implement'])).body)).toEqual([
    '/partners/1/role has no share in revision 3 of the programme: implement',
  ]);
  expect(faultsOf((await byRoles('2026-05', [a.id, 'source'], ['ptn_x', 'source'])).body)).toEqual([
    '/partners/1/partner_id is not a partner that can earn: ptn_x. Sandboxes cannot',
  ]);
  await set('2026-04', '10', '10', '80');
  const { body } = await send('GET', `/deals/${deal.id}/commission-splits`);
  expect(body.data.map((one: object) => shown({ body: one }))[0]).toEqual(shown(april));
  expect((await send('GET', '/programmes/prg_default/commission-role-shares')).body.data).toHaveLength(4);
  expect((await send('GET', '/programmes/prg_x/commission-role-shares')).status).toBe(404);
  for (const table of ['role_shares', 'split']) {
    await expect(api.db.sql.unsafe(`update commissions.${table} set created_by = 'x'`)).rejects.toThrow(/append-only/);
  }
});

test('the company itself gets no plan, no level, no part of a split and no account', async () => {
  const company = 'ptn_platform';
  const refused = [];
  refused.push(
    await send('POST', '/commission-plan-assignments', { target: 'partner', target_id: company, plan_id: null, from: '2026-01-01' }),
  );
  const { body: deal } = await send('POST', '/deals', { customer: { company_name: 'Own' } }, (await api.partner('standard')).headers);
  const allocations = [{ partner_id: company, percent: '100' }];
  refused.push(await send('POST', `/deals/${deal.id}/commission-splits`, { month: '2026-03', allocations }));
  refused.push(await send('PUT', `/partners/${company}/level`, { level: 'gold', reason: 'Ours' }));
  refused.push(await send('PUT', `/partners/${company}/payee`, { name: 'Us', iban: 'DE89370400440532013000' }));
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 404, 404]);
});
