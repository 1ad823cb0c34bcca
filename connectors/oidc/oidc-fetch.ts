import type { CustomFetch } from 'openid-client';
import type { VendorHttp } from '#connectors/vendor-http.ts';

/** Metadata, keys and tokens. */
const MAX_BYTES = 512 * 1024;
const noBody = new Set([204, 205, 304]);

/** The library's requests as ours: guarded, bounded, without redirects. */
export function createOidcFetch(http: VendorHttp, timeoutMs: number): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await http.send({
      ...{ method: method === 'POST' ? 'POST' : 'GET', url: new URL(url), headers, timeoutMs, maxBytes: MAX_BYTES, signal },
      body: body instanceof URLSearchParams || typeof body === 'string' ? String(body) : undefined,
    });
    // What the message was in when it came is of no use to whoever reads its text.
    const ofText = Object.entries(answer.headers).filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding');
    return new Response(noBody.has(answer.status) ? null : answer.text, { status: answer.status, headers: ofText });
  };
}
