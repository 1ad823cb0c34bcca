import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '#apps/fakes/vendor-server.ts';

interface ProvidedMail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

export interface FakeMailProvider extends VendorServer {
  key: string;
  sent: ProvidedMail[];
}

/** Resend's `POST /emails`. A repeat with the same key is answered as the first, and nothing is sent. */
export async function startFakeResend(port = 0): Promise<FakeMailProvider> {
  const key = 're_123456789_abcdefghijkl';
  const sent: ProvidedMail[] = [];
  const answered = new Map<string, { body: string; id: string }>();
  const no = (status: number, name: string, message: string): VendorAnswer => ({ status, body: { statusCode: status, name, message } });

  function send(request: VendorRequest): VendorAnswer {
    if (request.headers.authorization === undefined) return no(401, 'missing_api_key', 'Missing API Key');
    if (request.headers.authorization !== `Bearer ${key}`) return no(401, 'validation_error', 'API key is invalid');
    if (!request.headers['user-agent']) return no(403, 'forbidden', 'The User-Agent header is missing');
    const idempotencyKey = request.headers['idempotency-key']?.toString();
    if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > 256)) {
      return no(400, 'invalid_idempotency_key', 'too long');
    }
    const before = answered.get(idempotencyKey ?? '');
    if (before && before.body !== request.body) return no(409, 'invalid_idempotent_request', 'The same key, another body');
    if (before) return { status: 200, body: { id: before.id } };
    const { from, to, subject, text, html, headers = {} } = JSON.parse(request.body) as Partial<ProvidedMail>;
    const receivers = [to ?? []].flat();
    if (!from || receivers.length === 0 || !subject) return no(422, 'missing_required_field', 'Missing `from`, `to` or `subject`');
    if (!isMailbox(from) || !receivers.every(isMailbox)) return no(422, 'invalid_from_address', 'Invalid `from` or `to`');
    if (receivers.length > 50 || /[\r\n]/.test(subject) || !Object.values(headers).every(isOneLine)) {
      return no(422, 'validation_error', 'Invalid field');
    }
    sent.push({ from, to: receivers, subject, text: text ?? '', html: html ?? '', headers });
    const id = `49a3999c-0ce1-4ea6-ab68-${String(sent.length).padStart(12, '0')}`;
    if (idempotencyKey !== undefined) answered.set(idempotencyKey, { body: request.body, id });
    return { status: 200, body: { id } };
  }

  const server = await startVendorServer(port, () => ({
    routes: { 'POST /emails': send },
    failure: (kind) => {
      if (kind === 'rate_limited') return { ...no(429, 'rate_limit_exceeded', 'Too many requests'), headers: { 'retry-after': '2' } };
      if (kind === 'quota') return no(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.');
      if (kind === 'unauthorized') return no(401, 'validation_error', 'API key is invalid');
      return kind === 'unavailable' ? no(500, 'internal_server_error', 'An unexpected error occurred.') : no(404, 'not_found', 'not found');
    },
    now: () => Date.now(),
    maxBodyBytes: 1_000_000,
  }));
  return Object.assign(server, { key, sent });
}

interface SendgridMail {
  personalizations?: { to?: { email: string }[] }[];
  from?: { email: string };
  subject?: string;
  content?: { type: string; value: string }[];
  headers?: Record<string, string>;
}

/** SendGrid's `POST /v3/mail/send`. */
export async function startFakeSendgrid(port = 0): Promise<FakeMailProvider> {
  const key = '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';
  const sent: ProvidedMail[] = [];
  const no = (status: number, message: string, field: string | null = null): VendorAnswer => ({
    status,
    body: { errors: [{ message, field, help: null }] },
  });

  function send(request: VendorRequest): VendorAnswer {
    if (request.headers.authorization !== `Bearer ${key}`) {
      return no(401, 'The provided authorization grant is invalid, expired, or revoked');
    }
    const { personalizations = [], from, subject, content = [], headers = {} } = JSON.parse(request.body) as SendgridMail;
    const to = personalizations.flatMap((one) => (one.to ?? []).map(({ email }) => email));
    if (to.length === 0) {
      return no(400, 'The personalizations field is required and must have at least one personalization.', 'personalizations');
    }
    if (!from || !isMailbox(from.email) || !to.every(isMailbox)) return no(400, 'Does not contain a valid address.', 'from.email');
    if (!subject || /[\r\n]/.test(subject)) return no(400, 'The subject is required.', 'subject');
    if (content[0]?.type !== 'text/plain') {
      return no(400, 'If present, text/plain and text/html may only be provided once, text/plain first.', 'content');
    }
    if (!Object.values(headers).every(isOneLine) || Object.keys(headers).some((name) => reserved.has(name.toLowerCase()))) {
      return no(400, 'The headers object contains a reserved or invalid header.', 'headers');
    }
    sent.push({ from: from.email, to, subject, text: content[0].value, html: content[1]?.value ?? '', headers });
    return { status: 202, headers: { 'x-message-id': `msg-${sent.length}` } };
  }

  const server = await startVendorServer(port, () => ({
    routes: { 'POST /v3/mail/send': send },
    failure: (kind) => {
      if (kind === 'rate_limited' || kind === 'quota') return { ...no(429, 'too many requests'), headers: { 'retry-after': '60' } };
      if (kind === 'unauthorized') return no(403, 'The from address does not match a verified Sender Identity.', 'from');
      return kind === 'unavailable' ? no(503, 'service unavailable') : no(404, 'not found');
    },
    now: () => Date.now(),
    maxBodyBytes: 1_000_000,
  }));
  return Object.assign(server, { key, sent });
}

const reserved = new Set([
  ...[
    'x-sg-id',
    'x-sg-eid',
    'received',
    'dkim-signature',
    'content-type',
    'content-transfer-encoding',
    'to',
    'from',
    'subject',
    'reply-to',
    'cc',
    'bcc',
  ],
]);
const isOneLine = (value: unknown): boolean => typeof value === 'string' && !/[\r\n]/.test(value);
const isMailbox = (text: string): boolean => /^(?:[^<>\r\n]{0,100}<)?[^<>@\s]+@[^<>@\s]+>?$/.test(text);
