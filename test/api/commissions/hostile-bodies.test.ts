import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { repository } from '#apps/local/settings.ts';
import { shapes } from '#test/hostile/shapes.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tenPercent } from '#test/support/commission-world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const amount = { amount: '10.00', currency: 'EUR' };
const tiers = [
  { from: '0', to: '100', percent: '5' },
  { from: '100', to: null, percent: '6' },
];
const plan = {
  ...{ ...tenPercent, time_zone: 'UTC', currency_rule: 'same', period: 'month', recurring: { max_months: 3 } },
  rules: [
    {
      name: 'one',
      products: ['router'],
      customer_plans: ['pro'],
      when: 'true',
      reward: { kind: 'flat', amount: '5.00', renewal_amount: '1.00' },
    },
    { name: 'two', when: null, reward: { kind: 'tiered', over: 'sale', mode: 'marginal', tiers } },
  ],
  ...{ caps: { per_deal: '400.00', per_customer: null, per_period: null }, minimum: { sale: '1.00', commission: null } },
  bonuses: [{ name: 'ten', measure: 'deals', at_least: 10, per: 'month', amount: '5.00' }],
};
const levels = {
  ...{ effective_from: '2026-01-01', time_zone: 'UTC', currency: 'EUR', window_days: 365, grace_days: 30 },
  levels: [{ name: 'registered' }, { name: 'silver', requires: [{ measure: 'field', field: 'certifications', at_least: 1 }] }],
};
const split = { month: '2026-03', allocations: [{ partner_id: 'ptn_x', role: 'source', percent: '100' }] };

/** Every route of commissions that changes something, with a body that is well-formed. */
const routes: [method: 'POST' | 'PUT', path: string, body: { [key: string]: Json }][] = [
  ['POST', '/commission-plans', plan],
  ['POST', '/commission-plans/validate', plan],
  ['POST', '/commission-plans/simulate', { plan, from: '2026-01-01', until: '2026-04-01' }],
  ['POST', '/commission-plans/pln_x/versions', plan],
  ['POST', '/commission-plan-assignments', { target: 'partner', target_id: 'ptn_x', plan_id: 'pln_x', from: '2026-01-01' }],
  ['POST', '/deals/deal_x/commission-splits', split],
  ['POST', '/deals/deal_x/commission-splits/by-roles', { month: '2026-03', partners: [{ partner_id: 'ptn_x', role: 'source' }] }],
  ['POST', '/programmes/prg_default/commission-role-shares', { month: '2026-03', source: '50', influence: '20', implement: '30' }],
  ['POST', '/partner-levels', levels],
  ['POST', '/partner-levels/preview', levels],
  ['PUT', '/partners/PARTNER/level', { level: 'silver', from: '2026-03-01', keep_until: '2026-04-01', reason: 'Agreed' }],
  ['POST', '/partners/PARTNER/commissions/adjustments', { effect: 'add', amount, about: 'lin_x', reason: 'Agreed' }],
  ['POST', '/partners/PARTNER/commissions/lines/lin_x/hold', { reason: 'Under review' }],
  ['POST', '/partners/PARTNER/commissions/lines/lin_x/unhold', { reason: 'Reviewed' }],
  ['POST', '/partners/PARTNER/disputes', { deal_id: 'deal_x', line_id: 'lin_x', invoice_id: 'cin_x', question: 'Why?' }],
  ['POST', '/partners/PARTNER/disputes/dsp_x/decide', { answer: 'So', adjustment: { effect: 'add', amount } }],
  ['POST', '/partners/PARTNER/commission-invoices', { currency: 'EUR' }],
  ['POST', '/partners/PARTNER/commission-invoices/cin_x/repayments', { external_id: 'x', amount, day: '2026-04-03' }],
  ['POST', '/partners/PARTNER/commission-invoices/cin_x/cancel', { reason: 'Twice' }],
  [
    'PUT',
    '/partners/PARTNER/payee',
    {
      name: 'Acme',
      iban: 'DE89370400440532013000',
      bic: null,
      tax: { vat_id: 'DE1', vat_rate: '19', withholding_rate: null, country: 'DE' },
    },
  ],
  ['POST', '/payout-batches', { currency: 'EUR', least: '1.00', provider: 'file' }],
  // These need no body, and read none.
  ['POST', '/payout-batches/pyb_x/approve', {}],
  ['POST', '/payout-batches/pyb_x/cancel', {}],
  ['POST', '/payout-batches/pyb_x/results', { results: [{ id: 'pyl_x', result: 'failed', reason: 'closed' }] }],
];

