import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTrialBalance } from '#db/commissions/balance.ts';
import { type CommissionWorld, createCommissionWorld, tenPercent } from '#test/support/commission-world.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { noteTries } from '#test/support/note-tries.ts';
import { accrueCommissionId } from '#workflows/commissions/messages.ts';

let engine: TestEngine;
let world: CommissionWorld;
beforeAll(async () => {
  engine = await startTestEngine();
  world = createCommissionWorld(engine);
});
afterAll(() => engine.close());

const shown = (lines: Record<string, any>[]) => lines.map(({ kind, amount, explanation }) => [kind, amount.amount, explanation]);
const eventsOf = (partnerId: string) =>
  engine.db.sql<{ type: string }[]>`select type from event where partner_ids @> array[${partnerId}] order by id`;

test('a sale brings its partner a commission that says why, and a partner subscribed to it is told once', async () => {
  const { id } = await world.partner();
  const goal = await world.sale('s1', [id], '4000.00');
  const [line] = await world.lines(id, 1);
  expect(line).toMatchObject({
    ...{ kind: 'accrual', amount: { amount: '400.00', currency: 'EUR' }, day: '2026-03-14', release_day: '2026-04-13' },
    explanation: '10 % of 4,000.00 EUR',
  });
  expect(await world.balance(id)).toMatchObject({ accrued: '400.00', payable: '0.00', paid: '0.00', owed: '0.00' });
  await world.goal(goal, 'settled');
  // What can be booked at once needs no workflow, and one that looks again books nothing more.
  await engine.engine.workflows.commissions.accrue(goal);
  await replayNow(engine, accrueCommissionId(goal), 'commission-accrued');
  expect(await world.lines(id, 1)).toHaveLength(1);
  const events = await eventually(
    () => eventsOf(id),
    (found) => found.length > 0,
  );
  expect(events.map(({ type }) => type)).toEqual(['commission.accrued']);
  const { body } = await engine.call('GET', `/partners/${id}/commissions/lines/${line?.['id']}`);
  expect(body['terms']).toMatchObject({ plan_version: 1, rule: 'all', model: 'linear', attribution_version: 1, split_revision: null });
});

test('a plan that changes between sale and refund changes nothing: refunds compute with the pinned version, and mirror the sale', async () => {
  const { id, planId } = await world.partner();
  await world.sale('s2', [id], '1000.00');
  await world.lines(id, 1);
  const half = { ...tenPercent, effective_from: '2026-02-01', rules: [{ name: 'all', reward: { kind: 'percent', percent: '50' } }] };
  await world.send('POST', `/commission-plans/${planId}/versions`, half);
  await world.refund('r2a', 's2', '333.33');
  await world.lines(id, 2);
  await world.refund('r2b', 's2', '666.67');
  expect(shown(await world.lines(id, 3))).toEqual([
    ['accrual', '100.00', '10 % of 1,000.00 EUR'],
    ['clawback', '-33.33', expect.stringContaining('333.33 EUR of 1,000.00 EUR was refunded; 66.67 EUR remains of 100.00 EUR')],
    ['clawback', '-66.67', expect.stringContaining('0.00 EUR remains of 100.00 EUR')],
  ]);
  expect(await world.balance(id)).toMatchObject({ accrued: '0.00', owed: '0.00' });
  await world.sale('s2c', [id], '1000.00');
  expect(shown(await world.lines(id, 4)).at(-1)).toEqual(['accrual', '500.00', '50 % of 1,000.00 EUR']);
});

test('a plan is tried on past sales before it takes effect, with its conditions and caps, and nothing changes', async () => {
  const { id } = await world.partner();
  const at = { occurred_at: '2025-11-03T10:00:00Z' };
  const early = { name: 'Early', effective_from: '2025-01-01', currency: 'EUR', rules: tenPercent.rules };
  const { id: planId } = await world.send('POST', '/commission-plans', early);
  await world.send('POST', '/commission-plan-assignments', { target: 'partner', target_id: id, plan_id: planId, from: '2025-01-01' });
  const goal = await world.conversion('sim', [id]);
  const split = { kind: 'sale', conversion_id: goal, ...at };
  await world.send('POST', '/revenue', { ...split, external_id: 'sim1', amount: { amount: '100.00', currency: 'EUR' }, product: 'router' });
  await world.send('POST', '/revenue', { ...split, external_id: 'sim2', amount: { amount: '300.00', currency: 'EUR' } });
  await world.lines(id, 2);
  const reward = (percent: string) => ({ kind: 'percent', percent });
  const rules = [
    { name: 'routers', when: 'product.name = "router"', reward: reward('50') },
    { name: 'rest', reward: reward('20') },
  ];
  const tried = { plan: { ...tenPercent, rules, caps: { per_period: '100.00' } }, from: '2025-11-01', until: '2025-12-01' };
  const result = await world.send('POST', '/commission-plans/simulate', tried);
  expect(result).toMatchObject({ sales: 2, is_complete: true });
  expect(result['partners']).toMatchObject([
    { partner_id: id, sales: 2, is: { amount: '40.00' }, would_be: { amount: '100.00' }, difference: { amount: '60.00' } },
  ]);
  expect(await world.balance(id)).toMatchObject({ accrued: '40.00' });
});

