import { expect, test } from 'vitest';
import { say, tidy } from '#connectors/alerts/alert-text.ts';
import { MAX_ALERTS, messageKinds } from '#domain/alerts/alert-message.ts';
import { severities } from '#domain/alerts/finding.ts';
import { alertLine, alertMessage } from './messages.ts';

const publicUrl = 'https://causeway.company.example';

test.each(messageKinds)('a message of each kind says in its first line what it is about: %s', (kind) => {
  const { headline } = say(alertMessage({ kind, acknowledgedBy: 'Ada' }), publicUrl);
  expect(headline).toMatch(/^(Critical|Acknowledged by Ada|Resolved|Test|Alert not sent).*: Our HubSpot/);
});

test.each(severities)('the severity is said in a word: %s', (severity) => {
  const { headline } = say(alertMessage({ alerts: [alertLine({ severity })] }), publicUrl);
  expect(headline.toLowerCase()).toMatch(new RegExp(`^${severity}: `));
});

test('a message tells of twenty alerts at most and counts the others', () => {
  const alerts = Array.from({ length: 30 }, (_, at) => alertLine({ dedupKey: `alert/r/${at}` }));
  const said = say(alertMessage({ alerts, omitted: 70 }), publicUrl);
  expect(said.alerts).toHaveLength(MAX_ALERTS);
  expect(said).toMatchObject({ more: 'and 80 more', headline: expect.stringMatching(/ and 99 more$/) });
});

test.each([
  ['/docs/health', 'https://causeway.company.example/docs/health'],
  ['https://temporal.company.example/x?y=1', 'https://temporal.company.example/x?y=1'],
  ['//evil.example/x', null],
  ['/\\evil.example/x', null],
  ['javascript:alert(1)', null],
  ['https://a:b@evil.example/', null],
  [`/${'x'.repeat(2_000)}`, null],
])('a link leads to this installation or to an http(s) URL: %s', (link, expected) => {
  expect(say(alertMessage({ alerts: [alertLine({ link })] }), publicUrl).alerts[0]).toMatchObject({
    link: expected,
  });
});

test('the runbook is linked at its section', () => {
  const line = alertLine({ runbook: 'A connection is not connected (reconnect)' });
  expect(say(alertMessage({ alerts: [line] }), publicUrl).alerts[0].runbook).toBe(
    `${publicUrl}/docs/runbook#a-connection-is-not-connected-reconnect`,
  );
});

test('a text becomes one bounded line of whole characters', () => {
  expect(tidy('a\r\nBcc: b\u202e\u2066c\u0000\u200b d', 100)).toBe('a Bcc: b c d');
  expect(tidy('\ud83d\ude00'.repeat(6_000), 10)).toBe(`${'\ud83d\ude00'.repeat(4)}…`);
  expect(tidy('x\ud83d', 10)).toBe('x\ufffd');
});