/** Nearly as much as a body may have. */
const BYTES = 240_000;
const wide = JSON.parse(shapes.wide(BYTES)) as Json;
/** What somebody puts in the place of a value. */
const hostile: [name: string, value: Json][] = [
  ['a text of 240 kB', 'x'.repeat(BYTES)],
  ['30,000 keys', wide],
  ['the deepest value', JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`) as Json],
  ['a list of 80,000 objects', JSON.parse(shapes.many(BYTES)) as Json],
  ['digits', '9'.repeat(BYTES)],
];

/** The body with another value at each of its places, one at a time. Lists and objects are also kept, with far too much in them. */
function* spoiled(value: Json, bad: Json): Generator<Json> {
  yield bad;
  if (Array.isArray(value)) {
    const [first] = value;
    if (first === undefined) return;
    for (const item of spoiled(first, bad)) yield [item, ...value.slice(1)];
    if (bad === wide) yield Array.from({ length: Math.floor(BYTES / (JSON.stringify(first).length + 1)) }, () => first);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) for (const item of spoiled(inner, bad)) yield { ...value, [key]: item };
    if (bad === wide) yield { ...(wide as object), ...value };
  }
}

let key: string | undefined;
/** A key whose share of the processor is used up for this minute is refused: then another one goes on. */
async function send(method: 'POST' | 'PUT', path: string, payload: string): Promise<{ status: number; bytes: number }> {
  key ??= await api.key();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const reply = await api.app.inject({ ...{ method, url: `/api/v1${path}`, payload }, headers });
  if (reply.statusCode !== 429) return { status: reply.statusCode, bytes: reply.body.length };
  key = undefined;
  return send(method, path, payload);
}

test('the campaign has every route of commissions that changes something', () => {
  const { paths } = JSON.parse(readFileSync(path.join(repository, 'docs/openapi.json'), 'utf8')) as ApiDocument;
  const known = new Set(routes.map(([method, route]) => `${method} ${route.replaceAll(/PARTNER|prg_default|[a-z]+_x/g, '{}')}`));
  const missing = operationsOf({ paths: paths ?? {} })
    .filter(
      ({ method, operation }) =>
        method !== 'get' && operation.tags?.some((tag) => ['Commissions', 'Partner levels', 'Payouts'].includes(tag)),
    )
    .map(({ method, path: route }) => `${method.toUpperCase()} ${route.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '{}')}`)
    .filter((route) => !known.has(route));
  expect(missing).toEqual([]);
});

describe.each(routes)('%s %s', (method, route, body) => {
  test.each(hostile)('refuses %s in each of its places in few words, and never fails', async (_, bad) => {
    const url = route.replace('PARTNER', (await api.partner('standard')).id);
    for (const one of spoiled(body, bad)) {
      const { status, bytes } = await send(method, url, JSON.stringify(one));
      // The check of a plan is answered with what is wrong.
      expect(route.endsWith('/validate') ? [200, 400, 413] : [400, 404, 409, 413]).toContain(status);
      expect(bytes).toBeLessThan(100_000);
    }
  });

  test('refuses a body of 10 MB before it reads it', async () => {
    expect(await send(method, route, `{"x":"${'x'.repeat(10_000_000)}"}`)).toMatchObject({ status: 413 });
  });
});
