import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { threadCpuMs } from '#apps/api/http/turns.ts';
import { intervalUs } from '#domain/access/rate-limit.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';
import { accountOf } from './partner-account.ts';
import { type Accounts, showLimit } from './rate-limit.ts';

/** Included in each request. An ordinary request takes a few tenths. */
const INCLUDED_MS = 2;
/** However high its limit, a partner gets no more of a processor than this share, so that it cannot take it from others. */
const PARTNER_SHARE = 1 / 25;

/** Larger answers are charged by their length: so many characters are read, checked and written in a millisecond. */
const SMALL_ANSWER = 64 * 1024;
const ANSWERED_PER_MS = 64 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The thread's time when the schemas of the route began to check this request. */
    validatingSinceMs: number;
    /** Up to where the time that this request took was charged. */
    chargedMs: number;
  }
}

/** The requests of its limit that a partner pays for a request that took so long, as the time in which its bucket regains them. */
export function priceUs(spentMs: number, limit: RateLimit): number {
  const perMs = Math.max(intervalUs(limit) / INCLUDED_MS, 1_000 / PARTNER_SHARE);
  return Math.max(0, spentMs) * perMs;
}

/**
 * Callers pay for what their requests take to read, check and answer (decision 0020). So a caller whose requests are cheap to send and dear
 * to serve is limited as what they cost. Only requests with a body are measured by default: hooks cost a GET as much as what they find.
 */
export function chargeForChecking(api: App, { rateLimiter, settings, platformAccounts }: Accounts): void {
  api.decorateRequest('validatingSinceMs', 0);
  api.decorateRequest('chargedMs', INCLUDED_MS);

  api.addHook('onRoute', (route) => {
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    // The schemas are next. What they find ends the request, or is followed by the first preHandler.
    route.preValidation = [
      ...[route.preValidation ?? []].flat(),
      (request, _reply, done) => {
        request.validatingSinceMs = threadCpuMs();
        done();
      },
    ];
    route.preHandler = [
      (request, reply, done) => {
        charge(request, reply);
        done();
      },
      ...[route.preHandler ?? []].flat(),
    ];
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (request, reply, payload, done) => {
        if (typeof payload === 'string') chargeAnswer(request, payload.length);
        charge(request, reply);
        done(null, payload);
      },
    ];
  });
  // Also the answer to a GET, and what is written after the headers, such as an export.
  api.addHook('onResponse', (request, reply, done) => {
    if (request.method === 'GET') chargeAnswer(request, Number(reply.getHeader('content-length')));
    charge(request, reply);
    done();
  });

  function chargeAnswer(request: FastifyRequest, characters: number): void {
    if (characters > SMALL_ANSWER) request.checking().spentMs += characters / ANSWERED_PER_MS;
  }

  function charge(request: FastifyRequest, reply: FastifyReply): void {
    const { principal, validatingSinceMs } = request;
    if (validatingSinceMs > 0) {
      request.checking().spentMs += threadCpuMs() - validatingSinceMs;
      request.validatingSinceMs = 0;
    }
    const spentMs = (request.begunChecking?.spentMs ?? 0) - request.chargedMs;
    if (spentMs <= 0) return;
    request.chargedMs += spentMs;
    const held = accountOf(principal, settings());
    if (held === null) return platformAccounts.charge(principal.credentialId, spentMs);
    const { account, limit } = held;
    const verdict = rateLimiter.charge(account, limit, priceUs(spentMs, limit));
    if (!reply.sent) showLimit(reply, limit, verdict);
  }
}
