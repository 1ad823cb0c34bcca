import { isJson } from './answer.ts';

export type Send = (request: Request) => Promise<Response>;

/**
 * One request and its answer, once: no redirect is followed, and what has not answered within `timeoutMs` has failed. JSON is
 * read to its end here, so that an answer that breaks off counts as a broken connection; an export is read by who asked for it.
 */
export function exchangeOver(send: typeof fetch, timeoutMs: number): Send {
  return async (request) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new DOMException(`No answer within ${timeoutMs} ms`, 'TimeoutError')), timeoutMs);
    const signal = AbortSignal.any([request.signal, patience.signal]);
    try {
      const response = await send(new Request(request, { redirect: 'manual', signal }));
      if (response.ok && isJson(response)) await response.clone().arrayBuffer();
      return response;
    } finally {
      clearTimeout(timer);
    }
  };
}
