/**
 * `unauthorized`: the credential is invalid until somebody changes it. `rejected`: the request is rejected, and would be again.
 * `rate_limited`: too many requests. `unavailable`: no response, or one that reports a temporary failure; the request can have arrived.
 * `malformed`: a response that violates the contract; the request can have arrived.
 */
export type ConnectorErrorKind = 'unauthorized' | 'rejected' | 'rate_limited' | 'unavailable' | 'malformed';

/**
 * A request to another system failed. The message contains the system's host and its response, but never a credential or the request.
 * `retryAfterMs` is the delay that the other side requested, however long.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly kind: ConnectorErrorKind;
  readonly retryAfterMs: number | undefined;

  constructor(kind: ConnectorErrorKind, message: string, retryAfterMs?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
