import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideLevels } from '#activities/commissions/decide-levels.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { type CommissionWorld, createCommissionWorld, tenPercent } from '#test/support/commission-world.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { releaseHoldsId } from '#workflows/commissions/messages.ts';
import { taskQueue } from '#workflows/messages.ts';

let engine: TestEngine;
let world: CommissionWorld;
let store: AttributionStore;
beforeAll(async () => {
  engine = await startTestEngine();
  world = createCommissionWorld(engine);
  store = openAttribution(engine.database.url);
});
afterAll(async () => {
  await store.close();
  await engine.close();
});

const today = localDate(new Date(), 'UTC');
const tomorrow = addDays(today, 1);
const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);
const requires = {
  silver: [{ measure: 'revenue', at_least: '1000' }],
  gold: [
    { measure: 'deals', at_least: 1 },
    { measure: 'field', field: 'certifications', at_least: 2 },
  ],
};
const levels = {
  ...{ effective_from: '2026-01-01', currency: 'EUR', window_days: 365, grace_days: 30 },
  levels: [
    { name: 'registered' },
    { name: 'silver', requires: requires.silver },
    { name: 'gold', requires: [...requires.silver, ...requires.gold] },
  ],
};
const decide = (day: string) => decideLevels({ sql: engine.db.sql, store: store.sql, model: () => 'linear' }, noonOf(day), () => {});
const levelOf = async (id: string) => (await engine.call('GET', `/partners/${id}/level`)).body;
const changesOf = async (id: string) =>
  ((await engine.call('GET', `/partners/${id}/level/changes`)).body['data'] as Record<string, any>[]).map((one) => [
    one['change'],
    one['level'],
    one['effective_from'],
    one['reasons'],
  ]);
/** Of the day before, so that it counts today. */
const sellYesterday = (name: string, id: string, amount: string) =>
  world.sale(name, [id], amount, { occurred_at: `${addDays(today, -1)}T00:00:00Z` });
const preview = () => engine.call('POST', '/partner-levels/preview', levels);
/** Undefined if nothing would happen to it, and while nothing is computed yet. */
async function previewed(id: string): Promise<Record<string, any> | undefined> {
  const partners = ((await preview()).body['partners'] ?? []) as Record<string, any>[];
  return partners.find((one) => one['partner_id'] === id);
}

test('a night promotes on the figures that the preview shows, from the next day on, once, and tells partner and company', async () => {
  const { id } = await world.partner();
  await sellYesterday('l1', id, '1200.00');
  const shown = await eventually(
    () => previewed(id),
    (found) => found !== undefined,
  );
  const reasons = ['revenue of 1,000.00 EUR reached: 1,200.00 EUR'];
  expect(shown).toMatchObject({ level: 'registered', would_be: 'silver', change: 'promotion', deals: 0, reasons });
  expect(shown?.['revenue']).toEqual({ amount: '1200.00', currency: 'EUR' });
  expect(await changesOf(id)).toEqual([]);
  await world.send('POST', '/partner-levels', levels);

  const workflowId = `${releaseHoldsId}-levels`;
  await engine.temporal.workflow.execute('releaseHolds', { taskQueue, workflowId, args: [] });
  await replayNow(engine, workflowId, 'commission-levels-decided');
  expect(await levelOf(id)).toMatchObject({ level: 'registered', next: { level: 'silver', effective_from: tomorrow } });
  await engine.temporal.workflow.execute('releaseHolds', { taskQueue, workflowId: `${workflowId}-again`, args: [] });
  expect(await changesOf(id)).toEqual([['promotion', 'silver', tomorrow, reasons]]);
  const told = await eventually(
    () => engine.db.sql<{ type: string; data: string }[]>`
      select type, data::text as data from event
      where (type = 'tier.changed' and partner_ids @> array[${id}]) or (type = 'causeway.tier.changed' and data->>'partner_id' = ${id})
      order by type desc`,
    (found) => found.length >= 2,
  );
  const change = { level: 'silver', previous_level: 'registered', change: 'promotion', effective_from: tomorrow };
  expect(told.map(({ type, data }) => [type, JSON.parse(data)])).toMatchObject([
    ['tier.changed', { ...change, reasons }],
    ['causeway.tier.changed', change],
  ]);
});

