import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createLookupCache } from '#apps/api/access/lookup-cache.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { hasCopy } from '#apps/api/http/conditional.ts';
import { readPublicDays } from '#db/health/public-days.ts';
import { DomainError } from '#domain/errors.ts';
import { type PublicStatusSettings, publishStatus } from '#domain/health/public-status.ts';
import { publicStatusPage, publicStatusPolicy } from './public-status-page.ts';

/** The history changes twice a minute. Whoever asks, PostgreSQL is asked this often by a process. */
const FRESH_MS = 30_000;
/** What is shown while PostgreSQL is away. */
const STALE_MS = 300_000;
const route = { schema: { hide: true }, config: { cacheControl: 'public, max-age=60' } };

/** `/status` and `/status.json`: without a credential, for everybody, if the company wants it. */
export function publicStatusRoutes(app: App, { db: { sql }, settings }: Pick<ApiDeps, 'db' | 'settings'>): void {
  const pages = createLookupCache(
    async (wanted: string) => {
      const setting = JSON.parse(wanted) as PublicStatusSettings;
      const ids = [...new Set(Object.values(setting.components).flat())];
      const status = publishStatus(setting, await readPublicDays(sql, ids, setting.days), new Date());
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

  app.get('/status', route, async (request, reply) => {
    const { html } = await pageNow();
    return send(request, reply.header('content-security-policy', publicStatusPolicy), html, 'text/html; charset=utf-8');
  });
  app.get('/status.json', route, async (request, reply) => send(request, reply, (await pageNow()).json, 'application/json; charset=utf-8'));
}

function send(request: FastifyRequest, reply: FastifyReply, text: string, type: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag);
  return hasCopy(request, etag) ? reply.code(304).send() : reply.type(type).send(text);
}
