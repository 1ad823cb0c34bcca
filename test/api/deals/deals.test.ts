import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { faultsOf, formerFaultsOf } from '#test/support/deal-calls.ts';

let api: TestApp;
let partner: TestPartner;
let rival: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  [partner, rival] = [await api.partner('standard'), await api.partner('standard')];
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: unknown, headers: object = partner.headers) {
  const reply = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...headers },
    ...(payload !== undefined && { payload: payload as object }),
  });
  return { status: reply.statusCode, body: reply.json(), text: reply.body, headers: reply.headers };
}
const ready = (company: string) => ({
  customer: { company_name: company, website: `https://www.${company.toLowerCase().replaceAll(/\W/g, '')}.com` },
  title: 'Data platform',
  expected_value: { amount: '48000.00', currency: 'EUR' },
  close_date: '2099-03-31',
  type: 'new_business',
});
const draft = async (company: string, more: object = {}, headers?: object) =>
  (await call('POST', '/deals', { ...ready(company), ...more }, headers)).body;
const asPlatform = (path: string, payload?: object) => call('POST', path, payload, api.headers);
const submitted = async (company: string, headers?: object, more: object = {}) =>
  (await call('POST', `/deals/${(await draft(company, more, headers)).id}/submit`, undefined, headers)).body;

describe('a draft', () => {
  test('needs only a customer, is read with an ETag, and is changed only with its current version', async () => {
    const created = await call('POST', '/deals', { customer: { company_name: 'Draftwell' } });
    expect(created).toMatchObject({ status: 201, body: { review_status: 'draft', stage: 'prospect', version: 1, editable_fields: null } });
    const path = `/deals/${created.body.id}`;
    expect((await call('PATCH', path, { title: 'x' })).body).toMatchObject({ status: 428, code: 'precondition_required' });
    const changed = await call('PATCH', path, { title: 'New title' }, { ...partner.headers, 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ title: 'New title', version: 2 });
    expect((await call('PATCH', path, { title: 'Late' }, { ...partner.headers, 'if-match': '"1"' })).status).toBe(412);
    const cleared = await call('PATCH', path, { title: null }, { ...partner.headers, 'if-match': '"2"' });
    expect(cleared.body).not.toHaveProperty('title');
  });

  test('keeps its customer, and rejects an empty change', async () => {
    const { id } = await draft('Emptywell');
    const patch = async (payload: object) => (await call('PATCH', `/deals/${id}`, payload, { ...partner.headers, 'if-match': '*' })).body;
    expect(await patch({ customer: null })).toMatchObject({ status: 400, errors: [{ field: 'customer' }] });
    expect(await patch({})).toMatchObject({ status: 400, errors: [{ code: 'required' }] });
    await call('POST', `/deals/${id}/withdraw`);
    expect(await patch({})).toMatchObject({ status: 400 });
    expect((await call('GET', `/deals/${id}`)).body).toMatchObject({ review_status: 'withdrawn', version: 2 });
  });

  test('reports every structural error at once, with the former codes as well', async () => {
    const { status, body } = await call('POST', '/deals', {
      customer: {
        company_name: '',
        address: { street: 'x', postal_code: '1', city: 'y', country: 'Germany' },
        duns: '12',
        contacts: [{ name: 'A', email: 'nowhere' }],
      },
      expected_value: { amount: '1.555', currency: 'EUR' },
      close_date: '2026-02-30',
      type: 'gift',
      colour: 'red',
    });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(faultsOf(body)).toEqual([
      '/close_date invalid_format',
      '/colour unknown_field',
      '/customer/address/country invalid_format',
      '/customer/company_name too_short',
      '/customer/contacts/0/email invalid_format',
      '/customer/duns invalid_format',
      '/expected_value/amount invalid_value',
      '/type invalid_value',
    ]);
    expect(formerFaultsOf(body)).toEqual([
      'close_date INVALID_STRING_FORMAT',
      'colour INVALID_VALUE',
      'customer.address.country INVALID_STRING_FORMAT',
      'customer.company_name REQUIRED_FIELD_MISSING',
      'customer.contacts.0.email INVALID_STRING_FORMAT',
      'customer.duns INVALID_STRING_FORMAT',
      'expected_value.amount INVALID_VALUE',
      'type INVALID_ENUM_VALUE',
    ]);
  });

  test("with the partner's own id is created only once", async () => {
    await draft('Oncewell', { external_id: 'CRM-1' });
    expect((await call('POST', '/deals', { ...ready('Oncewell'), external_id: 'CRM-1' })).body).toMatchObject({
      status: 409,
      code: 'external_id_conflict',
    });
    expect((await call('GET', '/deals?external_id=CRM-1')).body.data).toHaveLength(1);
    await draft('Oncewell', { external_id: 'CRM-1' }, rival.headers);
  });

  test('is validated without writing anything', async () => {
    const before = (await call('GET', '/deals?limit=200')).body.data.length;
    const { body } = await call('POST', '/deals/validate', { customer: { company_name: 'X' }, close_date: '2020-01-01' });
    expect(body.valid).toBe(false);
    expect(faultsOf(body)).toEqual([
      '/close_date out_of_range',
      '/customer/website required',
      '/expected_value required',
      '/title required',
      '/type required',
    ]);
    expect((await call('POST', '/deals/validate', ready('Validwell'))).body).toEqual({ valid: true, errors: [] });
    expect((await call('GET', '/deals?limit=200')).body.data).toHaveLength(before);
  });
});