test('deals and fields count too, and who misses its level keeps it for the days of grace', async () => {
  const dealId = await approvedDeal(engine, 'Northwind');
  const [{ id } = { id: '' }] = await engine.db.sql<{ id: string }[]>`
    update deal set stage = 'won', closed_at = ${noonOf(addDays(today, -1))} where id = ${dealId} returning partner_id as id`;
  await sellYesterday('l2', id, '5000.00');
  await engine.call('PATCH', `/partners/${id}`, { fields: { certifications: ['Sales', 'Delivery'] } });
  await eventually(
    () => previewed(id),
    (found) => found?.['would_be'] === 'gold',
  );
  await decide(today);
  // The sale is in the window for a year, and the day after it is not.
  const last = addDays(today, 364);
  await decide(last);
  expect((await levelOf(id))['below_since']).toBeNull();
  const below = addDays(last, 1);
  await decide(below);
  expect(await levelOf(id)).toMatchObject({ below_since: below, demoted_on: addDays(below, 30) });
  await decide(addDays(below, 29));
  expect((await changesOf(id)).length).toBe(1);
  await decide(addDays(below, 30));
  expect(await decide(addDays(below, 30))).toBe(0);
  expect(await changesOf(id)).toEqual([
    [
      'demotion',
      'registered',
      addDays(below, 31),
      ['revenue of 1,000.00 EUR not reached: 0.00 EUR', '1 deal not reached: 0', '2 certifications reached: 2'],
    ],
    ['promotion', 'gold', tomorrow, ['revenue of 1,000.00 EUR reached: 5,000.00 EUR', '1 deal reached: 1', '2 certifications reached: 2']],
  ]);
});

test('the rules leave a level alone that a person set, until its day', async () => {
  const { id } = await world.partner();
  const until = addDays(today, 10);
  await world.send('PUT', `/partners/${id}/level`, { level: 'gold', keep_until: until, reason: 'Launch partner' });
  await decide(addDays(until, -2));
  expect((await levelOf(id))['below_since']).toBeNull();
  // It would take effect on the day from which on the rules decide again.
  await decide(addDays(until, -1));
  expect((await levelOf(id))['below_since']).toBe(addDays(until, -1));
  await decide(addDays(until, 29));
  expect((await changesOf(id)).map(([change, level]) => [change, level])).toEqual([
    ['demotion', 'registered'],
    ['set', 'gold'],
  ]);
});

test('a sale has the plan and the conditions of the level that its partner had at its time', async () => {
  const reward = (percent: string) => ({ kind: 'percent', percent });
  const rules = [
    { name: 'gold', when: 'partner.level = "gold"', reward: reward('30') },
    { name: 'rest', reward: reward('5') },
  ];
  const { id } = await world.partner({ rules });
  const [gold, own] = [
    await world.send('POST', '/commission-plans', { ...tenPercent, rules: [{ name: 'all', reward: reward('40') }] }),
    id,
  ];
  const ofLevel = await approvedDeal(engine, 'Eastwind');
  const [{ id: second } = { id: '' }] = await engine.db.sql<{ id: string }[]>`select partner_id as id from deal where id = ${ofLevel}`;
  const assigned = (target_id: string) => ({ target: 'level', target_id, plan_id: gold['id'], from: '2026-01-01' });
  await world.send('POST', '/commission-plan-assignments', assigned('gold'));
  expect((await engine.call('POST', '/commission-plan-assignments', assigned('platinum'))).body['errors'][0].message).toBe(
    'is no level: platinum. The levels are registered, silver, gold',
  );
  for (const one of [own, second]) await world.send('PUT', `/partners/${one}/level`, { level: 'gold', reason: 'Launch partner' });
  const sell = (name: string, partner: string, occurred_at: string) => world.sale(name, [partner], '100.00', { occurred_at });
  const yesterday = `${addDays(today, -1)}T23:59:59Z`;
  await sell('c1', own, yesterday);
  await world.lines(own, 1);
  await sell('c2', own, `${today}T00:00:00Z`);
  const amounts = async (partner: string, count: number) => (await world.lines(partner, count)).map(({ amount }) => amount.amount);
  expect(await amounts(own, 2)).toEqual(['5.00', '30.00']);
  const before = await sell('c3', second, yesterday);
  expect(await world.goal(before, 'settled')).toMatchObject({ reason: 'no partner that shares it has a plan on that day' });
  await sell('c4', second, `${today}T00:00:00Z`);
  expect(await amounts(second, 1)).toEqual(['40.00']);
});

test('a day without an exchange rate is named, and keeps levels from being decided but no money back', async () => {
  const { id } = await world.partner({ hold_days: 0 });
  await sellYesterday('r1', id, '100.00');
  await world.lines(id, 1);
  await world.sale('r2', [id], '100.00', { occurred_at: `${addDays(today, -1)}T00:00:00Z`, amount: { amount: '100.00', currency: 'SEK' } });
  const refused = await eventually(preview, ({ status }) => status === 422);
  expect(refused.body).toMatchObject({ code: 'fx_rate_missing', detail: expect.stringContaining('SEK') });
  const workflowId = `${releaseHoldsId}-without-rate`;
  await expect(engine.temporal.workflow.execute('releaseHolds', { taskQueue, workflowId, args: [] })).rejects.toThrow(
    'Workflow execution failed',
  );
  await replayNow(engine, workflowId, 'commission-levels-undecided');
  expect(await world.balance(id)).toMatchObject({ accrued: '0.00', payable: '10.00' });
  const gaveUp = () => engine.db.sql<{ reason: string }[]>`
    select data->>'reason' as reason from event where type = 'causeway.workflow.gave_up' and data->>'workflow_id' = ${workflowId}`;
  const [told] = await eventually(gaveUp, (found) => found.length > 0);
  expect(told?.reason).toContain('SEK');
});
