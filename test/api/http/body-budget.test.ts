import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let port: number;
const open: Socket[] = [];
beforeAll(async () => {
  api = await buildTestApp();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await api.close();
});

/** Announces a file of 15 MiB and sends none of it; resolves once the API waits for it, with the answer that may come instead. */
async function announceImport({ key }: TestPartner): Promise<{ socket: Socket; status: () => string }> {
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.write(
    `POST /api/v1/deal-imports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: text/csv\r\ncontent-length: ${15 * 1024 * 1024}\r\nexpect: 100-continue\r\n\r\n`,
  );
  await once(socket, 'data');
  return { socket, status: () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]).join(' ') };
}

const validate = (partner: TestPartner) =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/deals/validate',
    headers: partner.headers,
    payload: { customer: { company_name: 'Roomwell' } },
  });

test('a partner that uses up its body budget gets no more, and other partners are not affected', async () => {
  const [greedy, other] = [await api.partner('enterprise'), await api.partner('enterprise')];
  // Node answers 100 before anything of ours sees the request, so any of them can come last.
  const announced: Awaited<ReturnType<typeof announceImport>>[] = [];
  for (let n = 0; n < 3; n++) announced.push(await announceImport(greedy));
  await expect.poll(() => announced.map((one) => one.status()).toSorted()).toEqual(['100', '100', '100 429']);
  const waiting = announced.find((one) => one.status() === '100');
  expect((await validate(other)).statusCode).toBe(200);

  // Whoever goes away gives back what it had.
  waiting?.socket.destroy();
  await expect.poll(async () => (await announceImport(greedy)).status()).toBe('100');
});

test('a credential of the platform has a body budget of its own', async () => {
  const [greedy, other] = [await api.key(), await api.key()];
  const { id } = await api.partner('enterprise');
  const announce = (key: string) => announceImport({ id, key, headers: { authorization: '' } });
  for (let n = 0; n < 2; n++) await announce(greedy);
  await expect.poll((await announce(greedy)).status).toBe('100 429');
  expect((await announce(other)).status()).toBe('100');
});

test('a process whose body budget is used up rejects bodies, and serves requests without one', async () => {
  const partners = await Promise.all(Array.from({ length: 9 }, () => api.partner('enterprise')));
  const statuses: (() => string)[] = [];
  for (const partner of partners) for (let n = 0; n < 2; n++) statuses.push((await announceImport(partner)).status);
  await expect.poll(() => statuses.some((status) => status() === '100 503')).toBe(true);
  expect((await api.app.inject({ url: '/api/v1/deals', headers: partners[0]?.headers ?? {} })).statusCode).toBe(200);
});
