/**
 * `unauthorized`: the credential does not do, until somebody changes it. `rejected`: what was sent is refused, and would be
 * again. `rate_limited`: too much for now. `unavailable`: no answer, or one that excuses itself; what was sent may have
 * arrived. `malformed`: an answer that is not of the contract; what was sent may have arrived.
 */
export type ConnectorErrorKind = 'unauthorized' | 'rejected' | 'rate_limited' | 'unavailable' | 'malformed';

/**
 * Another system did not do what it was asked. The message names it by its host and says what it answered; it never holds a
 * credential or what was sent. `retryAfterMs` is what the other side asked for, however long.
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
