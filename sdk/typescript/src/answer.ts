import { CausewayError, toError } from './error.ts';

/** What the API answers with, besides its JSON: the exports. */
const TEXTS = new Set(['text/csv', 'application/x-ndjson']);

/**
 * What is to be thrown in place of an answer. The API never redirects, so whoever does is somebody else: following would hand the key
 * to another host, or make a GET of a POST. A 2xx in another form is a proxy's page, and says nothing about what was asked.
 */
export async function refusalOf(response: Response): Promise<CausewayError | undefined> {
  const { status } = response;
  // 304 is what If-None-Match asks for.
  if (status === 304) return undefined;
  // A browser hides what the redirect was: its status is 0 then.
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return unexpected(response, `redirects (${status} to ${response.headers.get('location') ?? 'somewhere'}), which is not followed`);
  }
  if (!response.ok) return await toError(response);
  if (status === 204 || TEXTS.has(mediaTypeOf(response))) return undefined;
  if (isJson(response) && (await isReadable(response.clone()))) return undefined;
  return unexpected(response, `answers ${status} with ${mediaTypeOf(response) || 'an unknown type'} in place of JSON`);
}

export function isJson(response: Response): boolean {
  return mediaTypeOf(response) === 'application/json';
}

export function unexpected({ status, headers }: Response, what: string): CausewayError {
  const requestId = headers.get('request-id');
  const detail = `The server ${what}: is baseUrl the address of Causeway itself?`;
  return new CausewayError({ status, code: 'unexpected_answer', detail, ...(requestId !== null && { request_id: requestId }) });
}

async function isReadable(response: Response): Promise<boolean> {
  const text = await response.text();
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function mediaTypeOf({ headers }: Response): string {
  return (headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase();
}
