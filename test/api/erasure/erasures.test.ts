import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, workflowsThat } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved');
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

describe('deleting a partner', () => {
  test('takes effect immediately and returns the erasure that follows', async () => {
    const partner = await api.partner();
    await call('POST', '/endpoints', { partner_id: partner.id, url: 'https://partner.example/' });
    const { status, body, headers } = await call('DELETE', `/partners/${partner.id}`);
    expect([status, body]).toEqual([
      202,
      {
        id: expect.stringMatching(/^ers_/),
        kind: 'partner',
        partner_id: partner.id,
        status: 'running',
        reason: null,
        counts: {},
        requested_by: expect.stringMatching(/^key_/),
        created_at: expect.any(String),
        finished_at: null,
      },
    ]);
    expect(headers['location']).toBe(`/api/v1/erasures/${body.id}`);
    expect(api.workflowCalls).toContainEqual({ call: 'eraseData', ids: [body.id] });
    expect((await call('GET', `/erasures/${body.id}`)).body).toEqual(body);

    await expect
      .poll(async () => (await call('GET', '/endpoints', undefined, partner.headers)).body)
      .toMatchObject({ status: 403, code: 'partner_deleted' });
    const [endpoint] = await api.db.sql`select closed_by from endpoint where partner_id = ${partner.id}`;
    expect(endpoint?.['closed_by']).toBe('suspended');
    expect((await call('POST', '/events', { type: 'deal.approved', data: {}, partner_ids: [partner.id] })).body.code).toBe(
      'unknown_partner',
    );
    expect((await call('POST', '/endpoints', { partner_id: partner.id, url: 'https://partner.example/' })).status).toBe(400);
  });

  test('happens once: afterwards the partner does not exist', async () => {
    const partner = await api.partner();
    const answers = await Promise.all([1, 2, 3].map(() => call('DELETE', `/partners/${partner.id}`)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([202, 404, 404]);
    expect((await call('GET', `/erasures?partner_id=${partner.id}`)).body.data).toHaveLength(1);
    expect((await call('GET', `/partners/${partner.id}`)).status).toBe(404);
  });

  test('returns the same whether or not Temporal is available', async () => {
    const away = () => Promise.reject(new Error('Temporal cannot be reached'));
    const alone = await buildTestApp({ workflows: workflowsThat(away) });
    const partner = await alone.partner();
    const deleted = await alone.app.inject({ method: 'DELETE', url: `/api/v1/partners/${partner.id}`, headers: alone.headers });
    const created = await alone.app.inject({ method: 'POST', url: '/api/v1/sandboxes', headers: alone.headers, payload: {} });
    expect([deleted.statusCode, created.statusCode]).toEqual([202, 201]);
    const [row] = await alone.db.sql`select status from erasure`;
    expect(row).toEqual({ status: 'running' });
    await alone.close();
  });
});

describe('erasing a person', () => {
  test('stores the address only encrypted, and returns it nowhere', async () => {
    const { status, body } = await call('POST', '/erasures', { email: 'Ada@Acme.example' });
    expect([status, body.kind, body.partner_id]).toEqual([202, 'data_subject', null]);
    expect(api.workflowCalls).toContainEqual({ call: 'eraseData', ids: [body.id] });
    const tables = await api.db.sql<{ text: string }[]>`
      select row_to_json(e)::text as text from erasure e union all select row_to_json(a)::text from audit_entry a`;
    for (const text of [JSON.stringify(body), JSON.stringify(api.logged), ...tables.map((row) => row.text)]) {
      expect(text.toLowerCase()).not.toContain('ada@acme.example');
    }
  });

  test('needs an address and a platform key', async () => {
    expect((await call('POST', '/erasures', { email: 'nobody' })).body.errors).toMatchObject([{ field: 'email' }]);
    const { headers } = await api.partner();
    expect((await call('POST', '/erasures', { email: 'ada@acme.example' }, headers)).body.code).toBe('platform_key_required');
  });
});

test('erasures are listed by kind, status and partner, newest first', async () => {
  const { data } = (await call('GET', '/erasures?kind=partner&status=running&limit=200')).body;
  const ids = data.map((one: { id: string }) => one.id);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect(new Set(data.map((one: { kind: string }) => one.kind))).toEqual(new Set(['partner']));
  expect((await call('GET', '/erasures?status=finished')).body.data).toEqual([]);
  expect((await call('GET', '/erasures/ers_nobody')).status).toBe(404);
});
