import type { ConnectorErrorKind } from './connector-error.ts';

/** What a status other than 2xx means where the vendor's answer says nothing more. */
export function kindOfStatus(status: number): ConnectorErrorKind {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status >= 500) return 'unavailable';
  // What is left are redirects, which are not followed: the credentials would go along.
  return status >= 400 ? 'rejected' : 'malformed';
}
