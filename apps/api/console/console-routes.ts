import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { encodingFor } from '#apps/api/http/compress.ts';
import { hasCopy } from '#apps/api/http/conditional.ts';
import { DomainError } from '#domain/errors.ts';
import { readConsole } from './console-files.ts';

const headers = {
  // Its own scripts and styles, and this API: nothing within the page, nothing from other hosts, in no frame.
  'content-security-policy': [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
    ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"],
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};
/** What a view of the console looks like: a word, then at most three ids or names. Anything else is no view, and is 404. */
const view = /^[a-z][a-z-]{0,40}(\/[\w.~:-]{1,200}){0,3}$/;

/** Serves the console at /console: one page for all of its views, and the files that it consists of. Nobody needs a credential to read them. */
export function consoleRoutes(app: App, { log }: Pick<ApiDeps, 'log'>, folder?: string): void {
  const files = readConsole(folder);
  if (!files) log.info('no console was built, so /console serves none: npm start builds it, and so does node scripts/build-console.mjs');
  const built = () => {
    if (files) return files;
    throw new DomainError(
      'not_found',
      'No console was built in this installation. Run node scripts/build-console.mjs, and start the API again.',
    );
  };
  // A copy is asked about each time, so that after an upgrade nobody keeps a page whose files are gone.
  const page = { schema: { hide: true }, config: { cacheControl: 'no-cache' } };
  app.get('/console', page, (request, reply) => sendPage(built().page, request, reply));
  app.get<{ Params: { '*': string } }>('/console/*', page, (request, reply) => {
    const { page: text } = built();
    const name = request.params['*'];
    if (name !== '' && !view.test(name)) throw new DomainError('not_found', 'The console has no such view.');
    return sendPage(text, request, reply);
  });

  // The name changes with the content.
  const asset = { schema: { hide: true }, config: { cacheControl: 'public, max-age=31536000, immutable' } };
  app.get<{ Params: { name: string } }>('/console/assets/:name', asset, (request, reply) => {
    const file = built().assets.get(request.params.name);
    if (!file) throw new DomainError('not_found', 'The console has no such file. After an upgrade, load its page again.');
    const encoding = encodingFor(request.headers['accept-encoding']) ?? 'identity';
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply
      .headers({ ...headers, vary: 'accept-encoding' })
      .type(file.type)
      .send(file.bytes[encoding]);
  });
}

function sendPage(text: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.headers({ ...headers, etag });
  return hasCopy(request, etag) ? reply.code(304).send() : reply.type('text/html; charset=utf-8').send(text);
}
