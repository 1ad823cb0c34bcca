import { expect, test } from 'vitest';
import { newSecret, publicKeyOf, signHeaders } from '#domain/delivery/signature.ts';
import { verifyWebhook, WebhookVerificationError } from '../../../sdk/typescript/src/index.ts';

const body = '{"type":"deal.approved","timestamp":"2026-01-01T00:00:00Z","data":{"n":1}}';
const nowS = () => Math.floor(Date.now() / 1_000);
const sign = (secrets: string[], timestamp = nowS()) => ({
  ...signHeaders({ id: 'evt_1', timestamp, body, type: 'deal.approved', secrets }),
});

test.each(['v1', 'v1a'] as const)('webhooks signed as %s are verified, and forged or old ones are refused', async (scheme) => {
  const secret = newSecret(scheme);
  const secrets = scheme === 'v1' ? secret : publicKeyOf(secret);
  const headers = sign([newSecret(scheme), secret]);
  await expect(verifyWebhook({ body, headers, secrets })).resolves.toMatchObject({ id: 'evt_1', data: { n: 1 } });
  await expect(verifyWebhook({ body: Buffer.from(body), headers: new Headers(headers), secrets })).resolves.toMatchObject({ id: 'evt_1' });
  await expect(verifyWebhook({ body: `${body} `, headers, secrets })).rejects.toBeInstanceOf(WebhookVerificationError);
  await expect(verifyWebhook({ body, headers: { ...headers, 'webhook-id': 'evt_2' }, secrets })).rejects.toThrow('No signature matches');
});

test('a clock may be five minutes off in both directions, or as much as is said', async () => {
  const secrets = newSecret('v1');
  const at = (offsetS: number) => sign([secrets], nowS() + offsetS);
  for (const offsetS of [-290, 290]) await expect(verifyWebhook({ body, headers: at(offsetS), secrets })).resolves.toBeDefined();
  for (const offsetS of [-310, 310]) await expect(verifyWebhook({ body, headers: at(offsetS), secrets })).rejects.toThrow('300 s');
  await expect(verifyWebhook({ body, headers: at(-3_000), secrets, toleranceS: 3_600 })).resolves.toBeDefined();
  const odd = { ...at(0), 'webhook-timestamp': '¹' };
  await expect(verifyWebhook({ body, headers: odd, secrets })).rejects.toThrow('webhook-timestamp');
});

test('both secrets of a rotation verify, whichever signed', async () => {
  const [old, next] = [newSecret('v1'), newSecret('v1')];
  for (const secret of [old, next]) {
    await expect(verifyWebhook({ body, headers: sign([secret]), secrets: [next, old] })).resolves.toMatchObject({ id: 'evt_1' });
  }
  await expect(verifyWebhook({ body, headers: sign([newSecret('v1')]), secrets: [next, old] })).rejects.toThrow('No signature matches');
});

test('a v1 secret does not verify a v1a signature, nor the other way round', async () => {
  const [shared, pair] = [newSecret('v1'), newSecret('v1a')];
  await expect(verifyWebhook({ body, headers: sign([pair]), secrets: shared })).rejects.toThrow('No signature matches');
  await expect(verifyWebhook({ body, headers: sign([shared]), secrets: publicKeyOf(pair) })).rejects.toThrow('No signature matches');
  await expect(verifyWebhook({ body, headers: sign([shared, pair]), secrets: publicKeyOf(pair) })).resolves.toBeDefined();
});

test('the vector of Standard Webhooks is verified', async () => {
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const received = { body: '{"test": 2432232314}', headers, secrets, toleranceS: 1e9 };
  await expect(verifyWebhook(received)).resolves.toMatchObject({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', test: 2432232314 });
});

test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('a webhook without %s is refused', async (name) => {
  const secrets = newSecret('v1');
  const headers: Record<string, string | undefined> = { ...sign([secrets]), [name]: undefined };
  await expect(verifyWebhook({ body, headers, secrets })).rejects.toThrow('header is missing');
});
