import type { FastifyReply, onRequestHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { ApiDeps } from '#apps/api/deps.ts';
import { refuse } from '#apps/api/http/errors.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { takeFromBucket } from '#db/access/rate-bucket.ts';
import type { Sql } from '#db/database.ts';
import { limitOf, type RateLimit } from '#domain/partners/partner-rate-limit.ts';
import type { Tenant } from '#domain/partners/partner.ts';
import type { Verdict } from './leased-bucket.ts';
import { accountOf } from './partner-account.ts';
import type { PlatformAccounts } from './platform-accounts.ts';
import { RateLimiter } from './rate-limiter.ts';

/** What callers may still do, and what they owe. */
export type Accounts = Pick<ApiDeps, 'rateLimiter' | 'settings'> & { platformAccounts: PlatformAccounts };

/** `sql` is the hot pool, so that slow list queries delay nobody here. */
export function openRateLimiter({ sql, log }: { sql: Sql; log: Pick<Logger, 'warn'> }): RateLimiter {
  return new RateLimiter({
    take: (wish) => takeFromBucket(sql, wish),
    onAway: (error) => log.warn({ err: error }, 'the shared rate limits are unreachable; this process enforces limits on its own'),
  });
}

/**
 * Counts a partner's request against its rate limit before any other work. Platform keys have no limit of requests, but pay for what they
 * cost. The headers follow
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (version 10): the bucket holds `q` requests and refills in `w`
 * seconds, `r` requests remain, and one more is available in `t` seconds.
 */
export function holdToLimit({ rateLimiter, settings, platformAccounts }: Accounts): onRequestHookHandler {
  return (request, reply, done) => {
    const { principal } = request;
    const held = accountOf(principal, settings());
    if (held === null) {
      const seconds = platformAccounts.waitS(principal.credentialId);
      if (seconds === 0) return done();
      reply.header('retry-after', seconds);
      return refuse(request, reply, tooDear(seconds));
    }
    const { account, limit } = held;
    const answer = (verdict: Verdict): void => {
      const seconds = showLimit(reply, limit, verdict);
      if (verdict.admitted) return done();
      reply.header('retry-after', seconds);
      refuse(request, reply, tooMany(limit, seconds, principal.sessionId === undefined ? 'credentials' : 'people'));
    };
    const verdict = rateLimiter.check(account, limit);
    if (verdict instanceof Promise) verdict.then(answer, done);
    else answer(verdict);
  };
}

/** Sets the headers. Returns in how many seconds one more request is available. */
export function showLimit(reply: FastifyReply, limit: RateLimit, { remaining, nextInUs }: Verdict): number {
  const seconds = Math.ceil(nextInUs / 1_000_000);
  reply.header('ratelimit-policy', `"default";q=${limit.burst};w=${windowS(limit)}`);
  reply.header('ratelimit', `"default";r=${remaining};t=${seconds}`);
  return seconds;
}

/** The same for requests of an OAuth client itself. Throws `RateLimited`, because the client is only known in the handler. */
export function holdClientToLimit({ rateLimiter, settings }: Pick<ApiDeps, 'rateLimiter' | 'settings'>): (tenant: Tenant) => Promise<void> {
  return async (tenant) => {
    const limit = limitOf(tenant, settings().rate_limit);
    const { admitted, nextInUs } = await rateLimiter.check(tenant.id, limit);
    if (admitted) return;
    const seconds = Math.ceil(nextInUs / 1_000_000);
    throw new RateLimited(tooMany(limit, seconds).message, seconds);
  };
}

/** Seconds in which an empty bucket refills. */
const windowS = ({ burst, per_minute: perMinute }: RateLimit) => Math.ceil((burst * 60) / perMinute);

function tooMany(
  { burst, per_minute: perMinute }: RateLimit,
  seconds: number,
  whose: 'credentials' | 'people' = 'credentials',
): { code: string; message: string } {
  return {
    code: 'rate_limited',
    message:
      `This partner may send ${perMinute} requests per minute across all its ${whose}, with bursts of up to ${burst}. ` +
      'Requests that take long to check count as several. ' +
      `Retry in ${seconds} s. Nothing was done.`,
  };
}

const tooDear = (seconds: number) => ({
  code: 'rate_limited',
  message: `The requests of this key took too long to check. Retry in ${seconds} s, and send less data per request. Nothing was done.`,
});
