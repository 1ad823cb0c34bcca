import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { startFakeSlack } from '#apps/fakes/alerting/slack.ts';
import { alertLine } from './messages.ts';
import { during, sends } from './sender.ts';

async function workspace() {
  const slack = during(await startFakeSlack());
  const send = sends({ urls: { slack: slack.url } });
  const hook = { kind: 'slack_webhook', secrets: { url: slack.webhookUrl } };
  const bot = { kind: 'slack_bot', channel: 'C024BE91L', secrets: { token: slack.token } };
  return { slack, send, hook, bot };
}

test('a webhook shows what is wrong, why, what to do and where', async () => {
  const { slack, send, hook } = await workspace();
  expect(await send(hook)).toEqual({ reference: null });
  expect(slack.messages).toMatchObject([{ text: 'Critical: Our HubSpot: reconnect needed' }]);
  expect(slack.messages[0]?.blocks[1]?.text?.text).toBe(
    [
      '*Our HubSpot: reconnect needed*',
      'HubSpot answers BAD_REFRESH_TOKEN',
      '→ Open the link to give the consent again',
      '_since 2026-03-01 09:30 UTC_',
      '<https://causeway.company.example/api/v1/connections/con_1|Open> · <https://causeway.company.example/docs/runbook#deliveries-are-retrying|Runbook>',
    ].join('\n'),
  );
});

test.each([
  [404, 'no_service', 'unauthorized'],
  [403, 'invalid_token', 'unauthorized'],
  [410, 'channel_is_archived', 'rejected'],
  [404, 'channel_not_found', 'rejected'],
  [403, 'action_prohibited', 'rejected'],
  [400, 'invalid_payload', 'rejected'],
  [500, 'rollup_error', 'unavailable'],
  [502, '<html>Bad Gateway</html>', 'unavailable'],
  [200, '<html>Welcome to the proxy</html>', 'malformed'],
  [302, '', 'malformed'],
])('what a webhook answers is understood: %i %s', async (status, body, kind) => {
  const { slack, send, hook } = await workspace();
  slack.refuse.webhook = { status, body };
  const failed = send(hook);
  await expect(failed).rejects.toMatchObject({ name: 'ConnectorError', kind });
  await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('XXXX') });
});

test('an answer that repeats the URL of the webhook does not reveal it', async () => {
  const { slack, send, hook } = await workspace();
  slack.refuse.webhook = { status: 400, body: `cannot POST ${slack.webhookUrl} (XXXXXXXXXXXXXXXXXXXXXXXX)` };
  await expect(send(hook)).rejects.toMatchObject({
    message: expect.stringMatching(/^127\.0\.0\.1:\d+ answered HTTP 400: cannot POST \[redacted\] \(\[redacted\]\)$/),
  });
});

test('an app changes the first message and answers in its thread when the alert ends', async () => {
  const { slack, send, bot } = await workspace();
  const { reference } = await send(bot);
  expect(await send(bot, { kind: 'escalated', reference })).toEqual({ reference });
  expect(await send(bot, { kind: 'resolved', reference, alerts: [alertLine({ until: '2026-03-01T10:00:00.000Z' })] })).toEqual({
    reference,
  });
  expect(slack.messages.map(({ text, threadTs, isBroadcast }) => ({ text, threadTs, isBroadcast }))).toEqual([
    { text: 'Resolved: Our HubSpot: reconnect needed', threadTs: null, isBroadcast: false },
    { text: 'Critical, not acknowledged: Our HubSpot: reconnect needed', threadTs: reference, isBroadcast: true },
    { text: 'Resolved: Our HubSpot: reconnect needed', threadTs: reference, isBroadcast: false },
  ]);
});

test('where the first message was deleted, the thread still says that it is over', async () => {
  const { slack, send, bot } = await workspace();
  await send(bot, { kind: 'resolved', reference: '1772357000.000100' });
  expect(slack.messages).toMatchObject([{ threadTs: '1772357000.000100' }]);
});

test.each([
  ['channel_not_found', 'rejected'],
  ['is_archived', 'rejected'],
  ['not_in_channel', 'rejected'],
  ['msg_too_long', 'rejected'],
  ['an_error_of_next_year', 'rejected'],
  ['token_revoked', 'unauthorized'],
  ['account_inactive', 'unauthorized'],
  ['invalid_auth', 'unauthorized'],
  ['missing_scope', 'unauthorized'],
  ['ratelimited', 'rate_limited'],
  ['internal_error', 'unavailable'],
  ['fatal_error', 'unavailable'],
])('ok: false is a failure, and which one decides what follows: %s', async (error, kind) => {
  const { slack, send, bot } = await workspace();
  slack.refuse.method = error;
  await expect(send(bot)).rejects.toMatchObject({ kind, details: { code: error }, message: expect.stringContaining(error) });
});