describe('a submission', () => {
  test('lists what the programme requires, and changes nothing on errors', async () => {
    const { id } = (await call('POST', '/deals', { customer: { company_name: 'Incomplete' } })).body;
    expect((await call('POST', `/deals/${id}/submit`)).body).toMatchObject({
      status: 422,
      code: 'invalid_deal',
      errors: expect.arrayContaining([expect.objectContaining({ field: 'title' })]),
    });
    expect((await call('GET', `/deals/${id}`)).body.review_status).toBe('draft');
  });

  test('for a customer that another partner registered first is a conflict that reveals nothing of the other deal', async () => {
    const first = await submitted('Firstwell Analytics');
    const second = await submitted('Firstwell', rival.headers, {
      customer: { company_name: 'Firstwell Analytics GmbH', website: 'shop.firstwellanalytics.com' },
    });
    expect([first.conflict, second.conflict]).toEqual(['clear', 'conflict']);
    const seen = [
      await call('GET', `/deals/${second.id}`, undefined, rival.headers),
      await call('GET', `/deals/${second.id}/history`, undefined, rival.headers),
    ];
    for (const { text } of seen) for (const secret of [first.id, partner.id]) expect(text).not.toContain(secret);
    expect((await call('GET', `/deals/${second.id}/matches`, undefined, rival.headers)).body.code).toBe('platform_key_required');
    const { data } = (await call('GET', `/deals/${second.id}/matches`, undefined, api.headers)).body;
    expect(data[0]).toMatchObject({
      id: first.id,
      kind: 'deal',
      evidence: expect.arrayContaining([expect.objectContaining({ signal: 'domain' })]),
    });
    expect((await asPlatform(`/deals/${second.id}/approve`)).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await asPlatform(`/deals/${second.id}/approve`, { override: true, comment: 'co-sell' })).body.review_status).toBe('approved');
  });

  test('that is submitted again stays the first: a later deal does not win the customer', async () => {
    const first = await submitted('Againwell Optics');
    const later = await submitted('Againwell Optics', rival.headers);
    expect([first.conflict, later.conflict]).toEqual(['clear', 'conflict']);
    const again = async (id: string) => {
      await asPlatform(`/deals/${id}/ask`, { fields: ['customer'], comment: 'x' });
      return (await call('POST', `/deals/${id}/submit`, undefined, api.headers)).body.conflict;
    };
    expect([await again(first.id), await again(later.id)]).toEqual(['clear', 'conflict']);
    expect((await asPlatform(`/deals/${later.id}/approve`, { override: true, comment: 'co-sell' })).status).toBe(200);
    expect(await again(first.id)).toBe('conflict');
  });

  test('that is submitted again does not take a customer that another partner has registered in the meantime', async () => {
    const mine = await submitted('Formerwell Optics');
    const theirs = await submitted('Latterwell Ceramics', rival.headers);
    const asked = (await asPlatform(`/deals/${mine.id}/ask`, { fields: ['customer'], comment: 'Which company?' })).body;
    await call(
      'PATCH',
      `/deals/${mine.id}`,
      { customer: ready('Latterwell Ceramics').customer },
      { ...partner.headers, 'if-match': `"${asked.version}"` },
    );
    expect((await call('POST', `/deals/${mine.id}/submit`)).body.conflict).toBe('conflict');
    expect((await call('GET', `/deals/${theirs.id}`, undefined, api.headers)).body.conflict).toBe('clear');
  });

  test('that is approved despite another deal, or merged into it, does not show the reasons to the partner', async () => {
    const first = await submitted('Reasonwell Foods');
    const [shared, merged] = [await submitted('Reasonwell Foods', rival.headers), await submitted('Reasonwell Foods', rival.headers)];
    await asPlatform(`/deals/${shared.id}/approve`, { override: true, comment: 'Acme agreed to share' });
    await asPlatform(`/deals/${merged.id}/merge`, { into: first.id, comment: 'Acme was first' });
    for (const { id } of [shared, merged]) {
      expect((await call('GET', `/deals/${id}/history`, undefined, rival.headers)).text).not.toContain('Acme');
      expect((await call('GET', `/deals/${id}/history`, undefined, api.headers)).text).toContain('Acme');
    }
  });

  test('frees the customer when it is withdrawn', async () => {
    const first = await submitted('Freewell Systems');
    await call('POST', `/deals/${first.id}/withdraw`, { reason: 'lost interest' });
    expect((await submitted('Freewell Systems', rival.headers)).conflict).toBe('clear');
  });
});

