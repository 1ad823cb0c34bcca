import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls } from '#test/support/deal-calls.ts';

const DAY_MS = 86_400_000;

let app: TestApp;
let deals: ReturnType<typeof dealCalls>;
let partner: TestPartner;
beforeAll(async () => {
  app = await buildTestApp();
  deals = dealCalls(app);
  partner = await app.partner();
});
afterAll(() => app.close());

const tasksOf = async (headers: object) => (await deals.call(headers, 'GET', '/partners/me/tasks')).body.data;

test('a partner finds what waits for it, each with the object, the reason and the time', async () => {
  const { sql } = app.db;
  const asked = await deals.submitted(partner.headers, 'Asked');
  await deals.call(app.headers, 'POST', `/deals/${asked.id}/ask`, { comment: 'Which office is it?', fields: ['title'] });
  const rejected = await deals.submitted(partner.headers, 'Rejected');
  await deals.call(app.headers, 'POST', `/deals/${rejected.id}/reject`, { reason: 'We know them' });
  const old = await deals.submitted(partner.headers, 'Long ago');
  await deals.call(app.headers, 'POST', `/deals/${old.id}/reject`, { reason: 'We know them' });
  await sql`update deal set decided_at = now() - interval '15 days' where id = ${old.id}`;
  const approved = await deals.approved(partner.headers, 'Approved');
  await sql`update deal set protected_until = now() + interval '3 days' where id = ${approved.id}`;
  const safe = await deals.approved(partner.headers, 'Safe');
  await sql`update deal set protected_until = now() + interval '30 days' where id = ${safe.id}`;
  const endpoint = (await deals.call(partner.headers, 'POST', '/endpoints', { url: 'https://partner.example/hooks?key=abc' })).body.id;
  await sql`update endpoint set failing_since = now(), breaker_reason = 'HTTP 500' where id = ${endpoint}`;
  await deals.call(partner.headers, 'POST', `/endpoints/${endpoint}/rotate-secret`, { overlap_h: 24 });
  const expires_at = new Date(Date.now() + 5 * DAY_MS).toISOString();
  const key = (await deals.call(partner.headers, 'POST', '/api-keys', { name: 'CI', expires_at })).body.id;
  const client = (await deals.call(partner.headers, 'POST', '/oauth-clients', { name: 'CRM' })).body.id;
  await deals.call(partner.headers, 'POST', `/oauth-clients/${client}/rotate-secret`, { overlap_s: 3600 });
  await sql`
    insert into commissions.dispute (id, partner_id, deal_id, question, state, due_at, answer, decided_at)
    values ('dsp_1', ${partner.id}, ${approved.id}, 'Where is it?', 'decided', now(), 'It comes in May', now())`;
  await sql`
    insert into commissions.statement (id, partner_id, currency, month, opening_minor, closing_minor, after_position, to_position)
    values ('cst_1', ${partner.id}, 'EUR', '2026-03', 0, 100, 0, 1)`;

  const at = expect.any(String);
  expect(await tasksOf(partner.headers)).toEqual([
    { kind: 'deal_question', id: asked.id, name: 'Data platform', detail: 'Which office is it?', since: at, due_at: at },
    { kind: 'deal_rejected', id: rejected.id, name: 'Data platform', detail: 'We know them', since: at, due_at: null },
    { kind: 'protection_ends', id: approved.id, name: 'Data platform', detail: null, since: null, due_at: at },
    {
      kind: 'endpoint_failing',
      id: endpoint,
      name: expect.stringContaining('partner.example'),
      detail: 'HTTP 500',
      since: at,
      due_at: null,
    },
    { kind: 'endpoint_secret_ends', id: endpoint, name: expect.not.stringContaining('abc'), detail: null, since: null, due_at: at },
    { kind: 'api_key_ends', id: key, name: 'CI', detail: null, since: null, due_at: expires_at },
    { kind: 'client_secret_ends', id: client, name: 'CRM', detail: null, since: null, due_at: at },
    { kind: 'dispute_answered', id: 'dsp_1', name: 'Where is it?', detail: 'It comes in May', since: at, due_at: null },
    { kind: 'statement_ready', id: '2026-03/EUR', name: '2026-03 EUR', detail: null, since: at, due_at: null },
  ]);
});

test('another partner finds nothing of it, and the platform is told to name nobody', async () => {
  const other = await app.partner();
  expect(await tasksOf(other.headers)).toEqual([]);
  expect((await deals.call(app.headers, 'GET', '/partners/me/tasks')).body.code).toBe('partner_key_required');
});

test('only what the scopes let a caller read is told', async () => {
  const kinds = async (...scopes: ('partner:read' | 'deals:read')[]) =>
    (await tasksOf(bearer(await app.key(partner.id, { scopes })))).map(({ kind }: { kind: string }) => kind);
  expect(await kinds('partner:read')).toEqual([]);
  expect(await kinds('partner:read', 'deals:read')).toEqual(['deal_question', 'deal_rejected', 'protection_ends']);
});

test('of each kind at most 20 are told, those that end first', async () => {
  const many = await app.partner();
  await app.db.sql`
    insert into api_key (id, public_id, secret_hash, partner_id, name, scopes, created_by, expires_at)
    select 'key_many' || n, 'many' || n, 'x', ${many.id}, 'key ' || n, '{}', 'test', now() + n * interval '1 hour' from generate_series(1, 25) n`;
  const names = (await tasksOf(many.headers)).map(({ name }: { name: string }) => name);
  expect(names).toEqual(Array.from({ length: 20 }, (_, n) => `key ${n + 1}`));
});
