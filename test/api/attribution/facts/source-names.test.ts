import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const put = async (id: string, payload: object) => {
  const reply = await api.app.inject({ method: 'PUT', url: `/api/v1/partners/${id}/attribution-sources`, headers: api.headers, payload });
  return { status: reply.statusCode, body: reply.json() };
};
const touch = async (extra: object, headers: object = api.headers) =>
  (await api.app.inject({ method: 'POST', url: '/api/v1/touches', headers: { ...headers }, payload: { subject: 'x', ...extra } })).json();

test('a touch without a partner is that of the partner that is known by its utm_source, else by its referrer', async () => {
  const names = { utm_sources: ['Acme'], referrer_hosts: ['www.acme.example'] };
  expect(await put(partner.id, names)).toEqual({ status: 200, body: { utm_sources: ['acme'], referrer_hosts: ['acme.example'] } });
  const url = 'https://www.example.com/?utm_source=ACME';
  expect(await touch({ url })).toMatchObject({ partner_id: partner.id, source: 'utm' });
  expect(await touch({ referrer: 'https://acme.example/blog' })).toMatchObject({ partner_id: partner.id, source: 'referral_header' });
  expect(await touch({ url: 'https://www.example.com/?utm_source=google' })).toMatchObject({ partner_id: null, source: 'utm' });
  expect(await touch({})).toMatchObject({ partner_id: null, source: 'direct' });
  expect(await touch({ url, partner_id: null })).toMatchObject({ partner_id: null });
});

test('a name means one partner, and a partner’s own touch stays its own', async () => {
  const other = await api.partner('standard');
  expect(await put(other.id, { utm_sources: ['acme'] })).toMatchObject({
    status: 409,
    body: { code: 'conflict', errors: [{ code: 'duplicate' }] },
  });
  expect(await put(other.id, { referrer_hosts: ['no host'] })).toMatchObject({ status: 400 });
  expect(await touch({ url: 'https://www.example.com/?utm_source=acme' }, other.headers)).toMatchObject({ partner_id: other.id });
  expect(await put('ptn_unknown', {})).toMatchObject({ status: 404 });
});
