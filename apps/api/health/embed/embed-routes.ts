import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyRequest } from 'fastify';
import { assertAdmitted, tenantOf } from '#apps/api/access/admission.ts';
import { createClientNetwork } from '#apps/api/access/client-address.ts';
import { NetworkLimits } from '#apps/api/access/network-limits.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { hasCopy } from '#apps/api/http/conditional.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { findEmbeddedPartner, findEmbedOrigin } from '#db/access/embed-session.ts';
import { readEmbedToken } from '#domain/access/embed-session.ts';
import { DomainError } from '#domain/errors.ts';
import { embedHeaders, embedPage } from './embed-page.ts';
import { readEmbeddedHealth } from './embedded-health.ts';

type EmbedDeps = Pick<ApiDeps, 'db' | 'settings' | 'directory'>;

/** Requests a minute of one network, found or not: a company looks from one address, each frame twice a minute. */
const REQUESTS_PER_MINUTE = 600;

const script = 'text/javascript; charset=utf-8';
const files = {
  '/embed/v1.js': { file: 'causeway-status.js', type: script },
  '/embed/v1/frame.js': { file: 'frame.js', type: script },
  '/embed/v1/frame.css': { file: 'frame.css', type: 'text/css; charset=utf-8' },
};

/** `<causeway-status>`, the frame that it makes, and what the frame shows. */
export function embedRoutes(app: App, deps: EmbedDeps): void {
  for (const [url, { file, type }] of Object.entries(files)) fileRoute(app, url, { file, type });
  const limit = limitNetworks(deps);

  app.get<{ Params: { id: string } }>('/embed/v1/sessions/:id', { schema: { hide: true } }, async (request, reply) => {
    limit(request);
    const origin = await findEmbedOrigin(deps.db.sql, request.params.id);
    if (origin === undefined) throw new DomainError('not_found', `There is no embed session ${request.params.id}`);
    return reply.headers(embedHeaders(origin)).type('text/html; charset=utf-8').send(embedPage(origin));
  });

  app.get('/embed/v1/status', { schema: { hide: true } }, async (request, reply) => {
    limit(request);
    const hash = readEmbedToken(request.headers.authorization);
    const partnerId = hash && (await findEmbeddedPartner(deps.db.sql, hash));
    if (!partnerId) throw new DomainError('session_ended', 'This embed session has ended or was revoked, or its token is not complete.');
    assertAdmitted(await tenantOf(deps.directory, partnerId), 'session');
    return reply.send(await readEmbeddedHealth(deps, partnerId));
  });
}

/** Anybody may load them from anywhere: they are the same for all, and show nothing by themselves. */
function fileRoute(app: App, url: string, { file, type }: { file: string; type: string }): void {
  const text = readFileSync(new URL(`../../../embed/${file}`, import.meta.url), 'utf8');
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  app.get(url, { schema: { hide: true }, config: { cacheControl: 'public, max-age=300' } }, (request, reply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', etag });
    return hasCopy(request, etag) ? reply.code(304).send() : reply.type(type).send(text);
  });
}

function limitNetworks({ settings }: Pick<ApiDeps, 'settings'>): (request: FastifyRequest) => void {
  const networkOf = createClientNetwork(settings);
  const limits = new NetworkLimits();
  return (request) => {
    const waitS = limits.take(networkOf(request), REQUESTS_PER_MINUTE);
    if (waitS > 0) throw new RateLimited(`Too many requests of embedded pages. Retry in ${waitS} s.`, waitS);
  };
}
