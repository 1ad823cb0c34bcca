import { expect, test } from 'vitest';
import { startFakeSlack } from '#apps/fakes/alerting/slack.ts';
import { newSecret, verify } from '#domain/delivery/signature.ts';
import { scriptedVendor, sendJson } from '#test/connectors/support/scripted-vendor.ts';
import { during, sends } from './sender.ts';

const secret = newSecret('v1');
const channelAt = (url: string) => ({ kind: 'webhook', url, secrets: { signing_secret: secret } });

test('a receiver can verify an alert as it verifies a webhook, and recognises a repeat', async () => {
  const { url, arrived } = await scriptedVendor((_request, response) => sendJson(response, 200, {}));
  const send = sends();
  await send(channelAt(url));
  await send(channelAt(url));
  const [first, second] = arrived;
  expect(verify({ headers: first?.headers ?? {}, body: first?.body ?? '', secrets: [secret] })).toEqual({ valid: true });
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(JSON.parse(first?.body ?? '')).toMatchObject({
    type: 'causeway.alert.firing',
    data: {
      dedup_key: 'alert/reconnect_needed/con_1',
      alerts: [{ severity: 'critical', url: 'https://causeway.company.example/api/v1/connections/con_1' }],
    },
  });
});

test.each([
  [503, 'unavailable', undefined],
  [429, 'rate_limited', 7_000],
  [401, 'unauthorized', undefined],
  [410, 'rejected', undefined],
  [302, 'malformed', undefined],
] as const)('what the receiver answers decides what follows: %i', async (status, kind, retryAfterMs) => {
  const headers = status === 429 ? { 'retry-after': '7' } : {};
  const { url } = await scriptedVendor((_request, response) => sendJson(response, status, {}, headers));
  await expect(sends()(channelAt(url))).rejects.toMatchObject({ kind, retryAfterMs });
});

test('an address inside the network is called only if the operator allows it', async () => {
  const { url, arrived } = await scriptedVendor((_request, response) => sendJson(response, 200, {}));
  const send = sends({ allow: [] });
  await expect(send(channelAt(url))).rejects.toMatchObject({ kind: 'rejected', details: { isBlocked: true } });
  const slack = during(await startFakeSlack());
  await expect(send({ kind: 'slack_webhook', secrets: { url: slack.webhookUrl } })).rejects.toMatchObject({
    kind: 'rejected',
    details: { isBlocked: true },
  });
  expect([...arrived, ...slack.messages]).toEqual([]);
});

test('whoever waits can stop waiting', async () => {
  const stop = new AbortController();
  const { url } = await scriptedVendor(() => stop.abort());
  await expect(sends()(channelAt(url), {}, { signal: stop.signal })).rejects.toMatchObject({ kind: 'unavailable' });
});
