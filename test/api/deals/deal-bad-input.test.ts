import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCustomFieldsEvaluator } from '#apps/api/deals/custom-fields.ts';
import { importNextRows } from '#db/deals/deal-import-turn.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls, faultsOf, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const half = '\ud800';
const day = 86_400_000;

describe('input that the database cannot store is a validation error', () => {
  test.each([
    ['a date in the year 0', { close_date: '0000-12-31' }, '/close_date too_small'],
    [
      'half of a surrogate pair in a website',
      { customer: { company_name: 'Halfwell', website: `x${half}.com` } },
      '/customer/website invalid_format',
    ],
    ['half of a surrogate pair in a name', { customer: { company_name: half } }, '/customer/company_name invalid_format'],
    ['half of a surrogate pair in a custom field', { custom: { note: half } }, '/custom/note invalid_format'],
    ['U+0000 in a website', { customer: { company_name: 'Nullwell', website: 'x\0.com' } }, '/customer/website invalid_format'],
  ])('%s', async (_, fields, fault) => {
    const deal = { ...readyDeal('Storewell'), ...fields };
    const created = await calls.call(partner.headers, 'POST', '/deals', deal);
    expect([created.status, faultsOf(created.body)]).toEqual([400, [fault]]);
    const validated = await calls.call(partner.headers, 'POST', '/deals/validate', deal);
    expect([validated.status, validated.body.valid]).toEqual([200, false]);
    expect(faultsOf(validated.body)).toContain(fault);
  });

  test.each(['/deals', '/deals/export', '/accounts', '/audit-entries'])(
    'a time before the year 1 or after 9999 as a filter of %s',
    async (path) => {
      const name = path === '/audit-entries' ? 'from' : 'updated_since';
      for (const time of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00']) {
        expect([time, (await calls.call(api.headers, 'GET', `${path}?${name}=${time}`)).status]).toEqual([time, 400]);
      }
    },
  );

  test('an unpaired surrogate fails only its row among accounts, but the whole request in settings of a programme', async () => {
    const accounts = [
      { external_id: 'acc-1', name: `Half ${half}` },
      { external_id: 'acc-2', name: 'Wholewell' },
    ];
    const { body } = await calls.call(api.headers, 'POST', '/accounts/batch', { accounts });
    expect(body).toMatchObject({ created: 1, failed: 1, results: [{ errors: [{ pointer: '/name', code: 'invalid_format' }] }, {}] });
    expect((await calls.call(api.headers, 'POST', '/programmes', { name: 'x', settings: { custom_schema: { title: half } } })).status).toBe(
      400,
    );
  });
});

