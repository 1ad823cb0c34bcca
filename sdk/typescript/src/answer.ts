import type { Answered } from './call.ts';
import { CausewayError, requestIdOf, toError } from './error.ts';
import type { Received } from './exchange.ts';
import { JSON_TYPE, mediaTypeOf } from './media-type.ts';

/**
 * Reads an answer of one of these media types; none means that there is nothing to read. Throws `CausewayError` for a refusal, and for
 * what is no answer of the API. The API never redirects, so whoever does is somebody else: following would hand the key to another host,
 * or make a GET of a POST. A 2xx in another form is a proxy's page, and says nothing about what was asked.
 */
export function readAnswer(received: Received, types: readonly string[]): Answered<unknown> {
  const { response } = received;
  const { status, headers } = response;
  return { data: readData(received, types), status, headers, etag: headers.get('etag') ?? undefined, requestId: requestIdOf(response) };
}

function readData({ response, text = '' }: Received, types: readonly string[]): unknown {
  const { status, headers } = response;
  // What `ifNoneMatch` asks for.
  if (status === 304) return undefined;
  // A browser hides what the redirect was: its status is 0 then.
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw unexpected(response, `redirects (${status} to ${headers.get('location') ?? 'somewhere'}), which is not followed`);
  }
  if (!response.ok) throw toError(response, text);
  const type = mediaTypeOf(response);
  if (types.length === 0 && (text === '' || type === JSON_TYPE)) return undefined;
  if (types.includes(type)) return type === JSON_TYPE ? parse(response, text) : response;
  const wanted = types.map((one) => (one === JSON_TYPE ? 'JSON' : one)).join(' or ') || 'nothing';
  throw unexpected(response, `answers ${status} with ${type || 'an unknown type'} in place of ${wanted}`);
}

function parse(response: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unexpected(response, `answers ${response.status} with ${text === '' ? 'nothing' : 'what only says that it is JSON'}`, error);
  }
}

export function unexpected(response: Response, what: string, cause?: unknown): CausewayError {
  const detail = `The server ${what}: is baseUrl the address of Causeway itself?`;
  return new CausewayError({ status: response.status, code: 'unexpected_answer', detail, requestId: requestIdOf(response), cause });
}
