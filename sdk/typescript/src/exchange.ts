import { CausewayError, requestIdOf } from './error.ts';
import { mediaTypeOf } from './media-type.ts';

type RequestBody = string | Uint8Array | URLSearchParams | undefined;

/** One request, as often as it is sent. */
export interface Outgoing {
  method: string;
  url: string;
  headers: Headers;
  /** Made anew for each attempt: an assertion may be used once. */
  body: () => RequestBody | Promise<RequestBody>;
  /** Media types whose answer is handed on unread, as a file. */
  files: readonly string[];
  /** A second one has no second effect. */
  isRepeatable: boolean;
  signal: AbortSignal | undefined;
  timeoutMs: number;
  maxRetries: number;
}

/** An answer: `text` is its whole body, undefined if it is a file, which is read by who asked for it. */
export interface Received {
  response: Response;
  text: string | undefined;
}

export type Exchange = (outgoing: Outgoing) => Promise<Received>;

/**
 * One request and its answer, once: no redirect is followed, and what has not answered within `timeoutMs` has failed. An answer is read
 * to its end here, so that one that breaks off counts as a broken connection. Throws `CausewayError`, or the reason of the caller's signal.
 */
export function exchangeOver(send: typeof fetch): Exchange {
  return async ({ method, url, headers, body, files, signal, timeoutMs }) => {
    signal?.throwIfAborted();
    const sent = (await body()) as NonNullable<RequestInit['body']> | undefined;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), timeoutMs);
    const either = signal ? AbortSignal.any([signal, patience.signal]) : patience.signal;
    let response: Response | undefined;
    try {
      response = await send(url, { method, headers, redirect: 'manual', signal: either, ...(sent !== undefined && { body: sent }) });
      const isFile = response.ok && files.includes(mediaTypeOf(response));
      return { response, text: isFile ? undefined : await response.text() };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      const what = `${method} ${new URL(url).pathname}`;
      if (patience.signal.aborted) throw broken(response, 'timeout', `${what} was not answered within ${timeoutMs} ms`, error);
      if (response) throw broken(response, 'unexpected_answer', `The answer to ${what} breaks off`, error);
      throw broken(response, 'connection_failed', `${what} was not answered: ${reasonOf(error)}`, error);
    } finally {
      clearTimeout(timer);
    }
  };
}

function broken(response: Response | undefined, code: string, detail: string, cause: unknown): CausewayError {
  return new CausewayError({ status: response?.status ?? 0, code, detail, requestId: response && requestIdOf(response), cause });
}

/** The cause of "fetch failed" is the useful one. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.message || cause?.code || message || String(error);
}