describe('review', () => {
  test('requests changes of fields, which alone the partner may change before it submits the deal again', async () => {
    const { id } = await submitted('Askwell Robotics');
    const asked = (await asPlatform(`/deals/${id}/ask`, { fields: ['close_date'], comment: 'When exactly?' })).body;
    expect(asked).toMatchObject({ review_status: 'action_required', reason: 'When exactly?', editable_fields: ['close_date'] });
    const headers = { ...partner.headers, 'if-match': `"${asked.version}"` };
    expect((await call('PATCH', `/deals/${id}`, { title: 'Other' }, headers)).body).toMatchObject({
      status: 403,
      code: 'action_not_permitted',
      errors: [{ pointer: '/title', code: 'not_permitted' }],
    });
    expect((await call('PATCH', `/deals/${id}`, { close_date: '2099-12-31' }, headers)).status).toBe(200);
    const again = (await call('POST', `/deals/${id}/submit`)).body;
    expect(again).toMatchObject({ review_status: 'submitted', reason: null, conflict: 'clear' });
    expect(again.submitted_at).toBe(asked.submitted_at);
  });

  test('approves, protects and follows the stages to won, after which nothing changes', async () => {
    const { id } = await submitted('Wonwell Motors');
    const approved = (await asPlatform(`/deals/${id}/approve`)).body;
    const days = (Date.parse(approved.protected_until) - Date.now()) / 86_400_000;
    expect([approved.review_status, Math.round(days)]).toEqual(['approved', 90]);
    expect((await asPlatform(`/deals/${id}/stage`, { stage: 'won' })).body).toMatchObject({ status: 409, code: 'invalid_state' });
    for (const stage of ['qualified', 'business_validation', 'committed', 'won']) {
      expect((await asPlatform(`/deals/${id}/stage`, { stage })).body.stage).toBe(stage);
    }
    for (const [path, payload] of [
      ['stage', { stage: 'lost', reason: 'x' }],
      ['reject', { reason: 'x' }],
      ['withdraw', {}],
      ['submit', undefined],
    ] as const) {
      expect([path, (await call('POST', `/deals/${id}/${path}`, payload, api.headers)).body.code]).toEqual([path, 'invalid_state']);
    }
    const actions = (await call('GET', `/deals/${id}/history`)).body.data.map((change: { action: string }) => change.action);
    expect(actions).toEqual(['created', 'submitted', 'approved', 'stage_changed', 'stage_changed', 'stage_changed', 'won']);
  });

  test('rejects with a reason that the partner sees', async () => {
    const { id } = await submitted('Rejectwell Foods');
    expect((await asPlatform(`/deals/${id}/reject`, {})).status).toBe(400);
    await asPlatform(`/deals/${id}/reject`, { reason: 'Existing customer' });
    expect((await call('GET', `/deals/${id}`)).body).toMatchObject({
      review_status: 'rejected',
      reason: 'Existing customer',
      editable_fields: [],
    });
  });
});

