import { readStatusFeed, type StatusFeed, type VendorReading } from '#domain/health/vendor-status.ts';
import { kindOfStatus } from './classify-status.ts';
import { ConnectorError } from './connector-error.ts';
import type { VendorHttp } from './vendor-http.ts';

/** By which a server says that nothing has changed. */
interface Validators {
  etag: string | null;
  lastModified: string | null;
}

const TIMEOUT_MS = 10_000;
/** HubSpot's, with all its components, has some 100 KB. */
const MAX_BYTES = 1024 * 1024;
const MAX_VALIDATOR = 200;

/** Reads how a vendor says it is doing. `reading` is null if that has not changed. Throws ConnectorError. */
export async function fetchStatusFeed(
  http: VendorHttp,
  { url, format }: StatusFeed,
  { etag, lastModified }: Validators,
): Promise<Validators & { reading: VendorReading | null }> {
  const headers = { ...(etag !== null && { 'if-none-match': etag }), ...(lastModified !== null && { 'if-modified-since': lastModified }) };
  const answer = await http.send({ method: 'GET', url: new URL(url), headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  if (answer.status === 304) return { etag, lastModified, reading: null };
  if (answer.status !== 200) {
    throw new ConnectorError(kindOfStatus(answer.status), `${new URL(url).host} answered HTTP ${answer.status}`, answer.retryAfterMs);
  }
  const known = (name: string) =>
    /^[\x20-\x7e]+$/.test(answer.headers[name] ?? '') ? (answer.headers[name]?.slice(0, MAX_VALIDATOR) ?? null) : null;
  return { etag: known('etag'), lastModified: known('last-modified'), reading: readStatusFeed(format, answer.text) };
}
