import { createHash } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { identify } from '#apps/api/access/identify.ts';
import { createLookupCache } from '#apps/api/access/lookup-cache.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { hasCopy } from '#apps/api/http/conditional.ts';
import { handleError } from '#apps/api/http/errors.ts';
import { plainPageHeaders } from '#apps/api/http/plain-page.ts';
import { readPublicDays } from '#db/health/public-days.ts';
import { readTime } from '#db/time.ts';
import { DomainError } from '#domain/errors.ts';
import { type PublicStatusSettings, publishStatus } from '#domain/health/public-status.ts';
import { publicStatusPage, publicStatusPolicy, signInFirstPage } from './public-status-page.ts';

/** The history changes twice a minute. Whoever asks, PostgreSQL is asked this often by a process. */
const FRESH_MS = 30_000;
/** What is shown while PostgreSQL is away. */
const STALE_MS = 300_000;
/** Without a session the page leads to the sign-in, and so it does from another site, whose requests count as nobody's. */
const signInFirst = new Set(['missing_api_key', 'session_ended', 'cross_site_request']);

type StatusDeps = Pick<ApiDeps, 'db' | 'settings'> & Parameters<typeof identify>[0];

/** `/status` and `/status.json`: what the company publishes, to those who are signed in or to everybody. */
export function publicStatusRoutes(app: App, { db: { sql }, settings, ...who }: StatusDeps): void {
  app.decorateRequest('principal');
  const isPublic = () => settings().health.public_status.audience === 'everybody';
  const route = { schema: { hide: true }, onRequest: unless(isPublic, identify(who)) };
  const pages = createLookupCache(
    async (wanted: string) => {
      const setting = JSON.parse(wanted) as PublicStatusSettings;
      const ids = [...new Set(Object.values(setting.components).flat())];
      const status = publishStatus(setting, await readPublicDays(sql, ids, setting.days), await readTime(sql));
      return { html: publicStatusPage(status), json: JSON.stringify(status) };
    },
    { freshMs: () => FRESH_MS, staleMs: () => STALE_MS, unknownMs: FRESH_MS, max: 2 },
  );

  async function pageNow() {
    const setting = settings().health.public_status;
    if (Object.keys(setting.components).length === 0) throw new DomainError('not_found', 'No status page is published here.');
    const wanted = JSON.stringify(setting);
    const page = pages.cached(wanted) ?? (await pages.get(wanted));
    if (!page) throw new DomainError('not_found', 'No status page is published here.');
    return page;
  }

  // Nobody's copy outlives a session.
  const cached = (reply: FastifyReply) => (isPublic() ? reply.header('cache-control', 'public, max-age=60') : reply);
  app.get('/status', { ...route, errorHandler: showSignIn }, async (request, reply) => {
    const { html } = await pageNow();
    return send(request, cached(reply).header('content-security-policy', publicStatusPolicy), html, 'text/html; charset=utf-8');
  });
  app.get('/status.json', route, async (request, reply) =>
    send(request, cached(reply), (await pageNow()).json, 'application/json; charset=utf-8'),
  );
}

const unless =
  (isOpen: () => boolean, hook: onRequestHookHandler): onRequestHookHandler =>
  (request, reply, done) =>
    isOpen() ? done() : hook.call(request.server, request, reply, done);

/** A person reads the answer of `/status`. */
function showSignIn(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (!signInFirst.has(error.code)) return handleError(error, request, reply);
  void reply.code(401).headers(plainPageHeaders).send(signInFirstPage);
}

function send(request: FastifyRequest, reply: FastifyReply, text: string, type: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag);
  return hasCopy(request, etag) ? reply.code(304).send() : reply.type(type).send(text);
}
