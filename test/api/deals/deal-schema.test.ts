import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls, formerFaultsOf, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
let partner: TestPartner & { programmeId: string };
const rules = {
  required: ['customer.website', 'customer.contacts', 'title', 'expected_value', 'custom.region'],
  conditional: [
    { when: { field: 'type', equals: 'expansion' }, require: ['problem', 'customer.address.city'] },
    { when: { field: 'custom.public_sector', equals: true }, require: ['custom.tender'] },
  ],
  custom_schema: {
    type: 'object',
    properties: {
      region: { enum: ['north', 'south'] },
      tender: { $ref: '#/$defs/number' },
      seats: { type: 'integer', minimum: 1, maximum: 500 },
      sites: { type: 'array', minItems: 1, maxItems: 2 },
    },
    required: ['seats'],
    $defs: { number: { type: 'string', pattern: '^T-[0-9]+$' } },
  },
};
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  partner = await calls.partnerUnder(rules);
});
afterAll(() => api.close());

const schemaFor = async (headers: object, query = '') => (await calls.call(headers, 'GET', `/deal-schema${query}`)).body;
const validate = async (headers: object, deal: object) => (await calls.call(headers, 'POST', '/deals/validate', deal)).body;

function compile(schema: object) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

const person = { name: 'Ada', email: 'ada@example.com' };
const people = (count: number) => Array.from({ length: count }, () => person);
const address = { street: 'Ring 1', postal_code: '1010', city: 'Vienna', country: 'AT' };
const ready = readyDeal('Schemawell');
const good = { ...ready, customer: { ...ready.customer, contacts: [person] }, custom: { region: 'north', seats: 5 } };
const withCustomer = (more: object) => ({ ...good, customer: { ...good.customer, ...more } });
const withCustom = (more: object) => ({ ...good, custom: { ...good.custom, ...more } });
const worth = (amount: string, currency: string) => ({ ...good, expected_value: { amount, currency } });
const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
const x = (length: number) => 'x'.repeat(length);

