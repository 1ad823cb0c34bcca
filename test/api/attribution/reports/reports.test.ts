import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
  for (const table of [
    'credit',
    'day_rollup',
    'month_rollup',
    'version',
    'fx_rate',
    'fx_import',
    'touch',
    'conversion',
    'revenue',
    'subject',
  ]) {
    await api.db.sql`truncate ${api.db.sql(`attribution.${table}`)}`;
  }
});

async function get(path: string, headers: object = api.headers) {
  const reply = await api.app.inject({ url: `/api/v1${path}`, headers: { ...headers } });
  return { status: reply.statusCode, text: reply.body, body: reply.headers['content-type']?.includes('json') ? reply.json() : null };
}
const euros = (partnerId: string, amount: bigint, occurredAt: string, rest: Partial<CreditPlan> = {}): CreditPlan => ({
  ...{ partnerId, measure: 'revenue', amount, occurredAt, currency: 'EUR' },
  ...rest,
});

test('the league has every partner, the best first, page by page as of one moment, and adds up to the whole', async () => {
  await addVersion(api.db.sql);
  await addCredits(api.db.sql, [
    ...Array.from({ length: 7 }, (_, index) => euros(`ptn_${index}`, BigInt(index + 1) * 100n, '2026-03-10T12:00:00Z')),
    euros('ptn_0', 600n, '2026-03-11T12:00:00Z'),
    euros('', 5_000n, '2026-03-11T12:00:00Z'),
    euros('ptn_9', 77_777n, '2026-03-10T12:00:00Z', { scope: 'ptn_9' }),
  ]);
  const first = await get(`/attribution/league?${march}&limit=3`);
  const names = (body: any) => body.data.map((one: any) => `${one.rank} ${one.partner_id} ${one.revenue.net.amount}`);
  expect(names(first.body)).toEqual(['1 ptn_0 7.00', '2 ptn_6 7.00', '3 ptn_5 6.00']);
  expect(first.body).toMatchObject({
    company: { revenue: { net: { amount: '50.00' } } },
    total: { revenue: { net: { amount: '84.00' } } },
  });
  // A later batch does not move the pages.
  await addCredits(api.db.sql, [euros('ptn_1', 99_900n, '2026-03-12T12:00:00Z', { recordedAt: '2026-03-31T13:00:00Z' })]);
  await api.db.sql`update attribution.version set complete_to = '2026-03-31T14:00:00Z'`;
  const second = await get(`/attribution/league?${march}&limit=3&cursor=${first.body.next_cursor}`);
  expect(names(second.body)).toEqual(['4 ptn_4 5.00', '5 ptn_3 4.00', '6 ptn_2 3.00']);
  const third = await get(`/attribution/league?${march}&limit=3&cursor=${second.body.next_cursor}`);
  expect(names(third.body)).toEqual(['7 ptn_1 2.00']);
  expect(third.body).toMatchObject({ has_more: false, as_of: first.body.as_of });
  expect(names((await get(`/attribution/league?${march}&limit=1`)).body)).toEqual(['1 ptn_1 1001.00']);
  const csv = await get(`/attribution/league?${march}&format=csv&as_of=${first.body.as_of}`);
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(8);
});

test('the league names its partners, also as CSV, and tells an id that is not known by null', async () => {
  await addVersion(api.db.sql, { completeTo: '2026-03-31T12:00:02Z' });
  await addCredits(api.db.sql, [euros(partner.id, 200n, '2026-03-10T12:00:00Z'), euros('ptn_gone', 100n, '2026-03-10T12:00:00Z')]);
  const [named] = await api.db.sql`select name from partner where id = ${partner.id}`;
  const { body } = await get(`/attribution/league?${march}`);
  expect(body.data.map((one: any) => [one.partner_id, one.partner_name])).toEqual([
    [partner.id, named?.['name']],
    ['ptn_gone', null],
  ]);
  const { text } = await get(`/attribution/league?${march}&format=csv`);
  expect(text.split('\r\n').map((line) => line.split(',').slice(0, 3))).toMatchObject([
    ['rank', 'partner_id', 'partner_name'],
    ['1', partner.id, named?.['name']],
    ['2', 'ptn_gone', ''],
    [''],
  ]);
});

