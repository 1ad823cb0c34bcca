import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBasis } from '#apps/api/attribution/reports/report-query.ts';
import { findRoi, shareRoi } from '#apps/api/attribution/reports/report-roi.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { addCredits, addRates, addVersion, type CreditPlan } from '#test/support/credits.ts';

let api: TestApp;
let partner: TestPartner;
const march = 'from=2026-03-01&to=2026-04-01';

beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
});
afterAll(() => api.close());
beforeEach(async () => {
  for (const table of ['credit', 'day_rollup', 'month_rollup', 'version', 'fx_rate', 'fx_import']) {
    await api.db.sql`truncate ${api.db.sql(`attribution.${table}`)}`;
  }
});

async function roi(query = march, { headers = api.headers, id = partner.id }: { headers?: object; id?: string } = {}) {
  const reply = await api.app.inject({ url: `/api/v1/partners/${id}/roi?${query}`, headers: { ...headers } });
  return { status: reply.statusCode, text: reply.body, body: reply.headers['content-type']?.includes('json') ? reply.json() : null };
}

const at = (measure: CreditPlan['measure'], amount: bigint, occurredAt: string, rest: Partial<CreditPlan> = {}): CreditPlan => ({
  ...{ partnerId: partner.id, measure, amount, occurredAt },
  ...rest,
});
const euros = (measure: CreditPlan['measure'], amount: bigint, occurredAt: string, rest: Partial<CreditPlan> = {}) =>
  at(measure, amount, occurredAt, { currency: 'EUR', ...rest });

test('every measure follows from its definition', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [
    euros('revenue', 1_190_000n, '2026-03-10T12:00:00Z'),
    euros('tax', 190_000n, '2026-03-10T12:00:00Z'),
    euros('refund', 100_000n, '2026-03-12T12:00:00Z'),
    euros('sourced_revenue', 1_190_000n, '2026-03-10T12:00:00Z'),
    euros('influenced_revenue', 500_000n, '2026-03-10T12:00:00Z'),
    euros('cost', 250_000n, '2026-03-01T00:00:00Z'),
    at('leads', 40_000_000n, '2026-03-02T00:00:00Z'),
    at('opportunities', 12_500_000n, '2026-03-03T00:00:00Z'),
    at('customers', 5_000_000n, '2026-03-10T12:00:00Z'),
    // Ten subscribers of 100.00 before the window; one leaves in it.
    euros('monthly_revenue', 100_000n, '2025-11-10T12:00:00Z'),
    at('subscribers', 10_000_000n, '2025-11-10T12:00:00Z'),
    euros('monthly_revenue', -10_000n, '2026-03-20T12:00:00Z'),
    at('subscribers', -1_000_000n, '2026-03-20T12:00:00Z'),
    at('subscribers_lost', 1_000_000n, '2026-03-20T12:00:00Z'),
  ]);
  const { body } = await roi(`${march}&margin=0.7`);
  const money = (amount: string) => ({ amount, currency: 'EUR' });
  expect(body).toEqual({
    partner_id: partner.id,
    window: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z', time_zone: 'UTC' },
    ...{ model: 'position_based', currency: 'EUR', as_of: '2026-03-31T12:00:00.000Z', margin: 0.7 },
    versions: { attribution: 1, fx_import: null, rules: null },
    revenue: {
      ...{ gross: money('11900.00'), refunds: money('1000.00'), tax: money('1900.00'), net: money('9000.00') },
      ...{ sourced: money('11900.00'), influenced: money('5000.00') },
    },
    cost: money('2500.00'),
    ...{ leads: 40, opportunities: 12.5, customers: 5 },
    cpl: money('62.50'),
    cac: money('500.00'),
    // (9000 × 0.7 − 2500) / 2500 and 9000 / 2500.
    ...{ roi: 1.52, roas: 3.6 },
    ltv: {
      // 100.00 × 0.7 ÷ (a tenth in 31 of 30.4375 days)
      formula: money('712.94'),
      arpa: money('100.00'),
      ...{ churn_monthly: 0.098185, lifetime_months: 10.184805, is_capped: false, observed: null },
    },
  });
});

