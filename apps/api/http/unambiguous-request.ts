import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { sendProblem, toProblem } from './errors.ts';

/** Node uses the first of several, a proxy before it can use the last: they could see two different requests. */
const onlyOnce = new Set(['host', 'authorization', 'content-type', 'idempotency-key']);

/** Rejects requests that can be read in two ways, before anything is read from them. */
export function refuseAmbiguousRequests(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    const error = faultOfHead(request);
    if (error) sendProblem(toProblem(error, request.id, request.url.split('?', 1)[0]), reply);
    else done();
  });
}

function faultOfHead({ url, raw }: FastifyRequest): DomainError | undefined {
  const seen = new Set<string>();
  for (let i = 0; i < raw.rawHeaders.length; i += 2) {
    const name = (raw.rawHeaders[i] ?? '').toLowerCase();
    if (!onlyOnce.has(name)) continue;
    if (seen.has(name)) return new DomainError('malformed_http', `The request has more than one ${name} header. Send it once.`);
    seen.add(name);
  }
  // Only HTTP/1.0 has none. Node would reject the others itself, but not as a problem.
  if (!seen.has('host') && raw.httpVersion !== '1.0') return new DomainError('malformed_http', 'The request has no Host header.');
  const from = url.indexOf('?');
  if (from < 0 || !url.includes('%', from)) return undefined;
  return isDecodable(url.slice(from + 1))
    ? undefined
    : new DomainError('invalid_request', 'The query is not percent-encoded UTF-8. A % in a value is written as %25.');
}

export function isDecodable(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}
