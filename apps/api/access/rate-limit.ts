import type { onRequestHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { ApiDeps } from '#apps/api/deps.ts';
import { refuse } from '#apps/api/http/errors.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { takeFromBucket } from '#db/access/rate-bucket.ts';
import type { Sql } from '#db/database.ts';
import { limitOf, type RateLimit } from '#domain/partners/partner-rate-limit.ts';
import type { Tenant } from '#domain/partners/partner.ts';
import type { Verdict } from './leased-bucket.ts';
import { RateLimiter } from './rate-limiter.ts';

/** `sql`: the hot pool, so that a slow list keeps nobody waiting. */
export function openRateLimiter({ sql, log }: { sql: Sql; log: Pick<Logger, 'warn'> }): RateLimiter {
  return new RateLimiter({
    take: (wish) => takeFromBucket(sql, wish),
    onAway: (error) => log.warn({ err: error }, 'the shared rate limits cannot be reached; this process limits by itself meanwhile'),
  });
}

/**
 * Counts a partner's request against its limit, before anything is done for it. Platform keys have none. Headers as in
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (version 10): of a bucket that holds `q`, and
 * refills in `w` seconds, `r` are left, and in `t` seconds there is one more.
 */
export function holdToLimit({ rateLimiter, settings }: Pick<ApiDeps, 'rateLimiter' | 'settings'>): onRequestHookHandler {
  return (request, reply, done) => {
    const { principal } = request;
    if (principal.kind === 'platform') return done();
    const limit = limitOf(principal.tenant, settings().rate_limit);
    const answer = (verdict: Verdict): void => {
      const seconds = Math.ceil(verdict.nextInUs / 1_000_000);
      reply.header('ratelimit-policy', `"default";q=${limit.burst};w=${windowS(limit)}`);
      reply.header('ratelimit', `"default";r=${verdict.remaining};t=${seconds}`);
      if (verdict.admitted) return done();
      reply.header('retry-after', seconds);
      refuse(request, reply, tooMany(limit, seconds));
    };
    const verdict = rateLimiter.check(principal.partnerId, limit);
    if (verdict instanceof Promise) verdict.then(answer, done);
    else answer(verdict);
  };
}

/** The same for what an OAuth client asks for itself: throws `RateLimited`, since who asks is found out in the handler. */
export function holdClientToLimit({ rateLimiter, settings }: Pick<ApiDeps, 'rateLimiter' | 'settings'>): (tenant: Tenant) => Promise<void> {
  return async (tenant) => {
    const limit = limitOf(tenant, settings().rate_limit);
    const { admitted, nextInUs } = await rateLimiter.check(tenant.id, limit);
    if (admitted) return;
    const seconds = Math.ceil(nextInUs / 1_000_000);
    throw new RateLimited(tooMany(limit, seconds).message, seconds);
  };
}

/** In which an empty bucket fills up. */
const windowS = ({ burst, per_minute: perMinute }: RateLimit) => Math.ceil((burst * 60) / perMinute);

function tooMany({ burst, per_minute: perMinute }: RateLimit, seconds: number): { code: string; message: string } {
  return {
    code: 'rate_limited',
    message:
      `This partner may send ${perMinute} requests a minute, with all its credentials together, and ${burst} at once after a pause. ` +
      `Send this one again in ${seconds} s. Nothing was done.`,
  };
}
