import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAttribution, type AttributionStore } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { addFact, addSubject, catchUp } from '#test/support/attribution-world.ts';
import { addRates } from '#test/support/credits.ts';

let api: TestApp;
let store: AttributionStore;
let lead: string;
let sale: string;
const march = 'from=2026-03-01&to=2026-04-01';
const at = (day: number) => new Date(Date.UTC(2026, 2, day, 12));

/** One lead that two partners share, and one for each reason why a lead can be lost. */
beforeAll(async () => {
  api = await buildTestApp();
  store = openAttribution(api.url);
  const { sql } = store;
  await addFirstVersion(sql, VersionSettings.parse({ window_days: 30, touch_sources: ['utm'] }));
  await addRates(api.db.sql, [['USD', '2026-03-20', '1.25']]);
  const touch = (subject: string, occurred_at: Date, rest: object = {}) =>
    addFact(sql, 'touch', { subject_id: subject, occurred_at, partner_id: 'ptn_a', source: 'utm', ...rest });
  const convert = (subject: string | null) => addFact(sql, 'conversion', { subject_id: subject, occurred_at: at(20), kind: 'lead' });
  const subject = (name: string) => addSubject(sql, name);
  const [shared, old, blocked] = [await subject('shared'), await subject('old'), await subject('blocked')] as const;
  const [crawled, direct] = [await subject('crawled'), await subject('nothing')] as const;
  await touch(shared, at(1));
  await touch(shared, at(2), { partner_id: 'ptn_b', source: 'link' });
  await touch(shared, at(3), { is_bot: true });
  await touch(old, new Date('2026-01-01T00:00:00Z'));
  await touch(blocked, at(1), { source: 'api_key' });
  await touch(crawled, at(1), { is_bot: true });
  lead = await convert(shared);
  for (const one of [old, blocked, crawled, direct, null]) await convert(one);
  sale = await addFact(sql, 'revenue', {
    ...{ subject_id: shared, occurred_at: at(20), kind: 'sale', amount_minor: '10001', currency: 'USD', external_id: 'sale' },
  });
  await catchUp(sql);
});
afterAll(async () => {
  await store.close();
  await api.close();
});

async function get(path: string) {
  const reply = await api.app.inject({ url: `/api/v1/attribution${path}`, headers: api.headers });
  return { status: reply.statusCode, body: reply.json() };
}

test('accuracy is the share of conversions with an explained path, and names why the others have none', async () => {
  const { body } = await get(`/accuracy?${march}`);
  expect(body).toMatchObject({ conversions: 6, explained: 1, share: 0.166667 });
  expect(body.lost.map((one: any) => `${one.reason} ${one.conversions}`)).toEqual([
    ...['blocked_source 1', 'bot 1', 'no_subject 1', 'no_touch 1', 'outside_window 1'],
  ]);
  expect(body.by_source).toEqual([
    { source: 'api_key', conversions: 1, explained: 0, share: 0 },
    { source: 'link', conversions: 1, explained: 1, share: 1 },
    { source: 'utm', conversions: 3, explained: 1, share: 0.333333 },
  ]);
  expect(body.by_partner).toMatchObject([
    { partner_id: 'ptn_a', conversions: 4, explained: 1 },
    { partner_id: 'ptn_b', share: 1 },
  ]);
});

test('accuracy reads at most 92 days', async () => {
  expect(await get('/accuracy?from=2026-01-01&to=2026-05-01')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('a fact is explained by its touches, why the others do not count, their weights, and the rates of its day', async () => {
  const { body } = await get(`/explain/${sale}`);
  expect(body).toMatchObject({ fact_id: sale, type: 'revenue', version: 1, lost: null, sourced_by: 'ptn_a', influenced_by: ['ptn_b'] });
  expect(body.touches.map((one: any) => [one.partner_id, one.refused, one.weights?.linear ?? null])).toEqual([
    ['ptn_a', null, 0.5],
    ['ptn_b', null, 0.5],
    ['ptn_a', 'bot', null],
  ]);
  const shares = body.credits
    .filter((one: any) => one.measure === 'revenue')
    .map((one: any) => [one.partner_id, one.amounts.linear.amount]);
  expect(shares).toEqual([
    ['ptn_a', '50.01'],
    ['ptn_b', '50.00'],
  ]);
  expect(body.rates).toMatchObject([{ currency: 'USD', per_euro: '1.25', day: '2026-03-20' }]);
  expect((await get(`/explain/${lead}`)).body.credits).toMatchObject([{ counts: { linear: 0.5 } }, { counts: { linear: 0.5 } }]);
  expect(await get('/explain/cnv_0')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