test('a divisor of zero gives null, never zero or infinity', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [euros('revenue', 1_000n, '2026-03-10T12:00:00Z')]);
  const { body } = await roi();
  expect(body).toMatchObject({ cpl: null, cac: null, roi: null, roas: null });
  expect(body.ltv).toEqual({ formula: null, arpa: null, churn_monthly: null, lifetime_months: null, is_capped: false, observed: null });
});

test('without churn the lifetime is 60 months, and the report says so', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [
    euros('monthly_revenue', 5_000n, '2026-01-10T12:00:00Z'),
    at('subscribers', 1_000_000n, '2026-01-10T12:00:00Z'),
  ]);
  const { body } = await roi();
  expect(body.ltv).toMatchObject({ formula: { amount: '3000.00' }, churn_monthly: 0, lifetime_months: 60, is_capped: true });
});

test('any window is the sum of the facts in it: its begin is in it, its end is not', async () => {
  await addVersion(api.db.sql, { timeZone: 'Europe/Berlin' });
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const begin = Date.parse('2025-12-01T00:00:00Z');
  const facts = Array.from({ length: 120 }, () => ({ amount: BigInt(random(100_000)), at: begin + random(130 * 24) * 3_600_000 }));
  await addCredits(
    api.db.sql,
    facts.map((fact) => euros('revenue', fact.amount, new Date(fact.at).toISOString())),
    'Europe/Berlin',
  );
  for (let round = 0; round < 25; round += 1) {
    // On the hours of facts, so that every end meets some of them exactly.
    const [from = 0, to = 0] = [begin + random(130 * 24) * 3_600_000, begin + random(130 * 24) * 3_600_000].toSorted((a, b) => a - b);
    if (from === to) continue;
    const expected = facts.filter((fact) => fact.at >= from && fact.at < to).reduce((sum, fact) => sum + fact.amount, 0n);
    const { body } = await roi(`from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`);
    expect(body.revenue.gross.amount.replace('.', '').replace(/^0+(?=\d)/, ''), JSON.stringify(body.window)).toBe(expected.toString());
  }
});

