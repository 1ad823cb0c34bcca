/**
 * `unauthorized`: the credential is invalid until somebody changes it. `rejected`: the request is rejected, and would be again.
 * `rate_limited`: too many requests. `unavailable`: no response, or one that reports a temporary failure; the request can have arrived.
 * `malformed`: a response that violates the contract; the request can have arrived.
 */
export type ConnectorErrorKind = 'unauthorized' | 'rejected' | 'rate_limited' | 'unavailable' | 'malformed';

interface ConnectorErrorDetails {
  /** The vendor's own code, such as `INVALID_SESSION_ID`. */
  code?: string | undefined;
  /** The field of the record that it is about, as the vendor's description names it. */
  field?: string | undefined;
  /** Scopes that the vendor asked for; empty if it did not name them. Only set if a permission is missing. */
  missingScopes?: readonly string[] | undefined;
  /** Nothing was sent: the address, which the vendor's answer can have named, may not be called from here. */
  isBlocked?: boolean | undefined;
  /** The limit of the manifest that is used up. */
  limitId?: string | undefined;
}

/**
 * A request to another system failed. The message contains the system's host and its response, but never a credential or the request.
 * `retryAfterMs` is the delay that the other side requested, however long.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly kind: ConnectorErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly details: ConnectorErrorDetails;

  constructor(kind: ConnectorErrorKind, message: string, retryAfterMs?: number, details: ConnectorErrorDetails = {}) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
    this.details = details;
  }
}