test('a sandbox neither sees the customers of others nor registers any against them', async () => {
  const [one, other] = [await api.partner('sandbox'), await api.partner('sandbox')];
  const conflicts = [];
  for (const headers of [one.headers, other.headers, partner.headers, one.headers]) {
    conflicts.push((await submitted('Boxwell Media', headers)).conflict);
  }
  expect(conflicts).toEqual(['clear', 'clear', 'clear', 'conflict']);
});

test('the history shows the origin of each change, but only to the company', async () => {
  const { id } = await draft('Whencewell');
  const reply = await call('POST', `/deals/${id}/submit`);
  const of = async (headers: object) => (await call('GET', `/deals/${id}/history`, undefined, headers)).body.data.at(-1);
  expect(await of(api.headers)).toMatchObject({ action: 'submitted', request_id: reply.headers['request-id'] });
  expect(await of(partner.headers)).not.toHaveProperty('request_id');
});

test('history comes in pages, which together are all of it', async () => {
  const { id } = await draft('Pagewell');
  for (let n = 0; n < 5; n++) await call('PATCH', `/deals/${id}`, { title: `Title ${n}` }, { ...partner.headers, 'if-match': '*' });
  const whole = (await call('GET', `/deals/${id}/history`)).body;
  expect([whole.data.length, whole.has_more, whole.next_cursor]).toEqual([6, false, null]);
  const seen: unknown[] = [];
  for (let path = `/deals/${id}/history?limit=4`, pages = 0; path !== '' && pages < 9; pages++) {
    const { body } = await call('GET', path);
    seen.push(...body.data);
    path = body.has_more ? `/deals/${id}/history?limit=4&cursor=${body.next_cursor}` : '';
  }
  expect(seen).toEqual(whole.data);
  expect((await call('GET', `/deals/${id}/history?cursor=nonsense`)).status).toBe(400);
});

test("another partner's deal returns the same error as an unknown one", async () => {
  const { id } = await draft('Hiddenwell');
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/history'],
    ['POST', '/submit'],
    ['POST', '/withdraw'],
  ] as const) {
    expect([path, (await call(method, `/deals/${id}${path}`, undefined, rival.headers)).status]).toEqual([path, 404]);
  }
  const list = await call('GET', '/deals?limit=200', undefined, rival.headers);
  expect(list.text).not.toContain(id);
});

test('deals that changed since a given time can be listed', async () => {
  const since = new Date().toISOString();
  const { id } = await draft('Sincewell');
  const ids = async () => (await call('GET', `/deals?updated_since=${since}`)).body.data.map((one: { id: string }) => one.id);
  await expect.poll(ids).toEqual([id]);
});

test('the deals of a sandbox are listed only for that sandbox, not among those of production', async () => {
  const sandbox = await api.partner('sandbox');
  const { body } = await call('POST', '/deals', { customer: { company_name: 'Inventedwell' } }, sandbox.headers);
  const ids = async (path: string, headers?: object) =>
    (await call('GET', path, undefined, headers)).body.data.map((deal: { id: string }) => deal.id);
  expect(await ids('/deals', api.headers)).not.toContain(body.id);
  expect(await ids(`/deals?partner_id=${sandbox.id}`, api.headers)).toEqual([body.id]);
  expect(await ids('/deals', sandbox.headers)).toEqual([body.id]);
});