test('the league ranks by what is asked for, and what has no value comes last', async () => {
  await addVersion(api.db.sql, { completeTo: '2026-03-31T12:00:01Z' });
  await addCredits(api.db.sql, [
    euros('ptn_a', 9_000n, '2026-03-10T12:00:00Z'),
    euros('ptn_b', 500n, '2026-03-10T12:00:00Z'),
    euros('ptn_b', 100n, '2026-03-10T12:00:00Z', { measure: 'cost' }),
    euros('ptn_c', 500n, '2026-03-10T12:00:00Z'),
    euros('ptn_c', 400n, '2026-03-10T12:00:00Z', { measure: 'cost' }),
  ]);
  const { body } = await get(`/attribution/league?${march}&sort=roi`);
  expect(body.data.map((one: any) => [one.partner_id, one.roi])).toEqual([
    ['ptn_b', 4],
    ['ptn_c', 0.25],
    ['ptn_a', null],
  ]);
});

test.each([
  ['day', ['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'], ['1.00', '0.10', '0.01', '0.00']],
  ['week', ['2026-03-23', '2026-03-30'], ['1.10', '0.01']],
  ['month', ['2026-03-01'], ['1.11']],
] as const)('a series by %s follows the calendar of the zone across a change of clocks', async (by, days, amounts) => {
  await addVersion(api.db.sql, { timeZone: 'Europe/Berlin' });
  await addCredits(
    api.db.sql,
    [
      euros(partner.id, 100n, '2026-03-28T22:59:59Z'),
      euros(partner.id, 10n, '2026-03-28T23:00:00Z'),
      euros(partner.id, 1n, '2026-03-29T22:00:00Z'),
    ],
    'Europe/Berlin',
  );
  const { body } = await get(`/partners/${partner.id}/roi/series?from=2026-03-28&to=2026-04-01&by=${by}`);
  expect(body.data.map((one: any) => one.from)).toEqual(days);
  expect(body.data.map((one: any) => one.revenue.gross.amount)).toEqual(amounts);
  const csv = await get(`/partners/${partner.id}/roi/series?from=2026-03-28&to=2026-04-01&by=${by}&format=csv`);
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(days.length + 1);
});

test('the series of a window adds up to its figure, in another currency too', async () => {
  await addVersion(api.db.sql);
  await addRates(api.db.sql, [
    ['USD', '2026-03-10', '1.1'],
    ['USD', '2026-03-14', '1.3'],
  ]);
  await addCredits(api.db.sql, [
    euros(partner.id, 333n, '2026-03-10T12:00:00Z', { currency: 'USD' }),
    euros(partner.id, 777n, '2026-03-15T12:00:00Z', { currency: 'USD' }),
    euros(partner.id, 101n, '2026-03-15T12:00:00Z'),
  ]);
  const window = 'from=2026-03-10T06:00:00Z&to=2026-03-16';
  const { body } = await get(`/partners/${partner.id}/roi/series?${window}`);
  const sum = body.data.reduce((all: number, one: any) => all + Number(one.revenue.gross.amount.replace('.', '')), 0);
  expect(sum).toBe(303 + 598 + 101);
  expect((await get(`/partners/${partner.id}/roi?${window}`)).body.revenue.gross.amount).toBe('10.02');
});

/** A subject with its facts, as the reports of customers read them. */
async function addJourney(id: string, { became, sales }: { became: string; sales: [at: string, amount: bigint][] }): Promise<void> {
  const { sql } = api.db;
  const [subject] = await sql<{ id: string }[]>`
    insert into attribution.subject (scope, key, root_id) values ('live', ${id}::text::bytea, 0) returning id::text`;
  const subjectId = subject?.id ?? '';
  await sql`update attribution.subject set root_id = id where id = ${subjectId}`;
  const base = sql`'live', ${subjectId}::bigint`;
  await sql`
    insert into attribution.conversion (id, scope, subject_id, occurred_at, origin, digest, kind)
    values (${`cnv_${id}`}, ${base}, ${new Date(became)}, 'test', '', 'customer')`;
  await sql`
    insert into attribution.touch (id, scope, subject_id, occurred_at, origin, digest, partner_id, source, recorded_at)
    values (${`tch_${id}`}, ${base}, ${new Date(became)}, 'test', '', ${partner.id}, 'utm', '2026-03-31T10:00:00Z')`;
  await addCredits(sql, [{ partnerId: partner.id, measure: 'customers', amount: 1_000_000n, occurredAt: became, factId: `cnv_${id}` }]);
  for (const [index, [at, amount]] of sales.entries()) {
    const factId = `rev_${id}_${index}`;
    await sql`
      insert into attribution.revenue (id, scope, subject_id, occurred_at, origin, digest, kind, amount_minor, currency)
      values (${factId}, ${base}, ${new Date(at)}, 'test', '', 'sale', ${amount.toString()}, 'EUR')`;
    await addCredits(sql, [euros(partner.id, amount, at, { factId })]);
  }
}

