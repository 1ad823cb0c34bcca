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

export function setETag(reply: FastifyReply, { version }: { version: number }): void {
  reply.header('etag', `"${version}"`);
}

/**
 * Throws if the change was based on a version other than the current one. `what` names the resource in the message, such as "endpoint".
 */
export function checkIfMatch(request: FastifyRequest, present: { version: number }, what: string): void {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return;
  // Compressing proxies turn an ETag into a weak one. The version in it is still exact, and so it is in front of the digest of a GET.
  const versions = header.split(',').map((tag) => /^(?:W\/)?"(\d+)(?:-[\w-]*)?"$/.exec(tag.trim())?.[1]);
  if (versions.includes(String(present.version))) return;
  throw new DomainError(
    'precondition_failed',
    `The ${what} is now at version ${present.version}. Read it again, and repeat the change if it still applies`,
  );
}