test('a day on which clocks change has 23 or 25 hours, and each fact is on one day', async () => {
  await addVersion(api.db.sql, { timeZone: 'Europe/Berlin' });
  await addCredits(
    api.db.sql,
    // The last moment of 28 March, the first and the last of 29 March, which has 23 hours, and the first of 30 March.
    ['2026-03-28T22:59:59.999Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00Z'].map((time, index) =>
      euros('revenue', 10n ** BigInt(index), time),
    ),
    'Europe/Berlin',
  );
  const { body } = await roi('from=2026-03-29&to=2026-03-30');
  expect(body.window).toEqual({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z', time_zone: 'Europe/Berlin' });
  expect(body.revenue.gross.amount).toBe('1.10');
});

test('a window in days ends with the day of as_of', async () => {
  await addVersion(api.db.sql, { timeZone: 'America/New_York', completeTo: '2026-03-31T03:00:00Z' });
  const { body } = await roi('window=30d');
  expect(body.window).toEqual({ from: '2026-03-01T05:00:00.000Z', to: '2026-03-31T04:00:00.000Z', time_zone: 'America/New_York' });
});

test('a report of a past moment is the same, byte for byte, after what came later', async () => {
  await addVersion(api.db.sql);
  const asOf = '2026-03-31T11:00:00.000Z';
  await addCredits(api.db.sql, [euros('revenue', 5_000n, '2026-02-10T12:00:00Z'), euros('revenue', 700n, '2026-03-10T12:00:00Z')]);
  const query = `from=2026-02-05&to=2026-03-20T12:00:00Z&as_of=${asOf}`;
  const then = await roi(query);
  expect(then.body).toMatchObject({ as_of: asOf, revenue: { gross: { amount: '57.00' } } });
  // A late touch takes a part of an old sale away, a later sale comes, and rates are imported.
  await addCredits(api.db.sql, [
    euros('revenue', -2_000n, '2026-02-10T12:00:00Z', { recordedAt: '2026-03-31T11:30:00Z' }),
    euros('revenue', 333n, '2026-03-20T11:00:00Z', { recordedAt: '2026-03-31T11:30:00Z' }),
  ]);
  await addRates(api.db.sql, [['USD', '2026-03-10', '1.1']], '2026-03-31T11:30:00Z');
  expect(await roi(query)).toEqual(then);
  const now = await roi('from=2026-02-05&to=2026-03-20T12:00:00Z');
  expect(now.body).toMatchObject({ as_of: '2026-03-31T12:00:00.000Z', revenue: { gross: { amount: '40.33' } } });
  expect(await roi(`from=2026-02-05&to=2026-03-20T12:00:00Z&as_of=${now.body.as_of}`)).toEqual(now);
});

test('a past moment is answered by the version that was active then', async () => {
  await addVersion(api.db.sql, { number: 1, state: 'retired', activatedAt: '2026-01-01T00:00:00Z', completeTo: '2026-03-31T12:00:00Z' });
  await addVersion(api.db.sql, { number: 2, activatedAt: '2026-03-31T11:00:00Z', completeTo: '2026-03-31T13:00:00Z' });
  await addCredits(api.db.sql, [
    euros('revenue', 100n, '2026-03-10T12:00:00Z'),
    euros('revenue', 200n, '2026-03-10T12:00:00Z', { version: 2 }),
  ]);
  const grossOf = async (query: string) => {
    const { body } = await roi(`${march}&${query}`);
    return [body.versions.attribution, body.revenue.gross.amount];
  };
  expect(await grossOf('as_of=2026-03-31T10:59:00Z')).toEqual([1, '1.00']);
  expect(await grossOf('')).toEqual([2, '2.00']);
  expect(await grossOf('version=1')).toEqual([1, '1.00']);
});

test('amounts of a day are added, then converted at the rate of their day, or of the last day before with one', async () => {
  await addVersion(api.db.sql);
  await addRates(api.db.sql, [
    ['USD', '2026-03-06', '1.25'],
    ['USD', '2026-03-10', '1.6'],
    ['JPY', '2026-03-10', '160.5'],
    ['KWD', '2026-03-10', '0.33'],
  ]);
  await addCredits(api.db.sql, [
    // Friday's rate on Sunday. Each alone would be 0.80 + 0.80, together 0.02/1.25 = 1.6 cents = 2.
    at('revenue', 1n, '2026-03-08T08:00:00Z', { currency: 'USD' }),
    at('revenue', 1n, '2026-03-08T09:00:00Z', { currency: 'USD' }),
    at('revenue', 16_000n, '2026-03-10T09:00:00Z', { currency: 'USD' }),
    at('revenue', 16_050n, '2026-03-10T09:00:00Z', { currency: 'JPY' }),
    at('revenue', 33_000n, '2026-03-10T09:00:00Z', { currency: 'KWD' }),
  ]);
  const inEuros = await roi();
  // 0.02 + 100.00 + 100.00 + 100.00
  expect(inEuros.body.revenue.gross).toEqual({ amount: '300.02', currency: 'EUR' });
  expect(inEuros.body.versions.fx_import).toBeTypeOf('number');
  const inYen = await roi(`from=2026-03-09&to=2026-04-01&currency=JPY`);
  expect(inYen.body.revenue.gross).toEqual({ amount: '48150', currency: 'JPY' });
});

test('a missing rate is refused with its currency and days', async () => {
  await addVersion(api.db.sql);
  await addRates(api.db.sql, [['USD', '2026-03-01', '1.25']]);
  await addCredits(api.db.sql, [
    at('revenue', 1n, '2026-03-08T08:00:00Z', { currency: 'USD' }),
    at('revenue', 1n, '2026-03-09T08:00:00Z', { currency: 'USD' }),
    at('cost', 1n, '2026-03-09T08:00:00Z', { currency: 'SEK' }),
  ]);
  const { status, body } = await roi();
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'fx_rate_missing' });
  expect(body.detail).toContain('SEK (2026-03-09), USD (2026-03-09)');
});

