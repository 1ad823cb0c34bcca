import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDate } from '#domain/business-days.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { dealCalls, faultsOf, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
});
afterAll(() => api.close());

const asPlatform = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, more: object = {}) =>
  calls.call({ ...api.headers, ...more }, method, path, payload);

describe('a programme', () => {
  test('is created with defaults, listed after the default one, read with an ETag, and changed only with its current version', async () => {
    const created = await asPlatform('POST', '/programmes', { name: 'Resellers' });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'Resellers', version: 1, settings: { review: { sla_business_days: 5, time_zone: 'UTC' }, protection: { days: 90 } } },
    });
    const path = `/programmes/${created.body.id}`;
    expect(created.headers.location).toBe(`/api/v1${path}`);
    expect((await asPlatform('GET', path)).headers.etag).toMatch(/^"1-[\w-]{11}"$/);
    expect((await asPlatform('GET', '/programmes?limit=2')).body).toMatchObject({
      data: [{ id: 'prg_default' }, { id: created.body.id }],
      has_more: false,
    });
    const renamed = await asPlatform('PATCH', path, { name: 'Resellers East' }, { 'if-match': '"1"' });
    expect(renamed.body).toMatchObject({ name: 'Resellers East', version: 2, settings: created.body.settings });
    expect((await asPlatform('PATCH', path, { name: 'Late' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await asPlatform('DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('merges a change into a group of settings, replaces everything else as a whole, and accepts null', async () => {
    const { id } = await calls.programme({
      currency: 'EUR',
      required: ['title', 'type'],
      review: { sla_business_days: 3, time_zone: 'Europe/Vienna' },
    });
    const { body } = await asPlatform('PATCH', `/programmes/${id}`, {
      settings: { currency: null, required: ['problem'], review: { sla_business_days: 4 } },
    });
    expect(body.settings).toMatchObject({
      currency: null,
      required: ['problem'],
      review: { sla_business_days: 4, time_zone: 'Europe/Vienna' },
    });
  });

  test('with invalid settings is rejected with every error', async () => {
    const { status, body } = await asPlatform('POST', '/programmes', {
      name: 'Wrong',
      settings: {
        required: ['customer.shoe_size', 'custom.region', 'customer.contacts.email'],
        conditional: [{ when: { field: 'type', equals: 'gift' }, require: ['nothing'] }],
        custom_schema: { type: 'objekt', properties: { a: { $ref: 'https://elsewhere.example/schema' } } },
        currency: 'ABC',
        review: { time_zone: 'Europe/Atlantis', sla_business_days: 0, holidays: ['2026-02-30'] },
        auto_approve: { max_value: { amount: '1.5', currency: 'JPY' } },
        duplicates: { possible: 0.9, conflict: 0.1 },
      },
    });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors.map((fault: { field: string }) => fault.field)).toEqual(
      expect.arrayContaining([
        'settings.required.0',
        'settings.required.2',
        'settings.conditional.0.require.0',
        'settings.conditional.0.when.equals',
        'settings.custom_schema.type',
        'settings.currency',
        'settings.review.time_zone',
        'settings.review.sla_business_days',
        'settings.review.holidays.0',
        'settings.auto_approve.max_value.amount',
        'settings.duplicates.conflict',
      ]),
    );
  });

  test('rejects a custom schema with external references or of excessive size', async () => {
    const fault = async (schema: object) =>
      faultsOf((await asPlatform('POST', '/programmes', { name: 'X', settings: { custom_schema: schema } })).body);
    expect(await fault({ properties: { a: { $ref: 'https://elsewhere.example/schema' } } })).toEqual([
      '/settings/custom_schema invalid_schema',
    ]);
    expect(await fault({ description: 'x'.repeat(64 * 1024) })).toEqual(['/settings/custom_schema invalid_schema']);
    expect(await fault({ properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: { type: 'string' } } })).toEqual([]);
  });

  test('cannot be changed into a contradiction', async () => {
    const { id } = await calls.programme({ currency: 'EUR', auto_approve: { max_value: { amount: '100', currency: 'EUR' } } });
    const change = async (settings: object) => faultsOf((await asPlatform('PATCH', `/programmes/${id}`, { settings })).body);
    expect(await change({ currency: 'USD' })).toEqual(['/settings/auto_approve/max_value/currency invalid_value']);
    expect(await change({ duplicates: { conflict: 0.2 } })).toEqual(['/settings/duplicates/conflict invalid_value']);
    expect(faultsOf((await asPlatform('PATCH', `/programmes/${id}`, {})).body)).toEqual([' required']);
  });

  test('can only be deleted while it is unused, and the default one never', async () => {
    const partner = await calls.partnerUnder({ required: [] });
    const path = `/programmes/${partner.programmeId}`;
    expect((await asPlatform('DELETE', path)).body).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: expect.stringContaining('1 partner and 0 deals'),
    });
    await calls.call(partner.headers, 'POST', '/deals', { customer: { company_name: 'Usewell' } });
    await asPlatform('PATCH', `/partners/${partner.id}`, { programme_id: 'prg_default' });
    expect((await asPlatform('DELETE', path)).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining('0 partners and 1 deal'),
    });
    expect((await asPlatform('DELETE', '/programmes/prg_default')).status).toBe(409);
    const { id } = await calls.programme({});
    const leaving = await api.partner();
    await asPlatform('PATCH', `/partners/${leaving.id}`, { programme_id: id });
    await asPlatform('DELETE', `/partners/${leaving.id}`);
    expect((await asPlatform('DELETE', `/programmes/${id}`)).status).toBe(204);
    expect((await asPlatform('GET', `/programmes/${id}`)).status).toBe(404);
  });

  test('appears in the audit log with who changed it', async () => {
    const { id } = await calls.programme({});
    await asPlatform('PATCH', `/programmes/${id}`, { settings: { exclusivity: 'none' } });
    const { data } = (await asPlatform('GET', '/audit-entries?limit=200')).body;
    const entries = data.filter((entry: { object_id?: string; target?: { id: string } }) => JSON.stringify(entry).includes(id));
    expect(entries.length).toBeGreaterThanOrEqual(2);
  });
});

