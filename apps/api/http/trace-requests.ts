import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { readTraceContext, type TraceContext, traceHeaders } from '#domain/trace-context.ts';
import type { Span, Tracer } from '#domain/tracer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the request's own span; without traces, what the caller sent. Undefined if there is neither. */
    trace: TraceContext | undefined;
    span: Span | undefined;
  }
}

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Uses the caller's own request id if it is well-formed, so that both sides can find the request by it. */
export function requestIdOf({ headers }: { headers: IncomingHttpHeaders }): string {
  return wellFormed(headers['request-id']) ?? wellFormed(headers['x-request-id']) ?? randomUUID();
}

/** Bounded, and nothing that could end a header or a line of the log. */
function wellFormed(sent: string | string[] | undefined): string | undefined {
  return typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : undefined;
}

/** Returns the caller's ids with the response. With a tracer, each request is a span, and `traceparent` names it. */
export function traceRequests(app: App, tracer: Tracer | undefined): void {
  app.decorateRequest('trace', undefined);
  app.decorateRequest('span', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('request-id', request.id);
    const { traceparent, tracestate, 'x-request-id': theirs } = request.headers;
    // Under the name that the caller uses, too. If theirs is not well-formed, it learns the id that took its place.
    if (theirs !== undefined) reply.header('x-request-id', wellFormed(theirs) ?? request.id);
    if (traceparent !== undefined) request.trace = readTraceContext(traceparent, tracestate);
    if (tracer) request.trace = (request.span = beginSpan(tracer, request)).context;
    if (request.trace) reply.headers(traceHeaders(request.trace));
    if (tracer && request.trace) tracer.within(request.trace, done);
    else done();
  });
  if (tracer) endSpans(app, tracer);
}

function beginSpan(tracer: Tracer, { method, routeOptions, trace, id, protocol }: FastifyRequest): Span {
  const route = routeOptions.url;
  return tracer.begin({
    name: route === undefined ? method : `${method} ${route}`,
    kind: 'server',
    // Whatever ran on this connection before is not what this request belongs to.
    parent: trace ?? null,
    attributes: {
      'http.request.method': method,
      'url.scheme': protocol,
      'causeway.request.id': id,
      ...(route !== undefined && { 'http.route': route }),
    },
  });
}

function endSpans(app: App, tracer: Tracer): void {
  // The body arrives in events of the connection, which know nothing of the request.
  app.addHook('preHandler', ({ trace }, _reply, done) => tracer.within(trace ?? null, done));
  app.addHook('onResponse', ({ span, principal }, { statusCode }, done) => {
    if (span) {
      span.set({ 'http.response.status_code': statusCode });
      if (principal) span.set({ 'causeway.principal.kind': principal.kind });
      if (principal?.kind === 'partner') span.set({ 'causeway.partner.id': principal.partnerId });
      if (statusCode >= 500) span.fail(String(statusCode));
      span.end();
    }
    done();
  });
}
