import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isDatabaseBusy, isDatabaseUnavailable, isUnstorableText } from '#db/failure.ts';
import { DomainError, type FieldError, MAX_ERRORS, shownErrors } from '#domain/errors.ts';
import { EvaluatorUnavailable } from '#domain/evaluation.ts';
import { transformationFieldError, TransformationFailed } from '#domain/events/transformation.ts';
import { errorCodes, oauthErrorCodes } from './error-codes.ts';
import { FieldFault } from './field-fault.ts';
import { EncodedBody } from './foreign-file.ts';
import { RateLimited } from './rate-limited.ts';
import { dropUnreadBody } from './unread-bodies.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The code of the problem that was sent, for those who count them. */
    problemCode: string | undefined;
  }
}

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable error code for programs' }),
    detail: z.string(),
    instance: z.string().optional(),
    request_id: z.string(),
    errors: z.array(FieldFault).meta({ maxItems: MAX_ERRORS }).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'Problem details (RFC 9457). `errors` lists all validation errors',
    example: {
      type: 'urn:causeway:problem:invalid_request',
      title: 'The request is not valid',
      status: 400,
      code: 'invalid_request',
      detail: 'The request has 1 error: type is required.',
      instance: '/api/v1/events',
      request_id: '0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d',
      errors: [{ in: 'body', pointer: '/type', code: 'required', message: 'is required', field: 'type' }],
    },
  });
export type Problem = z.infer<typeof Problem>;

/** Long enough for a database restart, so that clients do not all return too early. */
export const RETRY_AFTER_S = 2;
/** For an answer that waiting changes. A file of the largest size is imported in a few seconds. */
const retryAfterS: Record<string, number> = { idempotency_in_progress: RETRY_AFTER_S, import_backlog_full: 10 };

/** The only place that converts an error to the problem that the caller sees. */
export function toProblem(error: unknown, requestId: string, instance?: string): Problem {
  return describeProblem(toDomainError(error), requestId, instance);
}

/** The same for errors that are not exceptions: capturing a stack costs more than the rest of a response to a burst of requests. */
export function describeProblem(
  { code, message, errors = [] }: { code: string; message: string; errors?: FieldError[] },
  requestId: string,
  instance?: string,
): Problem {
  const [status, title] = errorCodes[code] ?? oauthErrorCodes[code] ?? [422, 'The request cannot be processed'];
  return {
    type: `urn:causeway:problem:${code}`,
    title,
    status,
    code,
    detail: detailOf(message, errors.length),
    ...(instance !== undefined && { instance }),
    request_id: requestId,
    ...(errors.length > 0 && { errors: shownErrors(errors).map((fault) => ({ in: 'body', ...fault })) }),
  };
}

/** Messages name what was sent, which can be as long as the request. */
const MAX_DETAIL = 2_000;

function detailOf(message: string, count: number): string {
  const bounded = message.length > MAX_DETAIL ? `${message.slice(0, MAX_DETAIL).toWellFormed()}…` : message;
  return count > MAX_ERRORS ? `${bounded} The first ${MAX_ERRORS} of ${count} errors are listed.` : bounded;
}

/** For hooks: sends this problem, so that nothing after the hook runs. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: { code: string; message: string }): void {
  sendProblem(describeProblem(refusal, request.id, pathOf(request)), reply);
}

/** Without the query, because filters can contain personal data. */
/** What was asked for, without its query. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(faultOf(error, request), request.id, pathOf(request));
  if (problem.status >= 500) logFailure(error, problem.code, request);
  if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterS);
  if (error instanceof EncodedBody) reply.header('accept-encoding', 'identity');
  sendProblem(problem, reply);
}

/** What to answer for. A client that has gone in the middle of its body has thrown whatever was thrown, and is no fault here. */
export function faultOf(error: Error, { raw, log }: FastifyRequest): Error {
  if (raw.errored === null || raw.complete) return error;
  log.debug({ err: error }, 'the client closed the connection before its body was complete');
  return new DomainError('malformed_http', 'The connection was closed before the body was complete.');
}

export function logFailure(error: Error, code: string, request: FastifyRequest): void {
  const { method, routeOptions } = request;
  request.log.error({ err: loggable(error), code, method, route: routeOptions.url }, 'request failed');
}

