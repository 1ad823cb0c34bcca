import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller got a 503; the handler may still be at work. */
    timedOut: boolean;
  }
}

const LOOK_EVERY_MS = 1000;

/**
 * Answers 503 for handlers that take too long. One timer for all requests: Fastify's own `handlerTimeout` makes a timer
 * and an AbortController for each, which costs more than the rest of a small request together. Answers how many requests
 * are in hand: begun and not yet answered, but for those whose body is still to come. They cost nothing but their connection,
 * which `requestTimeout` ends, and whoever sends a body slowly must not stand in the way of all others.
 */
export function limitHandlerTime(app: App, limitMs: number): { inFlight: () => number } {
  // In the order of their arrival, so looking stops at the first that still has time.
  const underWay = new Map<FastifyReply, number>();
  // Time is counted in looks: asking the clock costs as much as everything else here.
  let looks = 0;
  const timer = setInterval(() => {
    looks++;
    for (const [reply, startedAt] of underWay) {
      if ((looks - startedAt) * LOOK_EVERY_MS <= limitMs) break;
      underWay.delete(reply);
      // Also one whose answer is on its way: an export takes as long as its reader.
      if (reply.sent || reply.raw.headersSent) continue;
      reply.request.timedOut = true;
      reply.send(new DomainError('timed_out', 'It is not known whether it was done. Send it again with its Idempotency-Key.'));
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
  // Not of all routes: a GET has no body, and two hooks more cost it a tenth of its throughput.
  app.addHook('onRoute', (route) => {
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    route.preParsing = [putAside, ...[route.preParsing ?? []].flat()];
    route.preValidation = [begin, ...[route.preValidation ?? []].flat()];
  });
  // Also called when the caller goes away.
  app.addHook('onResponse', (_request, reply, done) => {
    underWay.delete(reply);
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
  return { inFlight: () => underWay.size };
}
