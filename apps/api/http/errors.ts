import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isDatabaseUnavailable, isUnstorableText } from '#db/failure.ts';
import { DomainError, type FieldError, MAX_ERRORS, shownErrors } from '#domain/errors.ts';
import { EvaluatorUnavailable } from '#domain/evaluation.ts';
import { transformationFieldError, TransformationFailed } from '#domain/events/transformation.ts';
import { errorCodes, oauthErrorCodes } from './error-codes.ts';
import { FieldFault } from './field-fault.ts';
import { RateLimited } from './rate-limited.ts';

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable: branch on this one' }),
    detail: z.string(),
    instance: z.string().optional(),
    request_id: z.string(),
    errors: z.array(FieldFault).meta({ maxItems: MAX_ERRORS }).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'What went wrong (RFC 9457), with every fault of the input at once',
    example: {
      type: 'urn:causeway:problem:invalid_request',
      title: 'The request is not valid',
      status: 400,
      code: 'invalid_request',
      detail: 'The request has 1 fault: type is required.',
      instance: '/api/v1/events',
      request_id: '0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d',
      errors: [{ in: 'body', pointer: '/type', code: 'required', message: 'is required', field: 'type' }],
    },
  });
export type Problem = z.infer<typeof Problem>;

/** Clients should not all come back at once, nor wait longer than a database restart takes. */
export const RETRY_AFTER_S = 2;

/** Translates whatever was thrown into the problem that the caller sees. The only place that does. */
export function toProblem(error: unknown, requestId: string, instance?: string): Problem {
  return describeProblem(toDomainError(error), requestId, instance);
}

/**
 * The same for refusals that are no exceptions: an error's stack costs more than the rest of an answer to a request that
 * comes too often.
 */
export function describeProblem(
  { code, message, errors = [] }: { code: string; message: string; errors?: FieldError[] },
  requestId: string,
  instance?: string,
): Problem {
  const [status, title] = errorCodes[code] ?? oauthErrorCodes[code] ?? [422, 'The request cannot be carried out'];
  return {
    type: `urn:causeway:problem:${code}`,
    title,
    status,
    code,
    detail: errors.length > MAX_ERRORS ? `${message} The first ${MAX_ERRORS} of ${errors.length} faults are listed.` : message,
    ...(instance !== undefined && { instance }),
    request_id: requestId,
    ...(errors.length > 0 && { errors: shownErrors(errors).map((fault) => ({ in: 'body', ...fault })) }),
  };
}

/** For hooks: answers with this problem, so that nothing after the hook runs. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: { code: string; message: string }): void {
  sendProblem(describeProblem(refusal, request.id, pathOf(request)), reply);
}

/** Without the query: filters may name people. */
const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0];

export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(faultOf(error, request), request.id, pathOf(request));
  if (problem.status >= 500) logFailure(error, problem.code, request);
  if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterS);
  sendProblem(problem, reply);
}

/** What to answer for. A client that has gone in the middle of its body has thrown whatever was thrown, and is no fault here. */
export function faultOf(error: Error, { raw, log }: FastifyRequest): Error {
  if (raw.errored === null || raw.complete) return error;
  log.debug({ err: error }, 'the client closed the connection before its body was complete');
  return new DomainError('malformed_http', 'The connection was closed before the body was complete.');
}

export function logFailure(error: Error, code: string, request: FastifyRequest): void {
  request.log.error({ err: loggable(error), code }, 'request failed');
}

export function sendProblem(problem: Problem, reply: FastifyReply): void {
  const challenge = challengeFor(problem);
  if (challenge) reply.header('www-authenticate', challenge);
  if (problem.status === 503 || problem.code === 'idempotency_in_progress') reply.header('retry-after', RETRY_AFTER_S);
  // A text is sent as it is: no response schema knows every status that can occur.
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** RFC 6750 §3: what a client library needs to know without reading the body. */
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
    return new DomainError('database_unavailable', 'Nothing was stored. Send the same request again, with its Idempotency-Key.');
  }
  if (error instanceof TransformationFailed) {
    return new DomainError('transformation_failed', capitalised(error.message), [transformationFieldError('transformation', error.fault)]);
  }
  if (error instanceof EvaluatorUnavailable) return new DomainError('overloaded', `${error.message}. Send the request again`);
  if (isUnstorableText(error)) {
    return new DomainError(
      'invalid_request',
      'A text in the request holds the character U+0000 or half of a surrogate pair, which cannot be stored.',
    );
  }
  return fromFramework(error) ?? new DomainError('internal_error', 'This is a fault here, not in the request. Report the request_id.');
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Fastify's own refusals, by its documented codes. Its other errors are faults of this program. */
function fromFramework(error: unknown): DomainError | undefined {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('payload_too_large', 'The body is larger than this route takes. Send less, or in smaller batches.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('unsupported_media_type', 'Send the body as JSON with Content-Type: application/json.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new DomainError('malformed_http', 'The body is not as long as its Content-Length says.');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new DomainError('not_found', 'There is nothing at this path: it is not a valid one.');
    default:
      return undefined;
  }
}

/** One error for all faults of a request, in words for those who read only the detail. */
export function invalidRequest(errors: FieldError[], code = 'invalid_request', what = 'The request'): DomainError {
  const first = errors.slice(0, 3).map((fault) => `${fault.field || 'the body'} ${fault.message}`);
  const rest = errors.length > 3 ? '; and more' : '';
  return new DomainError(code, `${what} has ${errors.length} fault${errors.length === 1 ? '' : 's'}: ${first.join('; ')}${rest}.`, errors);
}

/** Drizzle repeats the query's parameters in its message; they may be secrets, and its cause has all that is needed. */
function loggable(error: Error): unknown {
  return error.name === 'DrizzleQueryError' || 'params' in error ? error.cause : error;
}

type ProblemResponse = { description: string; content: { 'application/problem+json': { schema: typeof Problem } } };

/**
 * The documented refusals of a route: `response: { 200: Thing, ...problems(404) }`. Those that every route has are
 * included.
 */
export function problems<Status extends number>(...statuses: Status[]): Record<Status | 400 | 401 | 500 | 503, ProblemResponse> {
  const all = [...new Set([400, 401, ...statuses, 500, 503])].toSorted((a, b) => a - b);
  const entries = all.map((status) => [status, { description: describeStatus(status), content: problemContent }]);
  return Object.fromEntries(entries);
}

const problemContent = { 'application/problem+json': { schema: Problem } } as const;

function describeStatus(status: number): string {
  const codes = Object.entries(errorCodes).filter(([, [of]]) => of === status);
  if (status === 500) return 'Something went wrong here (`internal_error`)';
  return codes.map(([code, [, title]]) => `${title} (\`${code}\`)`).join('; ') || 'The request cannot be carried out';
}