const passes: Record<string, object> = {
  'what the rules ask for': good,
  'a contact with everything': withCustomer({ contacts: [{ ...person, phone: x(50), role: x(100), name: x(200) }] }),
  'texts at their limit': {
    ...withCustomer({
      company_name: x(300),
      website: `x.example/${x(2038)}`,
      duns: '12-345-6789',
      address: { ...address, street: x(300), postal_code: x(20), city: x(200) },
    }),
    title: x(300),
    problem: x(5_000),
    competitor: x(300),
    external_id: x(200),
  },
  'lists at their limit': {
    ...withCustomer({ contacts: people(20), other_websites: Array(20).fill('a.example') }),
    team: people(20),
    sales_activities: Array(20).fill(x(100)),
  },
  'a condition that is met': { ...withCustomer({ address }), type: 'expansion', problem: 'More seats' },
  'a condition of its own fields that is met': withCustom({ public_sector: true, tender: 'T-1' }),
  'a condition with another value': withCustom({ public_sector: false }),
  'own fields at their limit': withCustom({ seats: 500, sites: ['a', 'b'], note: x(2_000) }),
  'yen without decimals': worth('1000', 'JPY'),
  'dinars with three decimals': worth('10.125', 'KWD'),
  'euros with two decimals': worth('10.12', 'EUR'),
};
const fails: Record<string, [deal: object, ...faults: string[]]> = {
  'nothing but a name': [
    { customer: { company_name: 'X' } },
    'customer.website REQUIRED_FIELD_MISSING',
    'customer.contacts REQUIRED_FIELD_MISSING',
    'title REQUIRED_FIELD_MISSING',
    'expected_value REQUIRED_FIELD_MISSING',
    'custom.region REQUIRED_FIELD_MISSING',
    'custom.seats REQUIRED_FIELD_MISSING',
  ],
  'no own fields': [without('custom'), 'custom.region REQUIRED_FIELD_MISSING', 'custom.seats REQUIRED_FIELD_MISSING'],
  'an empty list and an empty text': [
    withCustomer({ contacts: [], website: '' }),
    'customer.contacts REQUIRED_FIELD_MISSING',
    'customer.website REQUIRED_FIELD_MISSING',
  ],
  'a condition that is not met': [
    { ...good, type: 'expansion' },
    'problem REQUIRED_FIELD_MISSING',
    'customer.address.city REQUIRED_FIELD_MISSING',
  ],
  'a condition of its own fields that is not met': [withCustom({ public_sector: true }), 'custom.tender REQUIRED_FIELD_MISSING'],
  'own fields past their limits': [
    withCustom({ region: 'west', tender: 'X', seats: 501, sites: ['a', 'b', 'c'] }),
    'custom.region INVALID_ENUM_VALUE',
    'custom.tender INVALID_STRING_FORMAT',
    'custom.seats VALUE_OUT_OF_RANGE',
    'custom.sites TOO_MANY_VALUES',
  ],
  'own fields of another type': [withCustom({ seats: 'five', sites: [] }), 'custom.seats INVALID_VALUE', 'custom.sites NOT_ENOUGH_VALUES'],
  'an object among its own fields': [withCustom({ nested: { a: 1 } }), 'custom.nested INVALID_VALUE'],
  'texts past their limit': [
    {
      ...withCustomer({
        company_name: x(301),
        website: x(2049),
        duns: '1',
        address: { ...address, street: x(301), postal_code: x(21), city: x(201) },
      }),
      title: x(301),
      problem: x(5_001),
      competitor: x(301),
      external_id: x(201),
    },
    ...[
      'customer.company_name',
      'customer.website',
      'customer.duns',
      'customer.address.street',
      'customer.address.postal_code',
      'customer.address.city',
      'title',
      'problem',
      'competitor',
      'external_id',
    ].map((field) => `${field} INVALID_STRING_FORMAT`),
  ],
  'lists past their limit': [
    {
      ...withCustomer({ contacts: people(21), other_websites: Array(21).fill('a.example') }),
      team: people(21),
      sales_activities: Array(21).fill('call'),
    },
    ...['customer.contacts', 'customer.other_websites', 'team', 'sales_activities'].map((field) => `${field} TOO_MANY_VALUES`),
  ],
  'a contact past its limits': [
    withCustomer({ contacts: [{ name: x(201), email: 'nowhere', phone: x(51), role: x(101) }] }),
    ...['name', 'email', 'phone', 'role'].map((field) => `customer.contacts.0.${field} INVALID_STRING_FORMAT`),
  ],
  enumerations: [
    { ...good, type: 'gift', origin: 'moon', frequency: 'daily' },
    'type INVALID_ENUM_VALUE',
    'origin INVALID_ENUM_VALUE',
    'frequency INVALID_ENUM_VALUE',
  ],
  'a country in words': [withCustomer({ address: { ...address, country: 'Austria' } }), 'customer.address.country INVALID_STRING_FORMAT'],
  'a field that is none': [{ ...good, colour: 'red' }, 'colour INVALID_VALUE'],
  'a day that is none': [{ ...good, close_date: '2099-02-30' }, 'close_date INVALID_STRING_FORMAT'],
  'control characters': [{ ...good, title: 'a\u0007b' }, 'title INVALID_STRING_FORMAT'],
  'yen with decimals': [worth('1000.5', 'JPY'), 'expected_value.amount INVALID_VALUE'],
  'dinars with four decimals': [worth('10.1255', 'KWD'), 'expected_value.amount INVALID_VALUE'],
  'euros with three decimals': [worth('10.125', 'EUR'), 'expected_value.amount INVALID_VALUE'],
  'no currency': [worth('10', 'ABC'), 'expected_value.currency INVALID_VALUE'],
  'a negative amount': [worth('-1', 'EUR'), 'expected_value.amount INVALID_STRING_FORMAT'],
};

