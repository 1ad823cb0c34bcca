import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { openSite } from './site.ts';

const headers = {
  // No scripts, nothing from elsewhere, no frame around it.
  'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  // Browsers keep a page and ask each time whether it is still the same, so nobody reads the documents of the release before.
  'cache-control': 'no-cache',
};
const HTML = 'text/html; charset=utf-8';

/** The repository's documents at /docs: open to everyone, and not counted to anybody's rate limit. */
export function docsRoutes(app: App): void {
  const site = openSite();
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  const route = { schema: { hide: true } };
  const show = (name: string, request: FastifyRequest, reply: FastifyReply) => {
    const page = site.find(name);
    if (page === null) return reply.code(404).headers(headers).type(HTML).send(site.missing);
    return sendText({ text: page, type: HTML }, request, reply);
  };
  app.get('/docs', route, (request, reply) => show('', request, reply));
  app.get('/docs/style.css', route, (request, reply) => sendText({ text: style, type: 'text/css; charset=utf-8' }, request, reply));
  // A path that is copied from a document ends in .md, one that is typed perhaps in a slash.
  app.get<{ Params: { '*': string } }>('/docs/*', route, (request, reply) =>
    show(request.params['*'].replace(/(\.md|\/)$/, ''), request, reply),
  );
}

function sendText({ text, type }: { text: string; type: string }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.headers({ ...headers, etag });
  // Proxies that compress turn a tag into a weak one; the text it names is still the same.
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.includes(etag) ? reply.code(304).send() : reply.type(type).send(text);
}
