import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { type CommissionWorld, createCommissionWorld, tenPercent } from '#test/support/commission-world.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';

let engine: TestEngine;
let world: CommissionWorld;
beforeAll(async () => {
  engine = await startTestEngine();
  world = createCommissionWorld(engine);
});
afterAll(() => engine.close());

const percent = (of: string) => [{ name: 'all', reward: { kind: 'percent', percent: of } }];
const assign = (partnerId: string, planId: string | null, from: string) =>
  world.send('POST', '/commission-plan-assignments', { target: 'partner', target_id: partnerId, plan_id: planId, from });
const newPlan = async (name: string, time_zone: string, of: string) =>
  (await world.send('POST', '/commission-plans', { ...tenPercent, name, time_zone, rules: percent(of) }))['id'] as string;
/** The day and the amount of what a sale of 100.00 EUR brings. */
async function lineOf(name: string, partner: string, occurred_at: string, count: number): Promise<unknown[]> {
  await world.sale(name, [partner], '100.00', { occurred_at });
  const line = (await world.lines(partner, count)).at(-1);
  return [line?.['day'], line?.['amount'].amount];
}

test("assignments, versions and the day of a sale are of one calendar: that of the plan's time zone", async () => {
  // Ahead of UTC: at 10:59 UTC clocks show 23:59 of the same day, a minute later the next one.
  const { id } = await world.partner({ time_zone: 'Pacific/Auckland' });
  const ahead = await newPlan('Ahead', 'Pacific/Auckland', '20');
  await world.send('POST', `/commission-plans/${ahead}/versions`, {
    ...{ ...tenPercent, name: 'Ahead', time_zone: 'Pacific/Auckland' },
    ...{ effective_from: '2026-03-15', rules: percent('30') },
  });
  await assign(id, ahead, '2026-03-14');
  expect(await lineOf('d1', id, '2026-03-13T10:59:59Z', 1)).toEqual(['2026-03-13', '10.00']);
  expect(await lineOf('d2', id, '2026-03-13T11:00:00Z', 2)).toEqual(['2026-03-14', '20.00']);
  expect(await lineOf('d3', id, '2026-03-14T10:59:59Z', 3)).toEqual(['2026-03-14', '20.00']);
  expect(await lineOf('d4', id, '2026-03-14T11:00:00Z', 4)).toEqual(['2026-03-15', '30.00']);
  // Behind UTC, where the day ends eight hours later, and after which the partner has no plan.
  await assign(id, await newPlan('Behind', 'America/Los_Angeles', '40'), '2026-03-20');
  await assign(id, null, '2026-03-21');
  expect(await lineOf('d5', id, '2026-03-20T06:59:59Z', 5)).toEqual(['2026-03-20', '30.00']);
  expect(await lineOf('d6', id, '2026-03-20T07:00:00Z', 6)).toEqual(['2026-03-20', '40.00']);
  expect(await lineOf('d7', id, '2026-03-21T06:59:59Z', 7)).toEqual(['2026-03-20', '40.00']);
  const goal = await world.sale('d8', [id], '100.00', { occurred_at: '2026-03-21T07:00:00Z' });
  expect(await world.goal(goal, 'settled')).toMatchObject({ reason: 'no partner that shares it has a plan on that day' });
});

test("the month of a split begins by the plans' calendar, and by that of the deal's programme where they differ", async () => {
  const [a, b] = [await world.partner({ time_zone: 'Pacific/Auckland' }), await world.partner({ time_zone: 'Pacific/Auckland' })];
  const dealId = await approvedDeal(engine, 'Brightwell');
  const [conversion] = await eventually(
    () => engine.db.sql<{ id: string }[]>`select id from attribution.conversion where deal_id = ${dealId}`,
    (found) => found.length > 0,
  );
  for (const [month, ofA] of [
    ['2026-03', '60'],
    ['2026-04', '50'],
  ] as const) {
    const allocations = [
      { partner_id: a.id, role: 'source', percent: ofA },
      { partner_id: b.id, role: 'implement', percent: String(100 - Number(ofA)) },
    ];
    await world.send('POST', `/deals/${dealId}/commission-splits`, { month, allocations });
  }
  const sell = (name: string, occurred_at: string) =>
    world.send('POST', '/revenue', {
      ...{ kind: 'sale', external_id: name, amount: { amount: '1000.00', currency: 'EUR' }, conversion_id: conversion?.id, occurred_at },
    });
  const explained = async (count: number) => {
    const lines = [(await world.lines(a.id, count)).at(-1), (await world.lines(b.id, count)).at(-1)];
    return lines.map((line) => `${line?.['day']} ${line?.['explanation']}`);
  };
  await sell('m1', '2026-03-31T10:59:59Z');
  expect(await explained(1)).toEqual([
    '2026-03-31 10 % of 1,000.00 EUR, 60 % as source of it by the March split',
    '2026-03-31 10 % of 1,000.00 EUR, 40 % as implement of it by the March split',
  ]);
  await sell('m2', '2026-03-31T11:00:00Z');
  expect(await explained(2)).toEqual([
    '2026-04-01 10 % of 1,000.00 EUR, 50 % as source of it by the April split',
    '2026-04-01 10 % of 1,000.00 EUR, 50 % as implement of it by the April split',
  ]);
  // One month for both, so that their parts add up: the programme's calendar is UTC.
  await assign(b.id, await newPlan('West', 'America/Los_Angeles', '10'), '2026-01-01');
  await sell('m3', '2026-03-31T12:00:00Z');
  expect(await explained(3)).toEqual([
    '2026-04-01 10 % of 1,000.00 EUR, 60 % as source of it by the March split',
    '2026-03-31 10 % of 1,000.00 EUR, 40 % as implement of it by the March split',
  ]);
});