test('cohorts show what the customers of a month have paid since, and the observed lifetime value follows', async () => {
  await addVersion(api.db.sql);
  await addJourney('a', {
    became: '2026-01-10T00:00:00Z',
    sales: [
      ['2026-01-10T00:00:00Z', 1_000n],
      ['2026-03-10T00:00:00Z', 500n],
    ],
  });
  await addJourney('b', { became: '2026-01-20T00:00:00Z', sales: [['2026-02-20T00:00:00Z', 700n]] });
  await addJourney('c', { became: '2026-02-20T00:00:00Z', sales: [] });
  const { body } = await get(`/partners/${partner.id}/roi/cohorts?from=2026-01-01&to=2026-03-01`);
  expect(body.data).toMatchObject([
    {
      ...{ cohort: '2026-01-01', customers: 2, revenue_net: { amount: '22.00' }, value: { amount: '11.00' } },
      months: [
        { month: 0, revenue_net: { amount: '10.00' }, cumulative: { amount: '10.00' } },
        { month: 1, revenue_net: { amount: '7.00' }, cumulative: { amount: '17.00' } },
        { month: 2, revenue_net: { amount: '5.00' }, cumulative: { amount: '22.00' } },
      ],
    },
    { cohort: '2026-02-01', customers: 1, revenue_net: { amount: '0.00' }, months: [] },
  ]);
  const roi = await get(`/partners/${partner.id}/roi?from=2026-01-01&to=2026-02-01&margin=0.5&observed=true`);
  expect(roi.body.ltv.observed).toEqual({
    customers: 2,
    revenue_net: { amount: '22.00', currency: 'EUR' },
    value: { amount: '5.50', currency: 'EUR' },
  });
});

test('the funnel counts each step, and the share that reaches the next', async () => {
  await addVersion(api.db.sql);
  await addJourney('a', { became: '2026-03-10T00:00:00Z', sales: [] });
  const count = (measure: 'leads' | 'opportunities', amount: bigint) =>
    euros(partner.id, amount, '2026-03-10T00:00:00Z', { measure, currency: '' });
  await addCredits(api.db.sql, [count('leads', 4_000_000n), count('opportunities', 2_000_000n)]);
  const { body } = await get(`/partners/${partner.id}/roi/funnel?${march}`, partner.headers);
  expect(body).toMatchObject({
    ...{ touches: 1, subjects: 1, leads: 4, opportunities: 2, customers: 1 },
    ...{ lead_rate: 4, opportunity_rate: 0.5, win_rate: 0.5 },
  });
});

test('a figure is explained by the facts that add up to it, page by page, with the rates of their days', async () => {
  await addVersion(api.db.sql);
  const importId = await addRates(api.db.sql, [['USD', '2026-03-10', '1.1']]);
  await addCredits(api.db.sql, [
    euros(partner.id, 1_190n, '2026-03-12T12:00:00Z', { factId: 'rev_2' }),
    euros(partner.id, 190n, '2026-03-12T12:00:00Z', { factId: 'rev_2', measure: 'tax' }),
    euros(partner.id, 500n, '2026-03-11T12:00:00Z', { factId: 'rev_1', currency: 'USD' }),
    // Credited, then taken back completely: no line of the figure.
    euros(partner.id, 300n, '2026-03-11T12:00:00Z', { factId: 'rev_0' }),
    euros(partner.id, -300n, '2026-03-11T12:00:00Z', { factId: 'rev_0' }),
  ]);
  const lines: unknown[] = [];
  let cursor = '';
  do {
    const { body } = await get(`/partners/${partner.id}/roi/explain?measure=revenue_net&${march}&limit=1${cursor}`, partner.headers);
    lines.push(...body.data);
    cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
  } while (cursor !== '');
  expect(lines).toMatchObject([
    { fact_id: 'rev_2', part: 'tax', amount: { amount: '-1.90', currency: 'EUR' }, rates: [] },
    { fact_id: 'rev_2', part: 'revenue', amount: { amount: '11.90', currency: 'EUR' }, rates: [] },
    {
      ...{ fact_id: 'rev_1', part: 'revenue', amount: { amount: '5.00', currency: 'USD' }, day: '2026-03-11' },
      rates: [{ currency: 'USD', per_euro: '1.1', day: '2026-03-10', import_id: importId }],
    },
  ]);
});