describe('an import', () => {
  const send = (type: string, payload: string) =>
    api.app.inject({ method: 'POST', url: '/api/v1/deal-imports', headers: { ...partner.headers, 'content-type': type }, payload });

  test('with more columns than any table is rejected immediately', async () => {
    const startedAt = performance.now();
    const reply = await send(
      'text/csv',
      `external_id,customer.company_name,${Array.from({ length: 200_000 }, (_, i) => `h${i}`).join(',')}\n`,
    );
    expect([reply.statusCode, reply.json().detail]).toEqual([400, expect.stringContaining('200002 columns')]);
    expect(reply.body.length).toBeLessThan(10_000);
    const long = await send('text/csv', `external_id,customer.company_name,${'h'.repeat(4_000_000)}\n`);
    expect([long.statusCode, long.body.length < 10_000]).toEqual([400, true]);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test('changes an approved deal only within the rules, like a single change', async () => {
    const strict = await calls.partnerUnder({ required: ['close_date', 'expected_value'], currency: 'EUR' });
    const { id } = await calls.approved(strict.headers, 'Rulewell', { external_id: 'rule-1' });
    const row = { ...readyDeal('Rulewell'), external_id: 'rule-1' };
    const change = async (fields: object) => {
      const reply = await api.app.inject({
        method: 'POST',
        url: '/api/v1/deal-imports',
        headers: strict.headers,
        payload: [{ ...row, ...fields }],
      });
      await importNextRows(api.db, () => [], reply.json().id, 0);
      const { data } = (await calls.call(strict.headers, 'GET', `/deal-imports/${reply.json().id}/rows`)).body;
      return [data[0].status, faultsOf(data[0])];
    };
    expect(await change({ close_date: '2020-01-01', expected_value: { amount: '1', currency: 'USD' } })).toEqual([
      'failed',
      ['/close_date out_of_range', '/expected_value/currency invalid_value'],
    ]);
    expect(await change({ competitor: 'Other Ltd' })).toEqual(['updated', []]);
    expect((await calls.call(strict.headers, 'GET', `/deals/${id}`)).body).toMatchObject({
      close_date: '2099-03-31',
      competitor: 'Other Ltd',
    });
  });

  test('rejects only the row that is nested thousands of levels deep', async () => {
    const deep = `{"external_id":"deep","customer":{"company_name":"\\u0041"},"custom":{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    const { id } = (await send('application/x-ndjson', `${deep}\n{"external_id":"flat","customer":{"company_name":"Flatwell"}}\n`)).json();
    expect(await importNextRows(api.db, () => [], id, 0)).toMatchObject({ done: 2, ended: true });
    const { data } = (await calls.call(partner.headers, 'GET', `/deal-imports/${id}/rows`)).body;
    expect(data).toMatchObject([{ status: 'failed', errors: [{ code: 'invalid_value' }] }, { status: 'created' }]);
  });

  test('reports only the first errors of a row with thousands of unknown fields', async () => {
    const row = {
      external_id: 'many',
      customer: { company_name: 'Manywell' },
      ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, 1])),
    };
    const { id } = (await send('application/json', JSON.stringify([row]))).json();
    await importNextRows(api.db, () => [], id, 0);
    const [{ errors }] = (await calls.call(partner.headers, 'GET', `/deal-imports/${id}/rows`)).body.data;
    expect(errors).toHaveLength(100);
    expect(errors[99].message).toContain('4901 more');
  });

  test('reports only the first errors of a row that violates its programme in many places', async () => {
    const strict = await calls.partnerUnder({ required: [], custom_schema: { additionalProperties: { type: 'integer' } } });
    const custom = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${i}`, 'x']));
    const row = { ...readyDeal('Seatwell'), external_id: 'seats', custom };
    const headers = { ...strict.headers, 'content-type': 'application/json' };
    const payload = JSON.stringify([row]);
    const { id } = (await api.app.inject({ method: 'POST', url: '/api/v1/deal-imports?submit=true', headers, payload })).json();
    await importNextRows(api.db, createCustomFieldsEvaluator(api.evaluator.schemas), id, 0);
    const [{ errors }] = (await calls.call(strict.headers, 'GET', `/deal-imports/${id}/rows`)).body.data;
    expect(errors).toHaveLength(100);
    expect(errors[0]).toEqual({
      pointer: '/custom/k0',
      code: 'invalid_type',
      message: 'must be integer',
      field: 'custom.k0',
      legacy_code: 'INVALID_VALUE',
    });
    expect(errors[99].message).toBe('and 51 more');
  });

  test('cannot be paged with the cursor of another list', async () => {
    for (const name of ['one', 'two']) await calls.call(partner.headers, 'POST', '/deals', readyDeal(`Cursorwell ${name}`));
    const { next_cursor: cursor } = (await calls.call(partner.headers, 'GET', '/deals?limit=1')).body;
    const { id } = (
      await send('application/json', JSON.stringify([{ external_id: 'paged', customer: { company_name: 'Pagewell' } }]))
    ).json();
    expect((await calls.call(partner.headers, 'GET', `/deal-imports/${id}/rows?cursor=${cursor}`)).body).toMatchObject({
      status: 400,
      code: 'invalid_cursor',
    });
  });
});

test('custom fields are limited to 64 KiB in drafts, changes and imports', async () => {
  const custom = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, 'x'.repeat(2_000)]));
  const { status, body } = await calls.call(partner.headers, 'POST', '/deals', { ...readyDeal('Largewell'), custom });
  expect([status, faultsOf(body)]).toEqual([400, ['/custom too_long']]);
});

test('an unknown deal has no matches', async () => {
  expect((await calls.call(api.headers, 'GET', '/deals/deal_unknown/matches')).status).toBe(404);
});