describe("a partner's programme", () => {
  test('is set when the partner is created or changed, and must exist', async () => {
    const { id } = await calls.programme({});
    const created = (await asPlatform('POST', '/partners', { name: 'Own', programme_id: id })).body;
    expect(created.programme_id).toBe(id);
    expect((await asPlatform('POST', '/partners', { name: 'Plain' })).body.programme_id).toBe('prg_default');
    for (const reply of [
      await asPlatform('POST', '/partners', { name: 'No', programme_id: 'prg_x' }),
      await asPlatform('PATCH', `/partners/${created.id}`, { programme_id: 'prg_x' }),
    ]) {
      expect([reply.status, faultsOf(reply.body)]).toEqual([400, ['/programme_id unknown_programme']]);
    }
  });

  test('applies to its dry runs and new deals; existing deals keep theirs', async () => {
    const partner = await api.partner('standard');
    const before = (await calls.call(partner.headers, 'POST', '/deals', { customer: { company_name: 'Beforewell' } })).body;
    const { id } = await calls.programme({ required: ['problem'], currency: 'USD' });
    await asPlatform('PATCH', `/partners/${partner.id}`, { programme_id: id });
    const expected = ['/expected_value/currency invalid_value', '/problem required'];
    expect(faultsOf((await calls.call(partner.headers, 'POST', '/deals/validate', readyDeal('Rulewell'))).body)).toEqual(expected);
    expect(faultsOf((await asPlatform('POST', '/deals/validate', { ...readyDeal('Rulewell'), partner_id: partner.id })).body)).toEqual(
      expected,
    );
    expect(faultsOf((await asPlatform('POST', '/deals/validate', readyDeal('Rulewell'))).body)).toEqual(['/partner_id required']);
    const after = (await calls.call(partner.headers, 'POST', '/deals', readyDeal('Rulewell'))).body;
    expect([before.programme_id, after.programme_id]).toEqual(['prg_default', id]);
    expect(faultsOf((await calls.call(partner.headers, 'POST', `/deals/${after.id}/submit`)).body)).toEqual(expected);
    expect(faultsOf((await calls.call(partner.headers, 'POST', `/deals/${before.id}/submit`)).body)).toContain('/title required');
  });

  test('accepts a close date of today in its time zone', async () => {
    const [ahead, behind] = [
      await calls.partnerUnder({ required: [], review: { time_zone: 'Pacific/Kiritimati' } }),
      await calls.partnerUnder({ required: [], review: { time_zone: 'Pacific/Pago_Pago' } }),
    ];
    // Kiritimati is 25 hours ahead: its today is always a later date than that of Pago Pago.
    const [laterToday, earlierToday] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) => localDate(new Date(), zone));
    const faults = async (partner: { headers: object }, close_date: string | undefined) =>
      faultsOf((await calls.call(partner.headers, 'POST', '/deals/validate', { customer: { company_name: 'Datewell' }, close_date })).body);
    expect(await faults(ahead, laterToday)).toEqual([]);
    expect(await faults(ahead, earlierToday)).toEqual(['/close_date out_of_range']);
    expect(await faults(behind, earlierToday)).toEqual([]);
  });

  test('sets the due date of a review, in business days of its time zone', async () => {
    const everyDay = Array.from({ length: 30 }, (_, day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10));
    const partner = await calls.partnerUnder({ required: [], review: { sla_business_days: 1, holidays: everyDay } });
    const { review_due_at: due } = await calls.submitted(partner.headers, 'Duewell');
    expect(Date.parse(due) - Date.now()).toBeGreaterThan(28 * 86_400_000);
  });
});

