import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { oauthErrorCodes } from '#apps/api/http/error-codes.ts';
import { faultOf, logFailure, type Problem, RETRY_AFTER_S, SEND_JSON, toProblem } from '#apps/api/http/errors.ts';
import { EncodedBody } from '#apps/api/http/foreign-file.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { dropUnreadBody } from '#apps/api/http/unread-bodies.ts';

/** RFC 6749 §5.2. */
const OauthError = z.object({ error: z.string().describe('Stable error code for programs'), error_description: z.string() }).meta({
  id: 'OauthError',
  description: 'Error response in the format of RFC 6749',
  example: { error: 'invalid_client', error_description: 'The client does not exist, or its credentials are not valid.' },
});

/** OAuth's own codes. All other codes are mapped to them. */
const oauthCodes = new Set([...Object.keys(oauthErrorCodes), 'invalid_request']);
const refusedPartner = new Set(['partner_pending', 'partner_suspended', 'partner_deleted', 'credential_not_allowed']);

/** The error handler of the routes under /oauth: the same errors as everywhere, in OAuth's format. */
export function handleOauthError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(faultOf(error, request), request.id);
  if (problem.status >= 500) logFailure(error, problem.code, request);
  if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterS);
  if (error instanceof EncodedBody) reply.header('accept-encoding', 'identity');
  sendOauthError(problem, reply);
}

export function sendOauthError({ code, status, detail }: Problem, reply: FastifyReply): void {
  reply.problemCode = code;
  dropUnreadBody(reply.request);
  if (status === 401) reply.header('www-authenticate', code === 'invalid_client' ? 'Basic realm="causeway"' : 'Bearer realm="causeway"');
  if (status === 503) reply.header('retry-after', RETRY_AFTER_S);
  const body = { error: wordFor(code, status), error_description: detail === SEND_JSON ? SEND_A_FORM : plain(detail) };
  reply.code(status).headers(neverStored).type('application/json').send(JSON.stringify(body));
}

const SEND_A_FORM = 'Send the body as a form with Content-Type: application/x-www-form-urlencoded.';

/** RFC 6749 §5.1 requires both. */
export const neverStored = { 'cache-control': 'no-store', pragma: 'no-cache' };

const meanings: Record<number, string> = {
  400: 'The request cannot be processed (`invalid_request`, `invalid_scope`, `unsupported_grant_type`, `unauthorized_client`)',
  401: 'The client does not exist, is revoked, or failed to authenticate (`invalid_client`)',
  403: 'The partner is not active, or does not allow this kind of credential (`unauthorized_client`)',
  413: 'The body is too large (`invalid_request`)',
  415: 'The body is not a form (`invalid_request`)',
  429: 'The partner exceeded its rate limit, or too many failed authentications came from this address. Wait for the time in `Retry-After` (`temporarily_unavailable`)',
  500: 'Internal server error (`server_error`)',
  503: 'Temporarily unavailable. Retry in a moment (`temporarily_unavailable`)',
};

type ErrorResponse = { description: string; content: { 'application/json': { schema: typeof OauthError } } };

/** The documented errors of a route under /oauth. Includes the errors that every such route can return. */
export function oauthErrors<Status extends number>(...statuses: Status[]): Record<Status | 400 | 413 | 415 | 500 | 503, ErrorResponse> {
  const entries = [400, 413, 415, ...statuses, 500, 503].map((status) => {
    return [status, { description: meanings[status] ?? '', content: { 'application/json': { schema: OauthError } } }];
  });
  return Object.fromEntries(entries);
}

function wordFor(code: string, status: number): string {
  if (oauthCodes.has(code)) return code;
  if (refusedPartner.has(code)) return 'unauthorized_client';
  if (status === 401) return 'invalid_token';
  if (status === 403) return 'insufficient_scope';
  // OAuth has no error code of its own for this.
  if (status === 429) return 'temporarily_unavailable';
  if (status >= 500) return status === 503 ? 'temporarily_unavailable' : 'server_error';
  return 'invalid_request';
}

/** RFC 6749 allows neither quotes, backslashes nor non-ASCII characters here. */
function plain(text: string): string {
  return text.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, '?');
}
