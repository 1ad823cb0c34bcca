import { Resend } from 'resend';
import { expect, test } from 'vitest';
import { startFakeResend, startFakeSendgrid } from '#apps/fakes/alerting/mail-providers.ts';
import { during, sends } from './sender.ts';

const mail = { from: 'causeway@company.example', to: ['ada@company.example', 'grace@company.example'] };

async function resend() {
  const provider = during(await startFakeResend());
  return {
    provider,
    send: sends({ urls: { resend: provider.url } }),
    channel: { kind: 'resend', ...mail, secrets: { api_key: provider.key } },
  };
}
async function sendgrid() {
  const provider = during(await startFakeSendgrid());
  return {
    provider,
    send: sends({ urls: { sendgrid: provider.url } }),
    channel: { kind: 'sendgrid', ...mail, secrets: { api_key: provider.key } },
  };
}

test.each([resend, sendgrid])('a mail arrives with both parts, and later ones continue its conversation', async (start) => {
  const { provider, send, channel } = await start();
  const { reference } = await send(channel, {}, { idempotencyKey: 'first' });
  await send(channel, { kind: 'resolved', reference }, { idempotencyKey: 'second' });
  const subject = 'Our HubSpot: reconnect needed';
  expect(provider.sent).toMatchObject([
    { subject: `Critical: ${subject}`, to: mail.to, text: expect.stringContaining('What to do: '), html: expect.stringContaining('<h2') },
    { subject: `Resolved: ${subject}`, to: mail.to },
  ]);
  for (const { headers } of provider.sent) expect(headers).toMatchObject({ References: reference, 'Auto-Submitted': 'auto-generated' });
});

test.each([resend, sendgrid])('refusals say whether to repeat', async (start) => {
  const { provider, send, channel } = await start();
  await expect(send({ ...channel, secrets: { api_key: 'wrong' } })).rejects.toMatchObject({ kind: 'unauthorized' });
  provider.faults.plan({ kind: 'rate_limited' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: expect.any(Number) });
  provider.faults.plan({ kind: 'unavailable' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'unavailable' });
  provider.faults.plan({ kind: 'reset' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(provider.sent).toEqual([]);
});

test('Resend sends a repeat of a message whose answer was lost only once', async () => {
  const { provider, send, channel } = await resend();
  provider.faults.plan({ kind: 'drop_after_accept' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'unavailable' });
  await send(channel);
  expect(provider.sent).toHaveLength(1);
});

test('a used-up quota of Resend is waited for', async () => {
  const { provider, send, channel } = await resend();
  provider.faults.plan({ kind: 'quota' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'rate_limited', details: { code: 'daily_quota_exceeded' } });
});

test("the fake answers Resend's own client as Resend does", async () => {
  const { provider } = await resend();
  const client = new Resend(provider.key, { baseUrl: provider.url });
  const wish = { from: 'Causeway <causeway@company.example>', to: mail.to, subject: 'Hello', text: 'Hello' };
  const first = await client.emails.send(wish, { idempotencyKey: 'a' });
  expect(await client.emails.send(wish, { idempotencyKey: 'a' })).toMatchObject({ data: first.data });
  expect(await client.emails.send({ ...wish, subject: 'Other' }, { idempotencyKey: 'a' })).toMatchObject({
    error: { name: 'invalid_idempotent_request' },
  });
  expect(provider.sent).toHaveLength(1);
});
