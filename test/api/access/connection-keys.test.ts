import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newApiKey } from '#domain/access/api-key.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';

let api: TestApp;
let port: number;
let partner: TestPartner;
/** Sends everything on one connection. */
let agent: Agent;

beforeAll(async () => {
  api = await buildTestApp();
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(() => api.close());
beforeEach(async () => {
  partner = await api.partner();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(() => agent.destroy());

/** The partner that the API takes the caller for, or the code of its refusal; and the connection. */
function ask(headers: Record<string, string>): Promise<{ who: string; from: number | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, agent, host: '127.0.0.1', path: '/api/v1/partners/me', headers }, (answer) => {
      const from = sent.socket?.localPort;
      answer.toArray().then((parts) => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as { id?: string; code?: string };
        resolve({ who: body.id ?? body.code ?? '', from });
      }, reject);
    });
    sent.on('error', reject).end();
  });
}
const who = async (headers: Record<string, string>) => (await ask(headers)).who;

test('requests of several partners on one connection are authenticated separately', async () => {
  const other = await api.partner();
  const answers = [];
  for (const { headers } of [partner, partner, other, partner, other, other]) answers.push(await ask(headers));
  expect(answers.map((answer) => answer.who)).toEqual([partner.id, partner.id, other.id, partner.id, other.id, other.id]);
  expect(new Set(answers.map(({ from }) => from)).size).toBe(1);
});

test('a connection does not authenticate: each request needs its complete key', async () => {
  expect([await who(partner.headers), await who(partner.headers)]).toEqual([partner.id, partner.id]);
  for (const wrong of [`${partner.key.slice(0, -1)}~`, `${partner.key.slice(0, -3)}AAA`, partner.key.slice(0, -1), newApiKey('live').key]) {
    expect(await who(bearer(wrong))).toBe('invalid_api_key');
  }
  expect(await who({})).toBe('missing_api_key');
  expect(await who(partner.headers)).toBe(partner.id);
});

test.each([
  ['its key is revoked', 'revoked_api_key', () => api.db.sql`update api_key set revoked_at = now() where partner_id = ${partner.id}`],
  ['its partner is suspended', 'partner_suspended', () => api.db.sql`update partner set status = 'suspended' where id = ${partner.id}`],
  ['its key loses its scopes', 'missing_scope', () => api.db.sql`update api_key set scopes = '{}' where partner_id = ${partner.id}`],
  [
    'its partner requires another kind of credential',
    'credential_not_allowed',
    () => api.db.sql`update partner set credential_policy = 'private_key_jwt' where id = ${partner.id}`,
  ],
])('after %s, the connection that used the key is rejected within a second', async (_name, code, change) => {
  expect([await who(partner.headers), await who(partner.headers)]).toEqual([partner.id, partner.id]);
  await change();
  await expect.poll(() => who(partner.headers), { timeout: secondMs, interval: 20 }).toBe(code);
});

test('a key that expires between two requests on a connection stops working', async () => {
  const key = await api.key(partner.id, { expiresAt: new Date(Date.now() + 700) });
  expect([await who(bearer(key)), await who(bearer(key))]).toEqual([partner.id, partner.id]);
  await expect.poll(() => who(bearer(key)), { timeout: secondMs, interval: 20 }).toBe('expired_api_key');
});

test('each use of a key is recorded, even on a connection that it was used on before', async () => {
  const lastUse = async () => (await api.db.sql`select last_used_at from api_key where partner_id = ${partner.id}`)[0]?.['last_used_at'];
  await who(partner.headers);
  await api.directory.writeUses();
  await api.db.sql`update api_key set last_used_at = null where partner_id = ${partner.id}`;
  await expect
    .poll(async () => {
      await who(partner.headers);
      await who(partner.headers);
      await api.directory.writeUses();
      return lastUse();
    })
    .toEqual(expect.any(Date));
});
