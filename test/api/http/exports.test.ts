import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';

let api: TestApp;
let port: number;
const open: Socket[] = [];
beforeAll(async () => {
  api = await buildTestApp();
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await api.close();
});

/** Far more than sockets hold, so that most of it is not read before the caller reads on. */
async function exportBegun() {
  const partner = await api.partner('standard');
  await addDeals(partner);
  return { partner, ...(await beginExport(partner)) };
}

async function addDeals(partner: TestPartner): Promise<void> {
  await api.db.sql`
    insert into deal (id, partner_id, programme_id, fields, created_by)
    select ${partner.id} || g, ${partner.id}, 'prg_default', jsonb_build_object('customer', jsonb_build_object('company_name', 'row ' || repeat('x', 4000))), 'test'
    from generate_series(1, 12000) g`;
}

async function beginExport(partner: TestPartner) {
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const begun = once(socket, 'data').then(() => socket.pause());
  const ended = once(socket, 'close');
  socket.write(`GET /api/v1/deals/export HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${partner.key}\r\nconnection: close\r\n\r\n`);
  await begun;
  return {
    socket,
    status: () => text.slice(9, 12),
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
  await expect.poll(async () => (await now()).statusCode, { timeout: secondMs, interval: 20 }).toBe(401);
  const { rows, isWhole } = await readOn();
  expect(isWhole).toBe(false);
  expect(rows).toBeLessThan(12_000);
});

test('a caller that reads none of its exports gets a few of them, and others get theirs', async () => {
  const [greedy, other] = [await api.partner('enterprise'), await api.partner('enterprise')];
  await addDeals(greedy);
  await addDeals(other);
  const begun = [];
  for (let count = 0; count < 4; count++) begun.push(await beginExport(greedy));
  expect(begun.map((one) => one.status())).toEqual(['200', '200', '200', '200']);
  expect((await beginExport(greedy)).status()).toBe('429');
  const served = await beginExport(other);
  expect(served.status()).toBe('200');
  begun[0]?.socket.destroy();
  await expect.poll(async () => (await beginExport(greedy)).status()).toBe('200');
  expect((await served.readOn()).rows).toBe(12_000);
});
