import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { type Arrival, startReceiver } from '#apps/local/receiver/receiver.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = JSON.stringify({ type: 'deal.won', timestamp: '2026-01-01T00:00:00Z', data: {} });

async function start() {
  const arrivals: Arrival[] = [];
  const port = await findFixedPort();
  const receiver = await startReceiver({ port, findSecrets: async () => [secret], onArrival: (arrival) => arrivals.push(arrival) });
  onTestFinished(() => receiver.stop());
  const send = async (path: string, { at = new Date(), sent = body, signedWith = secret } = {}) => {
    const signature = new Webhook(signedWith).sign('evt_1', at, body);
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    return await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: sent });
  };
  return { arrivals, port, send };
}

test('what the Standard Webhooks library signs is accepted', async () => {
  const { arrivals, send } = await start();
  expect((await send('/ok')).status).toBe(200);
  expect(arrivals).toEqual([{ path: '/ok', webhookId: 'evt_1', eventType: 'deal.won', problem: null, status: 200 }]);
});

test('a changed body, another secret, an old timestamp and no signature are refused', async () => {
  const { arrivals, port, send } = await start();
  await send('/ok', { sent: `${body} ` });
  await send('/ok', { signedWith: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' });
  await send('/ok', { at: new Date(Date.now() - 301_000) });
  await fetch(`http://127.0.0.1:${port}/ok`, { method: 'POST', body });
  expect(arrivals.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(arrivals.map(({ problem }) => problem)).toEqual([
    'the signature does not match',
    'the signature does not match',
    'the timestamp is more than 5 minutes off',
    'not signed',
  ]);
});

test.each([
  ['/fail', 500],
  ['/busy', 429],
  ['/gone', 410],
  ['/other', 404],
])('%s answers %i', async (path, status) => {
  const { send } = await start();
  expect((await send(path)).status).toBe(status);
});

test('it stops at once although a slow answer is under way', async () => {
  const port = await findFixedPort();
  const receiver = await startReceiver({ port, findSecrets: async () => [], onArrival: () => {} });
  const request = fetch(`http://127.0.0.1:${port}/slow`, { method: 'POST', body: 'x' }).catch(() => 'cut');
  // Answered after the slow one has come in.
  await fetch(`http://127.0.0.1:${port}/other`);
  await receiver.stop();
  expect(await request).toBe('cut');
});
