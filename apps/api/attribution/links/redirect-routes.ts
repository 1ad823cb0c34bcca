import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createClientNetwork } from '#apps/api/access/client-address.ts';
import { createLookupCache } from '#apps/api/access/lookup-cache.ts';
import { NetworkLimits } from '#apps/api/access/network-limits.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { findLink } from '#db/attribution/link.ts';
import { clickParameter, isHostOf, readTarget } from '#domain/attribution/link-input.ts';
import { isCrawler } from '#domain/attribution/touch-origin.ts';
import { DomainError } from '#domain/errors.ts';
import { ClickRecorder } from './click-recorder.ts';

const COOKIE = 'cw_visitor';
/** As long as a touch counts by default. */
const COOKIE_S = 90 * 24 * 3600;
const VISITOR = /^[A-Za-z0-9_-]{22}$/;
/** A disabled link leads nowhere after this time in every process. */
const FRESH_MS = 2_000;
const CODE = /^[A-Za-z0-9_-]{3,64}$/;

/**
 * `/r/<code>`: forwards to where the stored link leads, and nowhere else: nothing of the request decides where. Needs no credential. The link
 * is in memory, and the click is recorded afterwards, so that nobody waits for the store. Each network of callers has a limit, also for codes that
 * do not exist: whoever opens links in a loop fills neither the store nor a partner's report.
 */
export function redirectRoutes(app: App, { attribution: { sql }, secretBox, log, settings, config }: ApiDeps): void {
  const clicks = new ClickRecorder({ sql, secretBox, log });
  app.addHook('onClose', () => clicks.close());
  const times = { freshMs: () => FRESH_MS, staleMs: () => 60_000, unknownMs: FRESH_MS, max: 10_000 };
  const links = createLookupCache((code: string) => findLink(sql, code), times);
  const networkOf = createClientNetwork(settings);
  const opened = new NetworkLimits();
  const secure = config.PUBLIC_URL.startsWith('https:') ? '; Secure' : '';

  app.get('/r/:code', { schema: { hide: true } }, async (request, reply) => {
    const waitS = opened.take(networkOf(request), settings().gateway.redirects_per_minute);
    if (waitS > 0) throw new RateLimited(`Too many links were opened from this address. Try again in ${waitS} s.`, waitS);
    const { code } = request.params as { code: string };
    const link = CODE.test(code) ? (links.cached(code) ?? (await links.get(code))) : undefined;
    const target = link && link.disabledAt === null ? readTarget(link.target) : undefined;
    const { link_hosts: hosts, link_cookie: setsCookie } = settings().attribution;
    // The hosts may have changed since the link was created.
    if (!link || !target || !isHostOf(hosts, target.hostname)) throw new DomainError('not_found', 'This link leads nowhere.');
    const known = setsCookie ? cookieOf(request) : undefined;
    const visitor = known ?? randomBytes(16).toString('base64url');
    if (request.method === 'GET') clicks.note({ link, visitor, isBot: isProgram(request), at: new Date() });
    if (setsCookie && !known) keepVisitor(reply, visitor, secure);
    target.searchParams.set(clickParameter, visitor);
    return reply.header('referrer-policy', 'origin').redirect(target.href, 302);
  });
}

function keepVisitor(reply: FastifyReply, visitor: string, secure: string): void {
  reply.header('set-cookie', `${COOKIE}=${visitor}; Path=/r; Max-Age=${COOKIE_S}; HttpOnly; SameSite=Lax${secure}`);
}

/** Crawlers, and browsers that load a page in case somebody opens it. */
function isProgram({ headers }: FastifyRequest): boolean {
  const purpose = `${String(headers['sec-purpose'] ?? '')} ${String(headers['purpose'] ?? '')} ${String(headers['x-moz'] ?? '')}`;
  return isCrawler(headers['user-agent'] ?? '') || purpose.includes('prefetch');
}

function cookieOf({ headers: { cookie = '' } }: FastifyRequest): string | undefined {
  const pair = cookie.split(';').find((part) => part.trim().startsWith(`${COOKIE}=`));
  const value = pair?.trim().slice(COOKIE.length + 1);
  return value !== undefined && VISITOR.test(value) ? value : undefined;
}
