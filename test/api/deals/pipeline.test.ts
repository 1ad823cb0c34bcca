import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls } from '#test/support/deal-calls.ts';

let api: TestApp;
let one: TestPartner;
let other: TestPartner;
let calls: ReturnType<typeof dealCalls>;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  [one, other] = [await api.partner('standard'), await api.partner('standard')];
});
afterAll(() => api.close());

const days = (count: number) => new Date(Date.now() + count * 86_400_000);
const move = (id: string, stage: string, rest: object = {}) => calls.call(api.headers, 'POST', `/deals/${id}/stage`, { stage, ...rest });
const pipeline = async (query = '', headers: object = api.headers) =>
  (await calls.call(headers, 'GET', `/deals/pipeline?${query}`)).body.data;

test('the pipeline sums up what is open in each stage, by currency, age and protection, and lists agree with it', async () => {
  const [alpha, beta, gamma] = [
    await calls.approved(one.headers, 'Alpha Works'),
    await calls.approved(one.headers, 'Beta Bakery', { expected_value: { amount: '1000', currency: 'JPY' } }),
    await calls.approved(other.headers, 'Gamma Garage', { expected_value: { amount: '0.50', currency: 'EUR' } }),
  ];
  // Neither is open and approved.
  await calls.submitted(one.headers, 'Delta Dairy');
  const lost = await calls.approved(one.headers, 'Epsilon Energy');
  expect((await move(lost.id, 'lost', { reason: 'budget' })).status).toBe(200);
  expect((await move(alpha.id, 'qualified')).body).toMatchObject({ stage: 'qualified' });
  await api.db.sql`update deal set stage_since = ${days(-100)} where id = ${alpha.id}`;
  await api.db.sql`update deal set protected_from = ${days(-45)}, protected_until = ${days(10)} where id = ${beta.id}`;

  const [prospect, qualified, ...rest] = await pipeline();
  expect(prospect).toEqual({
    ...{ stage: 'prospect', deals: 2, without_value: 0, protection_ends_soon: 1 },
    values: [
      { amount: '0.50', currency: 'EUR' },
      { amount: '1000', currency: 'JPY' },
    ],
    ageing: { up_to_30_days: 1, up_to_90_days: 1, longer: 0 },
  });
  expect(qualified).toMatchObject({
    ...{ stage: 'qualified', deals: 1, values: [{ amount: '48000.00', currency: 'EUR' }] },
    ageing: { up_to_30_days: 0, up_to_90_days: 0, longer: 1 },
  });
  expect(rest.map(({ stage, deals }: any) => [stage, deals])).toEqual([
    ['technical_validation', 0],
    ['business_validation', 0],
    ['committed', 0],
  ]);

  for (const [filter, ids] of [
    [`protection_ends_before=${days(30).toISOString()}`, [beta.id]],
    [`in_stage_before=${days(-90).toISOString()}`, [alpha.id]],
    [`partner_id=${other.id}`, [gamma.id]],
  ] as const) {
    const listed = await calls.call(api.headers, 'GET', `/deals?review_status=approved&stage=prospect,qualified&${filter}`);
    expect(listed.body.data.map(({ id }: any) => id)).toEqual(ids);
    expect((await pipeline(filter)).reduce((sum: number, { deals }: any) => sum + deals, 0)).toBe(1);
  }
});

test('a partner sees the sums of its own deals', async () => {
  const own = await pipeline('', other.headers);
  expect(own.map(({ deals }: any) => deals)).toEqual([1, 0, 0, 0, 0]);
  expect((await pipeline(`partner_id=${one.id}`, other.headers)).every(({ deals }: any) => deals === 0)).toBe(true);
});

test('a deal says since when it is in its stage, and the company where it can go from there', async () => {
  const { id, stage_since, decided_at, next_stages } = await calls.approved(one.headers, 'Zeta Zinc');
  expect(Math.abs(Date.parse(stage_since) - Date.parse(decided_at))).toBeLessThan(5_000);
  expect(next_stages).toEqual(['qualified', 'lost']);
  await api.db.sql`update deal set protected_from = ${days(-5)} where id = ${id}`;
  const moved = (await move(id, 'qualified')).body;
  expect(Date.parse(moved.stage_since)).toBeGreaterThan(days(-1).getTime());
  const seen = (await calls.call(one.headers, 'GET', `/deals/${id}`)).body;
  expect([seen.stage_since, 'next_stages' in seen]).toEqual([moved.stage_since, false]);
  expect((await move(id, 'lost', { reason: 'budget' })).body.next_stages).toEqual([]);
  const history = (await calls.call(api.headers, 'GET', `/deals/${id}/history`)).body.data;
  expect(Object.keys(history.at(-2).changes)).toEqual(['stage']);
});