test('a refund that arrives before its sale waits for it, and is taken back at once when it comes', async () => {
  const { id } = await world.partner();
  const refund = await world.refund('r3', 's3', '100.00');
  expect(await world.goal(refund, 'waiting')).toMatchObject({ reason: 'the sale that it refunds is not known yet' });
  await replayNow(engine, accrueCommissionId(refund), 'commission-refund-waits');
  await world.sale('s3', [id], '1000.00');
  expect(shown(await world.lines(id, 2)).map(([kind, amount]) => [kind, amount])).toEqual([
    ['accrual', '100.00'],
    ['clawback', '-10.00'],
  ]);
  expect(await world.goal(refund, 'settled')).toMatchObject({ reason: 'its sale has come' });
});

test('a refund larger than what is left is not booked, the rest is, and the goal says which one', async () => {
  const { id } = await world.partner();
  const [small, large] = [await world.refund('r4a', 's4', '40.00'), await world.refund('r4b', 's4', '990.00')];
  const goal = await world.sale('s4', [id], '1000.00');
  expect(await world.goal(goal, 'failed')).toMatchObject({
    reason: expect.stringContaining(`The refund ${large} over 990.00 EUR is more than`),
  });
  expect(shown(await world.lines(id, 2)).map(([kind, amount]) => [kind, amount])).toEqual([
    ['accrual', '100.00'],
    ['clawback', '-4.00'],
  ]);
  expect(small).not.toBe(large);
});

test('a currency without a rate that day keeps its sale waiting, and the import of the rate is enough', async () => {
  const { id } = await world.partner({ currency_rule: 'convert' });
  const goal = await world.sale('s5', [id], '1000.00', { amount: { amount: '1000.00', currency: 'SEK' } });
  const missing = 'There is no exchange rate from SEK to EUR for 2026-03-14';
  expect(
    await eventually(
      () => world.goal(goal, 'pending'),
      ({ reason }) => reason !== null,
    ),
  ).toMatchObject({ reason: expect.stringContaining(missing) });
  const { sql } = engine.db;
  const [{ import_id: importId } = {}] = await sql`
    insert into attribution.fx_import (source, digest, imported_by) values ('test', '', 'test') returning id as import_id`;
  await sql`insert into attribution.fx_rate (import_id, day, currency, per_euro) values (${importId}, '2026-03-13', 'SEK', '11.25')`;
  await engine.engine.workflows.commissions.accrue(goal);
  expect(shown(await world.lines(id, 1))).toEqual([['accrual', '8.89', '10 % of 88.89 EUR (1,000.00 SEK at 0.088889 of 2026-03-13)']]);
  await world.goal(goal, 'settled');
  await replayNow(engine, accrueCommissionId(goal), 'commission-waited-for-rate');
});

test('several partners share a sale by the split of the deal or by the attribution, to the minor unit', async () => {
  const partners = [await world.partner(), await world.partner(), await world.partner()];
  const [a, b, c] = partners.map(({ id }) => id) as [string, string, string];
  await world.sale('s6', [a, b, c], '100.00');
  const shares = [];
  for (const id of [a, b, c]) shares.push((await world.lines(id, 1))[0]?.['amount'].amount);
  expect(shares.toSorted()).toEqual(['3.33', '3.33', '3.34']);
});

test('a condition decides which rule takes a sale, and one that cannot be evaluated is told', async () => {
  const reward = (percent: string) => ({ kind: 'percent', percent });
  const rules = [
    { name: 'hardware', when: 'product.name = "router" /* all', reward: reward('1') },
    { name: 'hardware', when: 'product.name = "router"', reward: reward('1') },
    { name: 'rest', reward: reward('20') },
  ];
  const refused = await engine.call('POST', '/commission-plans', { ...tenPercent, rules: rules.slice(0, 2) });
  expect([refused.status, refused.body['errors'].map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
    400,
    ['/rules/1/name', '/rules/0/when'],
  ]);
  const { id } = await world.partner({ rules: rules.slice(1) });
  await world.sale('s7', [id], '100.00', { product: 'router' });
  await world.lines(id, 1);
  await world.sale('s7b', [id], '100.00', { product: 'licence' });
  expect(shown(await world.lines(id, 2)).map(([, amount]) => amount)).toEqual(['1.00', '20.00']);
  const broken = await world.partner({ rules: [{ name: 'broken', when: '$number("x" & product.name) > 1', reward: reward('1') }] });
  const goal = await world.sale('s7c', [broken.id], '100.00', { product: 'router' });
  expect(await world.goal(goal, 'failed')).toMatchObject({ reason: expect.stringContaining('cannot be evaluated') });
});

