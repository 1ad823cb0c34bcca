import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller got a 503; the handler may still be running. */
    timedOut: boolean;
  }
}

const LOOK_EVERY_MS = 1000;

/**
 * Responds with 503 if a handler takes too long. One timer serves all requests: Fastify's own `handlerTimeout` creates a timer and an
 * AbortController per request, which costs more than the rest of a small request. `inFlight` counts the requests that have
 * begun and have no response yet, except those whose body is still being received. Those cost only their connection, which `requestTimeout`
 * closes, and a slow sender must not block others. `replies` are theirs.
 */
export function limitHandlerTime(app: App, limitMs: number): { inFlight: () => number; replies: () => Iterable<FastifyReply> } {
  // In the order of arrival, so the scan stops at the first request that still has time.
  const underWay = new Map<FastifyReply, number>();
  // Time is counted in scans: reading the clock costs as much as everything else here.
  let looks = 0;
  const timer = setInterval(() => {
    looks++;
    for (const [reply, startedAt] of underWay) {
      if ((looks - startedAt) * LOOK_EVERY_MS <= limitMs) break;
      underWay.delete(reply);
      // The response may already be on its way: an export takes as long as its reader.
      if (reply.sent || reply.raw.headersSent) continue;
      reply.request.timedOut = true;
      reply.send(new DomainError('timed_out', 'The request may have succeeded. Send it again with the same Idempotency-Key.'));
    }
  }, LOOK_EVERY_MS);
  timer.unref();

  app.decorateRequest('timedOut', false);
  const begin = (_request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    underWay.set(reply, looks);
    done();
  };
  const putAside = (_request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: () => void): void => {
    underWay.delete(reply);
    done();
  };
  app.addHook('onRequest', begin);
  // Not for all routes: a GET has no body, and two more hooks cost it a tenth of its throughput.
  app.addHook('onRoute', (route) => {
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    route.preParsing = [putAside, ...[route.preParsing ?? []].flat()];
    route.preValidation = [begin, ...[route.preValidation ?? []].flat()];
  });
  // Also called when the caller disconnects.
  app.addHook('onResponse', (_request, reply, done) => {
    underWay.delete(reply);
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
  return { inFlight: () => underWay.size, replies: () => underWay.keys() };
}