test('an override reaches at most ten years ahead, so that extensions still fit', async () => {
  const { id } = await calls.approved(partner.headers, 'Farwell Chemistry');
  const override = (at: string) => calls.call(api.headers, 'POST', `/deals/${id}/override`, { protected_until: at, reason: 'x' });
  for (const at of ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59-12:00']) expect([at, (await override(at)).status]).toEqual([at, 400]);
  expect((await override(new Date(Date.now() + 3650 * day).toISOString())).status).toBe(200);
  expect((await calls.call(partner.headers, 'POST', `/deals/${id}/extension`, { reason: 'x' })).status).toBe(200);
});

test('a validation reports structural errors and rule errors together, one per field', async () => {
  const strict = await calls.partnerUnder({
    custom_schema: { required: ['region'], properties: { region: { type: 'string', maxLength: 2 } } },
    currency: 'EUR',
  });
  const validate = async (deal: unknown) => faultsOf((await calls.call(strict.headers, 'POST', '/deals/validate', deal)).body);
  expect(
    await validate({ customer: { company_name: 'Allwell' }, close_date: 'soon', expected_value: { amount: '1.555', currency: 'USD' } }),
  ).toEqual([
    '/close_date invalid_format',
    '/custom/region required',
    '/customer/website required',
    '/expected_value/amount invalid_value',
    '/expected_value/currency invalid_value',
    '/title required',
    '/type required',
  ]);
  expect(await validate({ customer: 'Allwell', custom: null, expected_value: [], close_date: 7 })).toEqual([
    '/close_date invalid_type',
    '/custom invalid_type',
    '/customer invalid_type',
    '/expected_value invalid_type',
    '/title required',
    '/type required',
  ]);
  expect(await validate([])).toEqual([' invalid_type']);
});

describe('a field that is filled with nothing is a validation error', () => {
  const websites = [
    'n/a',
    '-',
    ' ',
    'TBD',
    'none',
    'javascript:alert(1)',
    'mailto:ada@acme.example',
    'https//acme.example',
    'N.A.',
    'a b.example',
  ];
  test.each(websites)('the website %j', async (website) => {
    for (const customer of [{ website }, { other_websites: [website] }]) {
      const deal = { ...readyDeal('Fillwell'), customer: { company_name: 'Fillwell', ...customer } };
      const { status, body } = await calls.call(partner.headers, 'POST', '/deals', deal);
      const field = 'website' in customer ? 'website' : 'other_websites/0';
      expect([status, faultsOf(body)]).toEqual([400, [`/customer/${field} invalid_format`]]);
    }
    const account = { external_id: 'A-1', name: 'Fillwell', websites: [website] };
    const { body } = await calls.call(api.headers, 'POST', '/accounts/batch', { accounts: [account] });
    expect(faultsOf(body.results[0])).toEqual(['/websites/0 invalid_format']);
  });

  const names = ['\u200b', ' ', '\u3164\u00a0', 'GmbH', 'GmbH & Co. KG', 'S.A.', '株式会社', '(주)', '-', '???'];
  test.each(names)('the company name %j', async (name) => {
    const deal = { ...readyDeal('Fillwell'), customer: { company_name: name } };
    const { status, body } = await calls.call(partner.headers, 'POST', '/deals', deal);
    expect([status, faultsOf(body)]).toEqual([400, ['/customer/company_name required']]);
    const written = await calls.call(api.headers, 'POST', '/accounts/batch', { accounts: [{ external_id: 'A-1', name }] });
    expect(faultsOf(written.body.results[0])).toEqual(['/name required']);
  });

  test.each([
    { company_name: 'SAS' },
    { company_name: '3M' },
    { company_name: 'X' },
    { company_name: 'عَرَبِيّ' },
    { company_name: 'Fillwell', website: '' },
    { company_name: 'Fillwell', website: 'fillwell.example:8443/de?x=1' },
    { company_name: 'Fillwell', website: 'HTTPS://Füllwell.example/' },
    { company_name: 'Fillwell', website: '//fillwell.example' },
    { company_name: 'Fillwell', website: 'https://medium.com/@fillwell' },
  ])('but not %j', async (customer) => {
    expect((await calls.call(partner.headers, 'POST', '/deals', { customer })).status).toBe(201);
  });

  test('the id of a deal is one line that people can read', async () => {
    for (const id of [' ', '\u200b', 'a\nb', 'a\u2028b', 'a\u001b[2Jb', 'a\u202eb', 'a\u200bb']) {
      const { status, body } = await calls.call(partner.headers, 'POST', '/deals', { ...readyDeal('Idwell'), external_id: id });
      expect([id, status, body.errors?.map((fault: { pointer: string }) => fault.pointer).at(0)]).toEqual([id, 400, '/external_id']);
    }
    for (const id of ['ID 4711', 'сделка-1', 'می‌خواهم']) {
      expect((await calls.call(partner.headers, 'POST', '/deals', { ...readyDeal('Idwell'), external_id: id })).status).toBe(201);
    }
  });

  test('a field that the programme requires is missing if nobody sees its value', async () => {
    const strict = await calls.partnerUnder({ required: ['problem'] });
    const { id } = (await calls.call(strict.headers, 'POST', '/deals', { ...readyDeal('Blankwell'), problem: ' \u200b' })).body;
    const { status, body } = await calls.call(strict.headers, 'POST', `/deals/${id}/submit`);
    expect([status, faultsOf(body)]).toEqual([422, ['/problem required']]);
  });
});
