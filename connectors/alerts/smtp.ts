import { isIP, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import { DialError, dialTcp } from '#connectors/egress/dial.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import { tidyReason } from '#connectors/vendor-http.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import type { Sending } from './channel-http.ts';
import { type AlertMail, mailOf } from './mail-text.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'smtp' }>;

/** Of one reply of the server. */
const MAX_REPLY_BYTES = 64 * 1024;

/**
 * Sends one mail, over TLS unless the server is on this machine. If the connection breaks after the text was sent, nobody knows whether it arrives:
 * that is `unavailable`, and the repeat has the same Message-ID, by which mail programs show it once. Returns the conversation.
 */
export async function sendBySmtp(
  { guard, ca }: { guard: EgressGuard; ca: string | undefined },
  channel: Channel,
  sending: Sending,
): Promise<string> {
  const mail = mailOf(sending);
  const deadline = AbortSignal.timeout(sending.timeoutMs);
  const signal = sending.signal ? AbortSignal.any([sending.signal, deadline]) : deadline;
  const dial = createDial(guard, channel, signal);
  const transport = createTransport({
    ...{ host: channel.host, port: channel.port, getSocket: dial.getSocket, maxResponseSize: MAX_REPLY_BYTES, socketCloseTimeout: 0 },
    ...{ secure: channel.security === 'tls', requireTLS: channel.security === 'starttls', ignoreTLS: channel.security === 'none' },
    tls: { minVersion: 'TLSv1.2', ...(isIP(channel.host) === 0 && { servername: channel.host }), ...(ca !== undefined && { ca }) },
    // A message that names files or URLs could otherwise read them.
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(channel.username !== null && { forceAuth: true, auth: { user: channel.username, pass: channel.secrets.password ?? '' } }),
  });
  try {
    const { rejectedErrors: [first, ...others] = [] } = await transport.sendMail({ ...envelopeOf(channel, mail), signal });
    if (first) throw Object.assign(first, { refused: `${1 + others.length} of ${channel.to.length} receivers` });
    return mail.thread;
  } catch (error) {
    throw asConnectorError(dial.failure() ?? error, channel, deadline.aborted ? sending.timeoutMs : undefined);
  } finally {
    dial.destroy();
    transport.close();
  }
}

const envelopeOf = ({ from, to }: Channel, { subject, text, html, headers, messageId }: AlertMail) => ({
  ...{ from: { name: 'Causeway', address: from }, to: to.map((address) => ({ name: '', address })) },
  ...{ subject, text, html, headers, messageId },
});

/** The socket that nodemailer uses: to an address that the guard has checked. */
function createDial(guard: EgressGuard, { host, port }: Channel, signal: AbortSignal) {
  let socket: Socket | undefined;
  let failed: Error | undefined;
  return {
    getSocket(_options: unknown, callback: (error: Error | null, socket?: { connection: Socket }) => void): void {
      dialTcp(guard, { host, port, signal }).then(
        (connection) => callback(null, { connection: (socket = connection) }),
        (error: Error) => callback((failed = error)),
      );
    },
    /** nodemailer replaces errors by its own. */
    failure: () => failed,
    destroy: () => void socket?.destroy(),
  };
}

interface SmtpError extends Error {
  /** Who was refused, if the others got it. */
  refused?: string;
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

function asConnectorError(error: unknown, { host, port, username, secrets }: Channel, lateMs: number | undefined): ConnectorError {
  const where = `The mail server ${host}:${port}`;
  if (error instanceof DialError) return dialFailure(error, where);
  const { code = 'unknown error', command, response, responseCode, message, refused } = error as SmtpError;
  if (lateMs !== undefined) return new ConnectorError('unavailable', `${where} was not done within ${lateMs} ms`);
  if (code === 'EABORT') return new ConnectorError('unavailable', 'sending was cancelled before the mail server was done');
  const words = tidyReason(response ?? message, [secrets.password ?? '', username ?? '', base64(secrets.password), base64(username)]);
  const what = response === undefined ? 'failed' : `refused${refused === undefined ? '' : ` ${refused}`}`;
  const said = `${where} ${what} at ${command ?? code}: ${words}`;
  return new ConnectorError(kindOf(code, responseCode, message), said, undefined, { code });
}

function dialFailure({ cause, message }: DialError, where: string): ConnectorError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';
  const isBlocked = code === 'EGRESS_BLOCKED';
  return new ConnectorError(
    isBlocked ? 'rejected' : 'unavailable',
    isBlocked ? `${where} is not called: ${message}` : `${where} cannot be reached (${code})`,
    undefined,
    {
      code,
      isBlocked,
    },
  );
}

/** RFC 5321, 4.2.1: a reply of 4xx is temporary, one of 5xx is not. 503 speaks of the session and not of the mail. */
function kindOf(code: string, reply: number | undefined, message: string): ConnectorErrorKind {
  const isFinal = reply !== undefined && reply >= 500 && reply !== 503;
  if (code === 'EAUTH') return reply === undefined || isFinal ? 'unauthorized' : 'unavailable';
  if (isFinal) return 'rejected';
  // A wrong certificate stays wrong; a handshake that breaks off need not.
  if (code === 'ETLS' || code === 'ESOCKET') {
    return /certificate|altnames|self-signed|requires? STARTTLS/i.test(message) ? 'rejected' : 'unavailable';
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return reply === undefined ? 'rejected' : 'unavailable';
  return code === 'EPROTOCOL' && reply === undefined ? 'malformed' : 'unavailable';
}

const base64 = (text: string | null | undefined): string => (text ? Buffer.from(text).toString('base64') : '');
