import { DialError } from '#connectors/egress/dial.ts';
import { EgressBlockedError, NoPublicAddressError } from '#connectors/egress/egress-guard.ts';
import type { ErrorClass } from '#domain/delivery/attempt.ts';

export interface Failure {
  errorClass: ErrorClass;
  /** A sentence for the timeline. Never holds a header, the body or the URL's path and query. */
  errorDetail: string;
}

const MAX_DETAIL_LENGTH = 300;
const CONNECT_PHRASES: Record<string, string> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'reset the connection while it was being opened',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached (no route to the host)',
  ENETUNREACH: 'cannot be reached (no route to its network)',
};
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
/** undici reports an answer that makes no sense as a socket error with one of these messages. */
const SENSELESS_ANSWERS = new Set(['bad response', 'bad upgrade']);

/** Sorts what the network, TLS or undici raised. `host` is host and port, as in the URL. */
export function failureOf(error: Error, host: string): Failure {
  if (error instanceof DialError) return dialFailure(error, host);
  const code = codeOf(error);
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    return failure('protocol', `the request cannot be sent: ${error.message}; correct the endpoint's headers or URL`);
  }
  const isReset = RESET_CODES.has(code) || (code === 'UND_ERR_SOCKET' && !SENSELESS_ANSWERS.has(error.message));
  if (isReset) {
    return failure('connection_reset', `${host} closed the connection before the response was complete (${code})`);
  }
  return failure('protocol', `${host} did not answer in valid HTTP/1.1: ${error.message}`);
}

export function failure(errorClass: ErrorClass, detail: string): Failure {
  return { errorClass, errorDetail: detail.slice(0, MAX_DETAIL_LENGTH) };
}

function dialFailure({ step, cause }: DialError, host: string): Failure {
  if (cause instanceof EgressBlockedError) return failure('blocked_address', cause.message);
  if (cause instanceof NoPublicAddressError) return failure('dns', cause.message);
  const code = codeOf(cause);
  if (step === 'tls') {
    const reason = cause instanceof Error ? cause.message : code;
    return failure('tls', `TLS with ${host} failed: ${reason.split('\n')[0]}${code && ` (${code})`}`);
  }
  return failure('connect', `${host} ${CONNECT_PHRASES[code] ?? 'cannot be connected to'} (${code})`);
}

function codeOf(error: unknown): string {
  const hasCode = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return hasCode ? String(error.code) : '';
}
