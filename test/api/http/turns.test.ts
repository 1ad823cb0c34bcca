import { Readable } from 'node:stream';
import fastify, { type FastifyReply } from 'fastify';
import { expect, test, vi } from 'vitest';
import { checkInTurns, Turns } from '#apps/api/http/turns.ts';
import { buildTestApp } from '#test/support/app.ts';

/** How often the event loop goes round while somebody takes so many turns. */
async function roundsOf(turnsTaken: number, turns: Pick<Turns, 'next'>): Promise<number> {
  let rounds = 0;
  let going = true;
  const count = () => {
    rounds++;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  for (let taken = 0; taken < turnsTaken; taken++) await turns.next('caller');
  going = false;
  return rounds;
}

test('large requests take a turn in each round of the event loop, and leave most rounds to requests that are being served', async () => {
  const taken = 100;
  expect(await roundsOf(taken, new Turns(() => false))).toBeLessThan(2 * taken);
  expect(await roundsOf(taken, new Turns(() => true))).toBeGreaterThan(2 * taken);
});

test('requests that take turns wait for each other, and leave rounds only to requests that take none', async () => {
  const app = fastify();
  const served = new Set<FastifyReply>();
  checkInTurns(app, () => served);
  app.addHook('onRequest', (_request, reply, done) => {
    served.add(reply);
    done();
  });
  const taken = 100;
  const ordinary = Promise.withResolvers<string>();
  app.get('/ordinary', () => ordinary.promise);
  app.get('/large', async (request) => roundsOf(taken, { next: () => request.checking().turn() }));
  const rounds = async () => Number((await app.inject('/large')).body);
  expect(await rounds()).toBeLessThan(2 * taken);
  expect(Math.max(...(await Promise.all([rounds(), rounds()])))).toBeLessThan(4 * taken);
  const waiting = app.inject('/ordinary');
  await vi.waitFor(() => expect([...served].some(({ request }) => request.url === '/ordinary')).toBe(true));
  expect(await rounds()).toBeGreaterThan(2 * taken);
  ordinary.resolve('');
  await waiting;
  await app.close();
});

test('a large body takes a turn for each 64 KiB as it arrives, and a small one takes none', async () => {
  const api = await buildTestApp();
  const { headers } = await api.partner('enterprise');
  const turns = vi.spyOn(Turns.prototype, 'next');
  const turnsOf = async (pieces: number) => {
    turns.mockClear();
    const payload = Readable.from(Array.from({ length: pieces }, () => Buffer.alloc(16 * 1024, ',')));
    await api.app.inject({ method: 'POST', url: '/api/v1/deal-imports', headers: { ...headers, 'content-type': 'text/nothing' }, payload });
    const refused = turns.mock.calls.length;
    const type = { ...headers, 'content-type': 'application/json' };
    const body = Readable.from(Array.from({ length: pieces }, () => Buffer.alloc(16 * 1024, ' ')));
    await api.app.inject({ method: 'POST', url: '/api/v1/deal-imports', headers: type, payload: body });
    return [refused, turns.mock.calls.length];
  };
  const [unread, large] = await turnsOf(256);
  expect([unread, large]).toEqual([0, expect.toSatisfy((taken: number) => taken >= 63)]);
  expect((await turnsOf(1))[1]).toBeLessThan(5);
  turns.mockRestore();
  await api.close();
});
