import { readRetryAfter } from './retry-after.ts';
import type { components } from './schema.ts';

/** A fault of the input: `pointer` (RFC 6901) says where. `field` and `legacy_code` are deprecated. */
export type FieldError = components['schemas']['FieldError'];

/** What an error is made of: a problem of the API, or what the SDK found out itself. */
export interface Refusal {
  status: number;
  detail?: string | undefined;
  code?: string | undefined;
  errors?: FieldError[] | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/**
 * A call that did not succeed. `code` is stable: branch on it. It is one of the API (RFC 9457), or one of the SDK:
 * `unexpected_answer` (a redirect, a proxy's page, half an answer), `connection_failed` or `timeout`.
 */
export class CausewayError extends Error {
  override readonly name = 'CausewayError';
  /** Of the answer; 0 if none came. */
  readonly status: number;
  readonly code: string;
  /** Each fault of the input: where, and what to do. */
  readonly errors: FieldError[];
  /** Names the request in the server's logs. */
  readonly requestId: string | undefined;
  /** How long the server asks to wait before the same is sent again, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor({ status, detail, code = 'unknown', errors = [], requestId, retryAfterMs, cause }: Refusal) {
    super(detail ?? `The API answered ${status}`, { cause });
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The error that a response with this body stands for. A proxy on the way may answer with anything. */
export function toError(response: Response, text: string): CausewayError {
  const { status, headers } = response;
  const { title, detail, code, errors, request_id, error, error_description } = readProblem(text);
  // OAuth has its own form (RFC 6749 section 5.2).
  const about = detail ?? error_description ?? title;
  return new CausewayError({
    status,
    code: code ?? error,
    detail: about ?? `The server answered ${status} with ${headers.get('content-type') ?? 'nothing'} in place of the API's error`,
    errors: Array.isArray(errors) ? errors : [],
    requestId: requestIdOf(response) ?? request_id,
    retryAfterMs: readRetryAfter(headers.get('retry-after'), Date.now()),
  });
}

export function requestIdOf({ headers }: Response): string | undefined {
  return headers.get('request-id') ?? headers.get('x-request-id') ?? undefined;
}

/** What a problem (RFC 9457) and an error of OAuth may have. */
interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  errors?: FieldError[];
  request_id?: string;
  error?: string;
  error_description?: string;
}

function readProblem(text: string): Problem {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
