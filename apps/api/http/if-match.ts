import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '#domain/errors.ts';

// Loose, because the validated object replaces the request's headers.
export const IfMatch = z.looseObject({
  'if-match': z
    .string()
    .max(1_000)
    .optional()
    .describe('ETag of the version that the change is based on. Returns 412 if the resource has changed since'),
});

export const IfNoneMatch = z.looseObject({
  'if-none-match': z.string().max(1_000).optional().describe('ETag of your copy. Returns 304 if the resource has not changed'),
});

export function setETag(reply: FastifyReply, { version }: { version: number }): void {
  reply.header('etag', `"${version}"`);
}

/**
 * Throws if the change was based on a version other than the current one. `what` names the resource in the message, such as "endpoint".
 */
export function checkIfMatch(request: FastifyRequest, present: { version: number }, what: string): void {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return;
  // Compressing proxies turn an ETag into a weak one. The version in it is still exact.
  const versions = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (versions.includes(`"${present.version}"`)) return;
  throw new DomainError(
    'precondition_failed',
    `The ${what} is now at version ${present.version}. Read it again, and repeat the change if it still applies`,
  );
}
