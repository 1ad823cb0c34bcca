import type { FastifyRequest } from 'fastify';
import { isObject } from '#domain/bounded-parse.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { mergePatch } from '#domain/merge-patch.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route merges objects in a merge patch with those that are stored (`expandMergePatch`). */
    mergesObjects?: true;
  }
}

export const MERGE_PATCH = 'application/merge-patch+json';

export const isMergePatch = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  /^\s*application\/merge-patch\+json\b/i.test(headers['content-type'] ?? '');

/**
 * What cannot be done as a merge patch (RFC 7396). A PATCH merges its members, and null removes one, as a merge patch does. But most routes
 * replace a member that is an object as a whole, where a merge patch would change a part of it.
 */
export function mergePatchErrors({ routeOptions }: FastifyRequest, body: unknown): FieldError[] {
  if (!isObject(body)) return [fieldError([], 'invalid_type', 'must be an object: any other merge patch would replace the resource')];
  if (routeOptions.config.mergesObjects) return [];
  return Object.entries(body)
    .filter(([, value]) => isObject(value))
    .map(([name]) =>
      fieldError([name], 'not_applicable', 'is an object, which is replaced as a whole here: send it with Content-Type: application/json'),
    );
}

/** The members of a merge patch with their objects complete, so that they can replace those of `present`. */
export function expandMergePatch(body: unknown, present: object): unknown {
  if (!isObject(body)) return body;
  const stored = new Map(Object.entries(present));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isObject(value) ? mergePatch(stored.get(name), value) : value]),
  );
}