describe('the schema and the dry run agree', () => {
  test.each(Object.entries(passes))('that %s passes', async (_name, deal) => {
    const check = compile(await schemaFor(partner.headers));
    expect([check(deal), check.errors, await validate(partner.headers, deal)]).toEqual([true, null, { valid: true, errors: [] }]);
  });

  test.each(Object.entries(fails))('that %s fails', async (_name, [deal, ...faults]) => {
    const check = compile(await schemaFor(partner.headers));
    expect([check(deal), formerFaultsOf(await validate(partner.headers, deal))]).toEqual([false, faults.toSorted()]);
  });

  test('about the currency, if a programme allows only one', async () => {
    const strict = await calls.partnerUnder({ required: [], currency: 'JPY' });
    const check = compile(await schemaFor(strict.headers));
    for (const [amount, currency, valid] of [
      ['10', 'JPY', true],
      ['10', 'EUR', false],
      ['10.5', 'JPY', false],
    ] as const) {
      const deal = { customer: { company_name: 'X' }, expected_value: { amount, currency } };
      expect([currency, amount, check(deal), (await validate(strict.headers, deal)).valid]).toEqual([currency, amount, valid, valid]);
    }
  });
});

test("a submission must match the custom fields of its programme; a draft and a sandbox's synthetic deals need not", async () => {
  const { id } = (await calls.call(partner.headers, 'POST', '/deals', withCustom({ seats: 0 }))).body;
  const refused = await calls.call(partner.headers, 'POST', `/deals/${id}/submit`);
  expect([refused.status, refused.body.code, formerFaultsOf(refused.body)]).toEqual([
    422,
    'invalid_deal',
    ['custom.seats VALUE_OUT_OF_RANGE'],
  ]);
  await calls.call({ ...partner.headers, 'if-match': '"1"' }, 'PATCH', `/deals/${id}`, { custom: { region: 'north', seats: 1 } });
  expect((await calls.call(partner.headers, 'POST', `/deals/${id}/submit`)).body.review_status).toBe('submitted');
});

test('a partner reads only the schema of its own programme, the platform that of any', async () => {
  const own = await schemaFor(partner.headers);
  expect(own).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    'x-programme-id': partner.programmeId,
    required: expect.arrayContaining(['title', 'custom']),
  });
  expect(await schemaFor(api.headers, `?partner_id=${partner.id}`)).toEqual(own);
  expect(await schemaFor(api.headers, `?programme_id=${partner.programmeId}`)).toEqual(own);
  expect((await schemaFor(api.headers))['x-programme-id']).toBe('prg_default');
  expect((await schemaFor(api.headers, '?programme_id=prg_x')).code).toBe('not_found');
  expect((await schemaFor(partner.headers, '?programme_id=prg_default')).code).toBe('not_found');
  expect(own['x-editable-fields']).toMatchObject({
    submitted: [],
    action_required: null,
    approved: expect.arrayContaining(['close_date']),
    draft: expect.arrayContaining(['title']),
  });
});

test('the schema is cached until its programme changes', async () => {
  const own = await calls.partnerUnder({ required: ['title'] });
  const { headers } = await calls.call(own.headers, 'GET', '/deal-schema');
  expect(headers['cache-control']).toBe('private, max-age=60');
  const again = { ...own.headers, 'if-none-match': String(headers.etag) };
  expect(await calls.call(again, 'GET', '/deal-schema')).toMatchObject({ status: 304, text: '' });
  await calls.call(api.headers, 'PATCH', `/programmes/${own.programmeId}`, { settings: { required: ['problem'] } });
  expect((await calls.call(again, 'GET', '/deal-schema')).status).toBe(200);
});

test('the contract contains the rules of the default programme as a schema', async () => {
  const { paths } = (await api.app.inject({ url: '/openapi.json' })).json();
  const [, standard, rule] = paths['/api/v1/deals/validate'].post['x-submission'].allOf;
  const check = compile(standard);
  expect([check(ready), check(without('title')), check(withCustomer({ website: '' }))]).toEqual([true, false, false]);
  const holds = compile(rule);
  expect([holds({ type: 'renewal' }), holds({ type: 'expansion' }), holds({ type: 'expansion', problem: 'x' })]).toEqual([
    true,
    false,
    true,
  ]);
});
