import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { App } from '#apps/api/app.ts';

// https://www.w3.org/TR/trace-context/#traceparent-header
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Uses the caller's own request id if it is well-formed, so that both sides can find the request by it. */
export function requestIdOf({ headers }: { headers: IncomingHttpHeaders }): string {
  return wellFormed(headers['request-id']) ?? wellFormed(headers['x-request-id']) ?? randomUUID();
}

/** Bounded, and nothing that could end a header or a line of the log. */
function wellFormed(sent: string | string[] | undefined): string | undefined {
  return typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : undefined;
}

/** The trace that the caller says the request is part of. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
}

/** Returns the caller's ids with the response. */
export function traceRequests(app: App, log: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('request-id', request.id);
    const { traceparent, 'x-request-id': theirs } = request.headers;
    // Under the name that the caller uses, too. If theirs is not well-formed, it learns the id that took its place.
    if (theirs !== undefined) reply.header('x-request-id', wellFormed(theirs) ?? request.id);
    if (typeof traceparent === 'string' && TRACEPARENT.test(traceparent)) reply.header('traceparent', traceparent);
    done();
  });
  // At 1,000 requests per second, a log line each would cost more than the requests.
  if (!log.isLevelEnabled('debug')) return;
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    request.log.debug({ method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime }, 'request');
    done();
  });
}
