import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
let port: number;
beforeAll(async () => {
  api = await buildTestApp();
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(() => api.close());

/** Far more than sockets hold, so that most of it is not read before the caller reads on. */
async function exportBegun() {
  const partner = await api.partner('standard');
  await api.db.sql`
    insert into deal (id, partner_id, programme_id, fields, created_by)
    select ${partner.id} || g, ${partner.id}, 'prg_default', jsonb_build_object('customer', jsonb_build_object('company_name', 'row ' || repeat('x', 4000))), 'test'
    from generate_series(1, 12000) g`;
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const begun = once(socket, 'data').then(() => socket.pause());
  const ended = once(socket, 'close');
  socket.write(`GET /api/v1/deals/export HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${partner.key}\r\nconnection: close\r\n\r\n`);
  await begun;
  return {
    partner,
    async readOn() {
      socket.resume();
      await ended;
      return { rows: text.split('row x').length - 1, isWhole: text.endsWith('\r\n0\r\n\r\n') };
    },
  };
}

test('an export is aborted once its key is revoked', async () => {
  const { partner, readOn } = await exportBegun();
  await api.db.sql`update api_key set revoked_at = now() where partner_id = ${partner.id}`;
  const now = () => api.app.inject({ url: '/api/v1/deals', headers: partner.headers });
  await expect.poll(async () => (await now()).statusCode, { timeout: 1_000, interval: 20 }).toBe(401);
  const { rows, isWhole } = await readOn();
  expect(isWhole).toBe(false);
  expect(rows).toBeLessThan(12_000);
});
