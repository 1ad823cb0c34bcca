import { expect, test } from 'vitest';
import { startFakeMailServer } from '#apps/fakes/alerting/mail-server.ts';
import { tlsFixture } from '#test/support/tls.ts';
import { alertLine } from './messages.ts';
import { during, sends } from './sender.ts';

const to = ['ada@company.example', 'grace@company.example'];
const channelAt = (port: number, part: object = {}) => ({
  ...{ kind: 'smtp', host: '127.0.0.1', port, security: 'none', from: 'causeway@company.example', to, secrets: {} },
  ...part,
});

async function plainServer() {
  const server = during(await startFakeMailServer());
  return { server, channel: channelAt(server.port), send: sends() };
}

/** Headers, unfolded, by name in lower case. */
function headersOf(raw: string): Record<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  return Object.fromEntries(
    head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}

test('a mail has a text and an HTML part, and no machine answers it', async () => {
  const { server, channel, send } = await plainServer();
  await send(channel);
  expect(server.received).toMatchObject([{ from: 'causeway@company.example', to }]);
  const raw = server.received[0]?.raw ?? '';
  expect(headersOf(raw)).toMatchObject({
    ...{
      subject: 'Critical: Our HubSpot: reconnect needed',
      from: 'Causeway <causeway@company.example>',
      'auto-submitted': 'auto-generated',
    },
    'content-type': expect.stringContaining('multipart/alternative'),
  });
  expect(raw).toContain('Content-Type: text/plain');
  expect(raw).toContain('Content-Type: text/html');
});

test('mails about the same alert are one conversation', async () => {
  const { server, channel, send } = await plainServer();
  const { reference } = await send(channel, {}, { idempotencyKey: 'first' });
  await send(channel, { kind: 'resolved', reference }, { idempotencyKey: 'second' });
  const [first, second] = server.received.map(({ raw }) => headersOf(raw));
  expect(first).toMatchObject({ 'message-id': reference });
  expect(second).toMatchObject({ 'in-reply-to': reference, references: reference });
  expect(second?.['message-id']).not.toBe(reference);
});

test('a server that drops the connection after the text leaves it unknown: the repeat has the same Message-ID', async () => {
  const { server, channel, send } = await plainServer();
  server.fault = 'drop_after_data';
  await expect(send(channel)).rejects.toMatchObject({ kind: 'unavailable' });
  server.fault = null;
  await send(channel);
  const ids = server.received.map(({ raw }) => headersOf(raw)['message-id']);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
});

test.each([
  ['busy', 'unavailable', /421/],
  ['greylist', 'unavailable', /450/],
  ['full', 'rejected', /552/],
  ['endless', 'malformed', /maximum/],
] as const)('what the server says decides whether to repeat: %s', async (fault, kind, message) => {
  const { server, channel, send } = await plainServer();
  server.fault = fault;
  await expect(send(channel)).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
  expect(server.received).toEqual([]);
});

test.each(['silent', 'drip'] as const)('a server that does not come to the point is given up: %s', async (fault) => {
  const { server, channel } = await plainServer();
  server.fault = fault;
  const message = expect.stringContaining('was not done within 400 ms');
  await expect(sends({ timeoutMs: 400 })(channel)).rejects.toMatchObject({ kind: 'unavailable', message });
});

test('whoever waits can stop waiting', async () => {
  const { server, channel, send } = await plainServer();
  server.fault = 'silent';
  await expect(send(channel, {}, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('cancelled'),
  });
});

test('nobody listens there', async () => {
  const { server, channel, send } = await plainServer();
  await server.close();
  server.close = () => Promise.resolve();
  await expect(send(channel)).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ECONNREFUSED') });
});

test('receivers that the server does not know are told, although the others got it', async () => {
  const { server, channel, send } = await plainServer();
  server.unknown.add('grace@company.example');
  await expect(send(channel)).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining('1 of 2 receivers') });
  expect(server.received).toMatchObject([{ to: ['ada@company.example'] }]);
});

test.each([
  ['STARTTLS', false],
  ['TLS', true],
])('a login and a mail go over %s, to a server whose certificate is verified', async (_name, isImplicit) => {
  const login = { user: 'causeway', password: 'a secret' };
  const server = during(await startFakeMailServer({ tls: tlsFixture, isImplicit, login }));
  const part = { host: 'receiver.test', security: isImplicit ? 'tls' : 'starttls', username: login.user };
  const send = sends({ ca: tlsFixture.cert });
  await send(channelAt(server.port, { ...part, secrets: { password: login.password } }));
  expect(server.received).toMatchObject([{ isEncrypted: true, isLoggedIn: true }]);

  const wrong = send(channelAt(server.port, { ...part, secrets: { password: 'another secret' } }));
  await expect(wrong).rejects.toMatchObject({ kind: 'unauthorized', message: expect.stringContaining('535') });
  await expect(wrong).rejects.not.toMatchObject({ message: expect.stringMatching(/another|YW5vdGhlciBzZWNyZXQ/) });

  const unknown = sends()(channelAt(server.port, { ...part, secrets: { password: login.password } }));
  await expect(unknown).rejects.toMatchObject({ kind: 'rejected', message: expect.stringMatching(/certificate|self-signed/) });
});

test('a server that offers no encryption gets neither the password nor the mail', async () => {
  const server = during(await startFakeMailServer({ tls: tlsFixture }));
  server.fault = 'no_starttls';
  const sent = sends({ ca: tlsFixture.cert })(channelAt(server.port, { host: 'receiver.test', security: 'starttls' }));
  await expect(sent).rejects.toMatchObject({ kind: 'rejected' });
  expect(server.received).toEqual([]);
});

test.each([
  ['127.0.0.1', /is not called: .*not a public address/],
  ['internal.company.example', /is not called: .*no public address/],
])('a mail server inside the network is called only if the operator allows it: %s', async (host, message) => {
  const server = during(await startFakeMailServer());
  const send = sends({ allow: [] });
  const channel = channelAt(server.port, { host, security: host === '127.0.0.1' ? 'none' : 'starttls' });
  await expect(send(channel)).rejects.toMatchObject({
    kind: 'rejected',
    details: { isBlocked: true },
    message: expect.stringMatching(message),
  });
});

test('no text adds a header or a receiver', async () => {
  const { server, channel, send } = await plainServer();
  const title = 'Acme\r\nBcc: evil@other.example\r\n\r\n.\r\nRCPT TO:<evil@other.example>';
  await send(channel, {
    alerts: [alertLine({ title, reason: title })],
    acknowledgedBy: 'x\r\nBcc: y',
    kind: 'acknowledged',
    reference: '<x@y>\r\nBcc: z',
  });
  const [{ to: receivers, raw } = { to: [], raw: '' }] = server.received;
  expect(receivers).toEqual(to);
  expect(headersOf(raw)).not.toHaveProperty('bcc');
  expect(raw.split('\r\n').some((line) => line.toLowerCase().startsWith('bcc:'))).toBe(false);
});