test('a schema of custom fields with an $id of JSON Schema itself is refused, at the root and below, and event types go on', async () => {
  const dialect = 'https://json-schema.org/draft/2020-12/schema';
  for (const schema of [{ $id: dialect }, { properties: { a: { $id: `${dialect}#` } } }]) {
    const { status, body } = await asPlatform('POST', '/programmes', { name: 'X', settings: { custom_schema: schema } });
    expect([status, faultsOf(body)]).toEqual([400, ['/settings/custom_schema invalid_schema']]);
    expect((await asPlatform('POST', '/event-types', { name: 'x.taken', schema })).status).toBe(422);
  }
  // Such a schema may have been stored before it was refused.
  await calls.partnerUnder({ required: [], custom_schema: { $id: 'https://company.example/a' } });
  const { status } = await asPlatform('POST', '/event-types', { name: 'x.free', schema: { $schema: dialect, type: 'object' } });
  expect(status).toBe(201);
});

test('a deal whose custom fields take too long to check is refused with the reason, and the event loop turns meanwhile', async () => {
  const slow = await calls.partnerUnder({ required: [], custom_schema: { properties: { x: { pattern: '^(a+)+$' } } } });
  const deal = { ...readyDeal('Slowwell'), custom: { x: `${'a'.repeat(40)}!` } };
  let turns = 0;
  const turning = setInterval(() => turns++, 1);
  const { body } = await calls.call(slow.headers, 'POST', '/deals/validate', deal);
  expect(faultsOf(body)).toEqual(['/custom time_limit']);
  expect(turns).toBeGreaterThan(10);
  const { id } = (await calls.call(slow.headers, 'POST', '/deals', deal)).body;
  const submitted = await calls.call(slow.headers, 'POST', `/deals/${id}/submit`);
  clearInterval(turning);
  expect([submitted.status, faultsOf(submitted.body)]).toEqual([422, ['/custom time_limit']]);
  const fitting = await calls.call(slow.headers, 'POST', '/deals', { ...readyDeal('Fastwell'), custom: { x: 'aa' } });
  expect((await calls.call(slow.headers, 'POST', `/deals/${fitting.body.id}/submit`)).status).toBe(200);
});
