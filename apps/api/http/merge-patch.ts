import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isObject, parseBounded } from '#domain/bounded-parse.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { mergePatch } from '#domain/merge-patch.ts';
import { invalidRequest } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route merges these objects of a merge patch with those that are stored (`expandMergePatch`); `all` of them. */
    mergesObjects?: 'all' | readonly string[];
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
  const { mergesObjects: merged = [] } = routeOptions.config;
  return Object.entries(body)
    .filter(([name, value]) => isObject(value) && merged !== 'all' && !merged.includes(name))
    .map(([name]) =>
      fieldError([name], 'not_applicable', 'is an object, which is replaced as a whole here: send it with Content-Type: application/json'),
    );
}

/** The body of a change; of a merge patch, with its objects complete, and checked again: together with what is stored they can be too large. */
export function readChange<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema, present: object): z.output<Schema> {
  if (!isMergePatch(request)) return request.body as z.output<Schema>;
  const parsed = parseBounded(schema, expandMergePatch(request.body, present));
  if (parsed.success) return parsed.data;
  throw invalidRequest(issueErrors(parsed.error.issues));
}

/** The members of a merge patch with their objects complete, so that they can replace those of `present`. */
export function expandMergePatch(body: unknown, present: object): unknown {
  if (!isObject(body)) return body;
  const stored = new Map(Object.entries(present));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isObject(value) ? mergePatch(stored.get(name), value) : value]),
  );
}
