import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '#domain/errors.ts';

// Loose: the validated object replaces the request's headers.
export const IfMatch = z.looseObject({
  'if-match': z.string().max(1_000).optional().describe('The ETag that the change is based on; when it is another by now: 412'),
});

export const IfNoneMatch = z.looseObject({
  'if-none-match': z.string().max(1_000).optional().describe('The ETag of what you have; while it is the present one: 304'),
});

export function setETag(reply: FastifyReply, { version }: { version: number }): void {
  reply.header('etag', `"${version}"`);
}

/** Refuses a change that was based on another version than the present one. `what` is for the message: "the endpoint". */
export function checkIfMatch(request: FastifyRequest, present: { version: number }, what: string): void {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return;
  // Proxies that compress turn a tag into a weak one; the version it names is still exact.
  const versions = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (versions.includes(`"${present.version}"`)) return;
  throw new DomainError(
    'precondition_failed',
    `By now ${what} is at version ${present.version}: read it again, and repeat the change if it still fits`,
  );
}