export function sendProblem(problem: Problem, reply: FastifyReply): void {
  reply.problemCode = problem.code;
  dropUnreadBody(reply.request);
  const challenge = challengeFor(problem);
  if (challenge) reply.header('www-authenticate', challenge);
  const waitS = problem.status === 503 ? RETRY_AFTER_S : retryAfterS[problem.code];
  if (waitS !== undefined) reply.header('retry-after', waitS);
  // Sent as a string, because no response schema covers every status.
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** RFC 6750 §3: tells client libraries the reason without the body. */
function challengeFor({ status, code, detail }: Problem): string | undefined {
  const error = status === 401 ? 'invalid_token' : code === 'missing_scope' ? 'insufficient_scope' : undefined;
  if (error === undefined) return undefined;
  if (code === 'missing_api_key') return 'Bearer realm="causeway"';
  const description = detail.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, '?');
  return `Bearer realm="causeway", error="${error}", error_description="${description}"`;
}

function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError && errorCodes[error.code]?.[0] !== 500) return error;
  if (isDatabaseUnavailable(error)) {
    return new DomainError(
      'database_unavailable',
      'It is not known whether the request took effect. Send the same request again with the same Idempotency-Key.',
    );
  }
  if (isDatabaseBusy(error)) {
    return new DomainError(
      'database_busy',
      'Another transaction holds a lock that the request needs, or a statement took too long. Send the same request again.',
    );
  }
  if (error instanceof TransformationFailed) {
    return new DomainError('transformation_failed', capitalised(error.message), [transformationFieldError('transformation', error.fault)]);
  }
  if (error instanceof EvaluatorUnavailable) return new DomainError('overloaded', `${error.message}. Send the request again`);
  if (isUnstorableText(error)) {
    return new DomainError(
      'invalid_request',
      'A string in the request contains the character U+0000 or an unpaired surrogate, which cannot be stored.',
    );
  }
  return (
    fromFramework(error) ??
    new DomainError('internal_error', 'The server failed to process the request. Report the request_id to the operator.')
  );
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const SEND_JSON = 'Send the body as JSON with Content-Type: application/json.';

/** Fastify's own errors for requests, by their documented codes. Its other errors are bugs of this program. */
function fromFramework(error: unknown): DomainError | undefined {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('unsupported_media_type', SEND_JSON);
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new DomainError('not_found', 'The path is not valid.');
    default:
      return undefined;
  }
}

/** One error for all validation errors of a request. The message also serves callers that show only `detail`. */
export function invalidRequest(errors: FieldError[], code = 'invalid_request', what = 'The request'): DomainError {
  const first = errors.slice(0, 3).map((fault) => `${fault.field || 'the body'} ${fault.message}`);
  const rest = errors.length > 3 ? '; and more' : '';
  return new DomainError(code, `${what} has ${errors.length} error${errors.length === 1 ? '' : 's'}: ${first.join('; ')}${rest}.`, errors);
}

/** Drizzle's message contains the query's parameters, which may be secrets. Its cause has all that is needed. */
function loggable(error: Error): unknown {
  return error.name === 'DrizzleQueryError' || 'params' in error ? error.cause : error;
}

type ProblemResponse = { description: string; content: { 'application/problem+json': { schema: typeof Problem } } };

/** The documented errors of a route: `response: { 200: Thing, ...problems(404) }`. Includes the errors that every route can return. */
export function problems<Status extends number>(...statuses: Status[]): Record<Status | 400 | 401 | 500 | 503, ProblemResponse> {
  const all = [...new Set([400, 401, ...statuses, 500, 503])].toSorted((a, b) => a - b);
  const entries = all.map((status) => [status, { description: describeStatus(status), content: problemContent }]);
  return Object.fromEntries(entries);
}

const problemContent = { 'application/problem+json': { schema: Problem } } as const;

function describeStatus(status: number): string {
  const codes = Object.entries(errorCodes).filter(([, [of]]) => of === status);
  if (status === 500) return 'Internal server error (`internal_error`)';
  return codes.map(([code, [, title]]) => `${title} (\`${code}\`)`).join('; ') || 'The request cannot be processed';
}