test('cohorts as of a past moment know nothing of who turned out to be the same later', async () => {
  await addVersion(api.db.sql);
  await addJourney('user', { became: '2026-01-10T00:00:00Z', sales: [['2026-01-10T00:00:00Z', 1_000n]] });
  await addJourney('cookie', { became: '2025-11-10T00:00:00Z', sales: [['2026-02-10T00:00:00Z', 300n]] });
  const path = `/partners/${partner.id}/roi/cohorts?from=2026-01-01&to=2026-02-01`;
  const before = await get(path);
  expect(before.body.data).toMatchObject([{ cohort: '2026-01-01', revenue_net: { amount: '10.00' } }]);
  const idOf = (name: string) => api.db.sql`select id from attribution.subject where key = ${name}::text::bytea`;
  const say = (id: string, parent: unknown, at: string) => api.db.sql`
    insert into attribution.identity (id, scope, subject_id, parent_id, occurred_at, recorded_at)
    values (${id}, 'live', (${idOf('cookie')}), ${parent as never}, now(), ${new Date(at)})`;
  await say('idn_1', api.db.sql`(${idOf('user')})`, '2026-03-31T13:00:00Z');
  await say('idn_2', null, '2026-03-31T15:00:00Z');
  for (const [completeTo, revenue] of [
    ['2026-03-31T14:00:00Z', '13.00'],
    ['2026-03-31T16:00:00Z', '10.00'],
  ] as const) {
    await api.db.sql`update attribution.version set complete_to = ${new Date(completeTo)}`;
    expect((await get(path)).body.data, completeTo).toMatchObject([{ cohort: '2026-01-01', revenue_net: { amount: revenue } }]);
  }
  expect((await get(`${path}&as_of=${before.body.as_of}`)).text).toBe(before.text);
});

test('what a sandbox recorded is in no report of production once it is promoted, whoever asks', async () => {
  // The league of the moment of another test may be remembered.
  await addVersion(api.db.sql, { completeTo: '2026-03-31T12:00:09Z' });
  const sandbox = await api.partner('sandbox');
  await addCredits(api.db.sql, [
    euros(sandbox.id, 70_000n, '2026-03-10T12:00:00Z', { scope: sandbox.id }),
    euros(sandbox.id, 1_000_000n, '2026-03-10T12:00:00Z', { scope: sandbox.id, measure: 'leads', currency: '' }),
    euros(partner.id, 500n, '2026-03-10T12:00:00Z'),
  ]);
  const net = async (headers?: object) => (await get(`/partners/${sandbox.id}/roi?${march}`, headers)).body.revenue.net.amount;
  expect([await net(), await net(sandbox.headers)]).toEqual(['700.00', '700.00']);
  // As the promotion does it. The synthetic facts are deleted too; here they stay, as if that had not happened yet.
  await api.db.sql`update partner set tier = 'standard', version = version + 1 where id = ${sandbox.id}`;
  await expect.poll(() => net(sandbox.headers)).toBe('0.00');
  expect(await net()).toBe('0.00');
  for (const report of ['funnel', 'explain', 'cohorts', 'series']) {
    const { status, text } = await get(`/partners/${sandbox.id}/roi/${report}?${march}`, sandbox.headers);
    expect([report, status, text.includes('700.00')]).toEqual([report, 200, false]);
  }
  expect((await get(`/partners/${sandbox.id}/roi/funnel?${march}`)).body.leads).toBe(0);
  const league = (await get(`/attribution/league?${march}`)).body;
  expect(league.data.map((one: any) => one.partner_id)).toEqual([partner.id]);
  expect(league.total.revenue.net.amount).toBe('5.00');
});
