import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
});
afterAll(() => api.close());
beforeEach(async () => {
  partner = await api.partner('standard');
});

/** How a deal that is sent at once is answered now. */
const codeNow = async () => (await beginDeal()()).code;

/** Begins to send a deal; the answer comes once the rest is sent. */
function beginDeal() {
  const payload = new PassThrough();
  payload.write('{"customer":');
  const headers = { ...partner.headers, 'content-type': 'application/json' };
  const reply = api.app.inject({ method: 'POST', url: '/api/v1/deals', headers, payload });
  return async () => {
    payload.end('{"company_name":"Slowwell"}}');
    return { status: (await reply).statusCode, code: (await reply).json().code as string | undefined };
  };
}

test('a slow body is accepted', async () => {
  const finish = beginDeal();
  expect(await codeNow()).toBeUndefined();
  expect(await finish()).toEqual({ status: 201, code: undefined });
});

test.each([
  ['its key is revoked', 401, 'revoked_api_key', () => api.db.sql`update api_key set revoked_at = now() where partner_id = ${partner.id}`],
  [
    'its key loses the scope',
    403,
    'missing_scope',
    () => api.db.sql`update api_key set scopes = '{deals:read}' where partner_id = ${partner.id}`,
  ],
  [
    'its partner is suspended',
    403,
    'partner_suspended',
    () => api.db.sql`update partner set status = 'suspended' where id = ${partner.id}`,
  ],
  ['its partner is deleted', 403, 'partner_deleted', () => api.db.sql`update partner set status = 'deleted' where id = ${partner.id}`],
])('a body that completes after %s is rejected, and nothing is written', async (_name, status, code, change) => {
  expect(await codeNow()).toBeUndefined();
  const finish = beginDeal();
  await change();
  await expect.poll(codeNow, { timeout: secondMs, interval: 20 }).toBe(code);
  const before = await countDeals();
  expect(await finish()).toEqual({ status, code });
  expect(await countDeals()).toBe(before);
});

const countDeals = async () => (await api.db.sql`select 1 from deal where partner_id = ${partner.id}`).length;