test.each([
  ['reversed', 'from=2026-04-01&to=2026-03-01', ['to out_of_range']],
  ['empty', 'from=2026-03-01&to=2026-03-01', ['to out_of_range']],
  ['over two years', 'from=2024-03-01&to=2026-03-03', ['to out_of_range']],
  ['twice', 'window=30d&from=2026-03-01&to=2026-03-02', ['window ambiguous']],
  ['half', 'from=2026-03-01', ['to required']],
  ['no number of days', 'window=a%20month', ['window invalid_format']],
  ['in a currency that does not exist', `${march}&currency=EURO`, ['currency invalid_value']],
  ['of a model that does not exist', `${march}&model=magic`, ['model invalid_value']],
  ['with a margin above 1', `${march}&margin=1.1`, ['margin invalid_format']],
])('a window that is %s is refused', async (_name, query, faults) => {
  await addVersion(api.db.sql);
  const { status, body } = await roi(query);
  expect(status).toBe(400);
  expect(body.errors.map((fault: { field: string; code: string }) => `${fault.field} ${fault.code}`)).toEqual(faults);
});

test('a moment that is not computed yet is refused, and so is a report before the first version', async () => {
  expect(await roi()).toMatchObject({ status: 409, body: { code: 'report_not_ready' } });
  await addVersion(api.db.sql);
  expect(await roi(`${march}&as_of=2026-03-31T12:00:00.001Z`)).toMatchObject({ status: 409, body: { code: 'report_not_ready' } });
  expect(await roi(`${march}&version=9`)).toMatchObject({ status: 404 });
});

test('a partner sees its own numbers only', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [euros('revenue', 100n, '2026-03-10T12:00:00Z')]);
  expect((await roi(march, { headers: partner.headers })).body.revenue.gross.amount).toBe('1.00');
  const other = await api.partner('standard');
  const [asked, unknown] = [
    await roi(march, { headers: other.headers }),
    await roi(march, { headers: other.headers, id: 'ptn_00000000000000000000000000' }),
  ];
  expect(asked).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(asked.body.title).toBe(unknown.body.title);
});

test('nothing of a sandbox is in another report, and a sandbox sees its own', async () => {
  await addVersion(api.db.sql);
  const sandbox = await api.partner('sandbox');
  await addCredits(api.db.sql, [
    euros('revenue', 100n, '2026-03-10T12:00:00Z', { partnerId: sandbox.id, scope: sandbox.id }),
    // Nobody writes this; if somebody did, it would not show.
    euros('revenue', 900n, '2026-03-10T12:00:00Z', { partnerId: sandbox.id }),
    euros('revenue', 900n, '2026-03-10T12:00:00Z', { scope: sandbox.id }),
  ]);
  expect((await roi(march, { headers: sandbox.headers, id: sandbox.id })).body.revenue.gross.amount).toBe('1.00');
  expect((await roi()).body.revenue.gross.amount).toBe('0.00');
});

test('the same report as CSV', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [euros('refund', 150n, '2026-03-10T12:00:00Z'), at('leads', 1_500_000n, '2026-03-10T12:00:00Z')]);
  const { text } = await roi(`${march}&format=csv`);
  const [header = '', row = ''] = text.trimEnd().split('\r\n');
  const cells = Object.fromEntries(header.split(',').map((name, index) => [name, row.split(',')[index]]));
  expect(cells).toMatchObject({ partner_id: partner.id, revenue_net: '-1.50', leads: '1.5', roi: '', as_of: '2026-03-31T12:00:00.000Z' });
});

test('equal reports that are asked for at the same time are computed once, and others, and later ones, by themselves', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [euros('revenue', 1_000n, '2026-03-10T12:00:00Z')]);
  let computed = 0;
  const find = shareRoi((...asked) => {
    computed += 1;
    return findRoi(...asked);
  });
  const basis = await readBasis(
    { ...api, settings: () => Settings.parse({}) },
    { from: '2026-03-01', to: '2026-04-01' },
    { scope: liveScope },
  );
  const wanted = { basis, partnerId: partner.id, margin: 700_000n, observed: false };
  const other = { ...wanted, partnerId: 'ptn_other' };
  const found = await Promise.all([find(api, wanted), find(api, { ...wanted }), find(api, other), find(api, { ...wanted, margin: 1n })]);
  expect(computed).toBe(3);
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).not.toEqual(found[0]);
  await find(api, wanted);
  expect(computed).toBe(4);
});