test('an archived channel, one without the app, and a wrong token are refused by the server itself', async () => {
  const { slack, send, bot } = await workspace();
  await expect(send({ ...bot, channel: 'C99999999' })).rejects.toMatchObject({ details: { code: 'channel_not_found' } });
  slack.channels.set('C024BE91L', { isArchived: true, isMember: true });
  await expect(send(bot)).rejects.toMatchObject({
    details: { code: 'is_archived' },
    message: expect.stringContaining('choose another one'),
  });
  slack.channels.set('C024BE91L', { isArchived: false, isMember: false });
  await expect(send(bot)).rejects.toMatchObject({
    details: { code: 'not_in_channel' },
    message: expect.stringContaining('invite the app'),
  });
  await expect(send({ ...bot, secrets: { token: 'xoxb-wrong' } })).rejects.toMatchObject({ details: { code: 'invalid_auth' } });
});

test.each(['slack_webhook', 'slack_bot'] as const)('a limit is told with the wait that Slack asks for: %s', async (kind) => {
  const { slack, send, hook, bot } = await workspace();
  slack.faults.plan({ kind: 'rate_limited' });
  await expect(send(kind === 'slack_bot' ? bot : hook)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 30_000 });
});

test.each(['reset', 'truncated', 'html', 'drop_after_accept', 'unavailable'] as const)(
  'an answer that is none is not taken for success: %s',
  async (kind) => {
    const { slack, send, bot } = await workspace();
    slack.faults.plan({ kind });
    await expect(send(bot)).rejects.toMatchObject({ kind: expect.stringMatching(/^(unavailable|malformed)$/) });
  },
);

test('whoever waits can stop waiting', async () => {
  const { slack, send, bot } = await workspace();
  slack.faults.plan({ kind: 'hang' });
  const stop = new AbortController();
  slack.traffic.onAnswer = () => stop.abort();
  await expect(send(bot, {}, { signal: stop.signal })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('cancelled'),
  });
});

test('no name pings a channel or a person, or becomes a link', async () => {
  const { slack, send, bot } = await workspace();
  const title = '<!channel> <@U024BE7LH> <https://evil.example|Open> & @here https://evil.example';
  await send(bot, { alerts: [alertLine({ title, reason: title, remedy: title })] });
  const [{ text, blocks } = { text: '', blocks: [] }] = slack.messages;
  const marked = [text, ...blocks.filter(({ type }) => type !== 'header').map((block) => block.text?.text ?? '')];
  for (const one of marked) {
    expect(one.replaceAll(/<https:\/\/causeway\.company\.example\/[^<>|]*\|(Open|Runbook)>/g, '')).not.toMatch(/[<>]/);
  }
  for (const { type, text } of blocks) {
    expect(text).toMatchObject(type === 'header' ? { type: 'plain_text' } : { type: 'mrkdwn', verbatim: true });
  }
});

test('a group of twenty alerts fits into one message', async () => {
  const { slack, send, bot } = await workspace();
  const alerts = Array.from({ length: 20 }, (_, at) =>
    alertLine({ dedupKey: `alert/r/${at}`, title: '&'.repeat(5_000), reason: '<'.repeat(5_000) }),
  );
  await send(bot, { alerts, omitted: 80 });
  expect(slack.messages[0]?.blocks).toHaveLength(22);
});

test("the fake answers Slack's own client as Slack does", async () => {
  const { slack } = await workspace();
  const client = new WebClient(slack.token, {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const posted = await client.apiCall('chat.postMessage', { channel: 'C024BE91L', text: 'Hello' });
  await client.apiCall('chat.update', { channel: 'C024BE91L', ts: (posted as { ts?: string }).ts, text: 'Changed' });
  expect(slack.messages).toMatchObject([{ text: 'Changed' }]);
  slack.channels.set('C024BE91L', { isArchived: true, isMember: true });
  await expect(client.apiCall('chat.postMessage', { channel: 'C024BE91L', text: 'Hello' })).rejects.toMatchObject({
    data: { error: 'is_archived' },
  });
  slack.faults.plan({ kind: 'rate_limited' });
  await expect(client.apiCall('chat.postMessage', { channel: 'C024BE91L', text: 'Hello' })).rejects.toMatchObject({ retryAfter: 30 });
});
