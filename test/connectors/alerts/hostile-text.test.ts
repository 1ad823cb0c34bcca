import { expect, test } from 'vitest';
import { startFakeResend, startFakeSendgrid } from '#apps/fakes/alerting/mail-providers.ts';
import { startFakeMailServer } from '#apps/fakes/alerting/mail-server.ts';
import { startFakeOpsgenie, startFakePagerduty } from '#apps/fakes/alerting/pagers.ts';
import { startFakeSlack } from '#apps/fakes/alerting/slack.ts';
import { say } from '#connectors/alerts/alert-text.ts';
import type { AlertLine } from '#domain/alerts/alert-message.ts';
import { severities } from '#domain/alerts/finding.ts';
import { newSecret } from '#domain/delivery/signature.ts';
import { scriptedVendor, sendJson } from '#test/connectors/support/scripted-vendor.ts';
import { alertLine, alertMessage } from './messages.ts';
import { during, publicUrl, sends } from './sender.ts';

const parts = [
  ...[
    '<script>alert(1)</script>',
    '<!channel>',
    '<@U1>',
    '&amp;',
    '"><img src=x onerror=y>',
    '*_~`',
    '](https://evil.example)',
    '{{7*7}}',
    '${x}',
  ],
  ...[
    '\r\n.\r\n',
    '\0',
    '\u001b[31m',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u2028',
    '\ufeff',
    '\ud83d',
    '\udc00',
    '\ud83d\udc69\u200d\ud83d\udcbb',
    'é',
    '日本語',
    "'; drop table alert; --",
  ],
  ...['x'.repeat(10_000), '&'.repeat(10_000), '\ud83d\ude00'.repeat(5_000)],
];

/** The same texts whenever it runs (xorshift32). */
function* texts(seed: number): Generator<string, never> {
  let state = seed;
  const next = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  for (;;) yield Array.from({ length: 1 + next(6) }, () => parts[next(parts.length)]).join(next(2) === 0 ? '' : ' ');
}

function hostileLine(text: Generator<string, never>, at: number): AlertLine {
  const next = () => text.next().value;
  const link = at % 2 === 0 ? `/api/v1/x?${encodeURIComponent(next().toWellFormed()).slice(0, 700)}|<>` : next();
  return alertLine({
    ...{
      dedupKey: `alert/rule/${at}`,
      severity: severities[at % severities.length] ?? 'info',
      title: next(),
      reason: next(),
      remedy: next(),
    },
    ...{ link, runbook: next(), since: '2026-03-01T09:30:00.000Z' },
  });
}

/** Controls but line breaks, and what turns text around or hides in it. */
const unsafe = /[^\P{Cc}\n]|[\p{Bidi_Control}\u200b\u2060\ufeff\u2028\u2029]/u;

test('whatever names and messages contain, every channel takes it, bounded and escaped', async () => {
  const mail = { from: 'causeway@company.example', to: ['ada@company.example'] };
  const [slack, resend, sendgrid] = [during(await startFakeSlack()), during(await startFakeResend()), during(await startFakeSendgrid())];
  const [duty, genie, smtp] = [during(await startFakePagerduty()), during(await startFakeOpsgenie()), during(await startFakeMailServer())];
  const receiver = await scriptedVendor((_request, response) => sendJson(response, 200, {}));
  const send = sends({ urls: { slack: slack.url, resend: resend.url, sendgrid: sendgrid.url, pagerduty: duty.url, opsgenie: genie.url } });
  const channels = [
    { kind: 'slack_webhook', secrets: { url: slack.webhookUrl } },
    { kind: 'slack_bot', channel: 'C024BE91L', secrets: { token: slack.token } },
    { kind: 'resend', ...mail, secrets: { api_key: resend.key } },
    { kind: 'sendgrid', ...mail, secrets: { api_key: sendgrid.key } },
    { kind: 'pagerduty', secrets: { routing_key: duty.key } },
    { kind: 'opsgenie', secrets: { api_key: genie.key } },
    { kind: 'smtp', host: '127.0.0.1', port: smtp.port, security: 'none', ...mail, secrets: {} },
    { kind: 'webhook', url: receiver.url, secrets: { signing_secret: newSecret('v1') } },
  ];
  for (let seed = 1; seed <= 25; seed++) {
    const text = texts(seed * 7_919);
    const alerts = Array.from({ length: 1 + (seed % 20) }, (_, at) => hostileLine(text, at));
    const message = { alerts, acknowledgedBy: text.next().value, kind: seed % 3 === 0 ? ('acknowledged' as const) : ('firing' as const) };
    for (const channel of channels) await send(channel, message, { idempotencyKey: `${seed}` });
    const said = say(alertMessage(message), publicUrl);
    const lines = [said.headline, ...said.alerts.flatMap(({ title, reason, remedy }) => [title, reason, remedy])];
    for (const line of lines) {
      expect([line, line.isWellFormed(), unsafe.test(line), line.includes('\n')]).toEqual([line, true, false, false]);
    }
  }

  for (const { blocks, text } of slack.messages) {
    expect(unsafe.test(JSON.stringify([text, blocks.map((block) => block.text?.text)]))).toBe(false);
    for (const { type, text: shown } of blocks) {
      if (type === 'header') continue;
      expect(shown?.text.replaceAll(/<https:\/\/[^<>|]*\|(Open|Runbook)>/g, '')).not.toMatch(/[<>]/);
    }
  }
  for (const { subject, html, text } of [...resend.sent, ...sendgrid.sent]) {
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(unsafe.test(subject + text + html)).toBe(false);
    const tags = new Set([...html.matchAll(/<\/?([a-z!]+[0-9]?)/gi)].map(([, tag]) => tag?.toLowerCase()));
    expect(
      [...tags].filter((tag) => !['!doctype', 'html', 'head', 'meta', 'body', 'h1', 'h2', 'p', 'br', 'a'].includes(tag ?? '')),
    ).toEqual([]);
  }
  for (const { summary } of [...duty.incidents.values(), ...genie.incidents.values()]) expect(unsafe.test(summary)).toBe(false);
  for (const { summary } of genie.incidents.values()) expect(summary).not.toMatch(/[<>]/);
  for (const { raw, to } of smtp.received) {
    expect(to).toEqual(mail.to);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  }
  for (const { body } of receiver.arrived) expect(Buffer.byteLength(body)).toBeLessThan(256 * 1024);
});
