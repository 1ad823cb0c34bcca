import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';

/** The headers of a GET that answers 304 to whoever has the current representation already. */
export const IfNoneMatch = z.looseObject({
  'if-none-match': z.string().max(1_000).optional().describe('ETag of your copy. Returns 304 if the resource has not changed'),
});

const Unchanged = z.null().describe('Unchanged: the copy with this ETag is current');
/** Of 64 bits of a digest. */
const DIGEST_CHARS = 11;

/**
 * Routes with the headers `IfNoneMatch` get an ETag of what they answer, and answer 304 to whoever has that already. The version of a
 * resource is not enough for this: the breaker of an endpoint opens, and the CRM takes a deal, without a new version. It comes first in the
 * tag, because changes are based on it.
 */
export function answerUnchanged(app: App): void {
  // Only on these routes: a hook for each response would cost all of them.
  app.addHook('onRoute', (route) => {
    if (!['GET', 'HEAD'].includes(String(route.method)) || route.schema?.headers !== IfNoneMatch) return;
    route.schema = { ...route.schema, response: { ...Object(route.schema?.response), 304: Unchanged } };
    // First: after the others, a HEAD has nothing left to make a digest of.
    route.onSend = [
      (request, reply, payload, done) => {
        if (reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload);
        const tag = tagOf(reply, payload);
        reply.header('etag', tag);
        if (!hasCopy(request, tag)) return done(null, payload);
        reply.code(304).removeHeader('content-type').removeHeader('content-length');
        done(null, null);
      },
      ...[route.onSend ?? []].flat(),
    ];
  });
}

/** `"<version>-<digest>"`, or only the digest of what has no version. */
function tagOf(reply: FastifyReply, payload: string): string {
  const version = /^"(\d+)"$/.exec(String(reply.getHeader('etag') ?? ''))?.[1];
  const digest = createHash('sha256').update(payload).digest('base64url').slice(0, DIGEST_CHARS);
  return `"${version === undefined ? '' : `${version}-`}${digest}"`;
}

/** Whether the caller has what this tag names. Proxies that compress make tags weak. */
export function hasCopy({ headers }: FastifyRequest, tag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  return known.trim() === '*' || known.split(',').some((sent) => sent.trim().replace(/^W\//, '') === tag);
}
