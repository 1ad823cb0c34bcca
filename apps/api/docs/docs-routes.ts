import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { hasCopy } from '#apps/api/http/conditional.ts';
import { readReceivers } from './receivers.ts';
import { openReference, type ReadableDocument, type Reference } from './reference/reference.ts';
import { openSite } from './site.ts';

const headers = {
  // No scripts, nothing from other hosts, no embedding in other pages.
  'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
};
const HTML = 'text/html; charset=utf-8';

/** Serves the repository's documents at /docs, without a credential and without a rate limit. */
export function docsRoutes(app: App): void {
  const site = openSite();
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  // Browsers cache a page but revalidate it each time, so after an upgrade nobody reads the old documents.
  const route = { schema: { hide: true }, config: { cacheControl: 'no-cache' } };
  const show = (name: string, request: FastifyRequest, reply: FastifyReply) => {
    const page = site.find(name);
    if (page === null) return reply.code(404).headers(headers).type(HTML).send(site.missing);
    return sendText({ text: page, type: HTML }, request, reply);
  };
  // Whoever opens the address of the service in a browser.
  app.get('/', route, (_request, reply) => reply.redirect('/docs'));
  app.get('/docs', route, (request, reply) => show('', request, reply));
  app.get('/docs/style.css', route, (request, reply) => sendText({ text: style, type: 'text/css; charset=utf-8' }, request, reply));
  for (const { url, text } of readReceivers()) {
    app.get(url, route, (request, reply) => sendText({ text, type: 'text/plain; charset=utf-8' }, request, reply));
  }
  // The document is complete when all routes are registered.
  let reference: Reference | undefined;
  const showReference = (name: string, request: FastifyRequest, reply: FastifyReply) => {
    const page = (reference ??= openReference(app.swagger() as ReadableDocument)).find(name);
    if (page === null) return reply.code(404).headers(headers).type(HTML).send(site.missing);
    return sendText({ text: page, type: HTML }, request, reply);
  };
  app.get('/docs/api', route, (request, reply) => showReference('', request, reply));
  app.get<{ Params: { '*': string } }>('/docs/api/*', route, (request, reply) =>
    showReference(request.params['*'].replace(/\/$/, ''), request, reply),
  );
  // Texts name a page by its file (docs/errors.md), so .md at the end works too.
  app.get<{ Params: { '*': string } }>('/docs/*', route, (request, reply) =>
    show(request.params['*'].replace(/(\.md|\/)$/, ''), request, reply),
  );
}

function sendText({ text, type }: { text: string; type: string }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.headers({ ...headers, etag });
  return hasCopy(request, etag) ? reply.code(304).send() : reply.type(type).send(text);
}