test('a rule takes sales by product and by the plan of the customer, flat or in percent', async () => {
  const rules = [
    { name: 'ERP pro', products: ['erp'], customer_plans: ['pro', 'max'], reward: { kind: 'flat', amount: '25' } },
    { name: 'free', when: 'product.plan = "free"', reward: { kind: 'percent', percent: '50' } },
    { name: 'ERP', products: ['erp'], reward: { kind: 'percent', percent: '10' } },
  ];
  const { id } = await world.partner({ rules });
  const sales: [string | undefined, string | undefined][] = [
    ['erp', 'pro'],
    ['crm', 'free'],
    ['erp', 'basic'],
    ['erp', undefined],
    ['crm', 'pro'],
  ];
  for (const [index, [product, customer_plan]] of sales.entries()) {
    await world.sale(`cp${index}`, [id], '100.00', { product, customer_plan });
    await world.lines(id, index + 1);
  }
  const lines = await world.lines(id, 5);
  expect(lines.map(({ amount }) => amount.amount)).toEqual(['25.00', '50.00', '10.00', '10.00', '0.00']);
  const { body } = await engine.call('GET', `/partners/${id}/commissions/lines/${lines[0]?.['id']}`);
  expect(body['terms']).toMatchObject({ rule: 'ERP pro', sale: { product: 'erp', customer_plan: 'pro' } });
});

test('a customer that leaves within the days of the plan takes the whole commission back, and a later refund nothing more', async () => {
  const { id } = await world.partner({ churn_days: 30 });
  await world.sale('s8', [id], '100.00', { subscription: 'sub-8' });
  await world.lines(id, 1);
  const stop = { kind: 'subscription_stopped', subscription: 'sub-8', amount: { amount: '0.00', currency: 'EUR' } };
  await world.send('POST', '/revenue', { ...stop, external_id: 'stop-8', occurred_at: '2026-04-13T10:00:00Z' });
  await world.lines(id, 2);
  await world.refund('r8', 's8', '50.00');
  expect(shown(await world.lines(id, 3))).toEqual([
    ['accrual', '10.00', '10 % of 100.00 EUR'],
    ['clawback', '-10.00', expect.stringContaining('the customer left')],
    ['clawback', '0.00', expect.stringContaining('taken back already')],
  ]);
});

test('a milestone brings its bonus once in each period, and a refund that undoes it takes it back', async () => {
  const bonuses = [{ name: 'two', measure: 'customers', at_least: 2, per: 'month', amount: '50' }];
  const { id } = await world.partner({ bonuses });
  await world.sale('b1', [id], '100.00');
  await world.lines(id, 1);
  await world.sale('b2', [id], '100.00');
  await world.lines(id, 3);
  await world.sale('b3', [id], '100.00', { occurred_at: '2026-04-02T10:00:00Z' });
  await world.lines(id, 4);
  await world.refund('b2r', 'b2', '40.00');
  await world.lines(id, 5);
  await world.refund('b2s', 'b2', '60.00');
  expect(shown(await world.lines(id, 7)).map(([kind, amount, why]) => [kind, amount, String(why).startsWith('bonus') ? why : ''])).toEqual([
    ['accrual', '10.00', ''],
    ['accrual', '10.00', ''],
    ['accrual', '50.00', 'bonus "two": 2 customers in the month reached'],
    ['accrual', '10.00', ''],
    ['clawback', '-4.00', ''],
    ['clawback', '-6.00', ''],
    ['clawback', '-50.00', 'bonus "two": 2 customers in the month no longer reached after refunds'],
  ]);
  expect(await world.balance(id)).toMatchObject({ accrued: '20.00', owed: '0.00' });
});

test('a goal whose computation ends its process each time is given up with the reason', async () => {
  const goal = 'cnv_deadly';
  await noteTries(engine, 3, [accrueCommissionId(goal), 'settleGoal', goal]);
  await engine.db.sql`insert into commissions.goal (id) values (${goal})`;
  await startedWorkflow(engine, accrueCommissionId(goal));
  expect(await world.goal(goal, 'failed')).toMatchObject({ reason: expect.stringMatching(/was tried 3 times/) });
  await replayNow(engine, accrueCommissionId(goal), 'commission-given-up');
});

test('after all of this the trial balance is zero', async () => {
  expect([...(await readTrialBalance(engine.db.sql)).values()].filter((sum) => sum !== 0n)).toEqual([]);
});
