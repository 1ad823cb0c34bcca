import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '#domain/errors.ts';
import { MAX_RESULTS } from './scim-schema.ts';

export const ScimParams = z.object({ id: z.string().max(100) });

/** Numbers out of range are taken as the nearest one (RFC 7644 §3.4.2.4). */
const page = (least: number, most: number, otherwise: number) =>
  z
    .string()
    .transform(Number)
    .pipe(z.int().transform((value) => Math.min(Math.max(value, least), most)))
    .catch(otherwise);

export const ScimQuery = z.object({
  filter: z.string().max(1_000).optional(),
  startIndex: page(1, 1_000_000, 1),
  count: page(0, MAX_RESULTS, MAX_RESULTS),
  attributes: z.string().max(1_000).optional(),
  excludedAttributes: z.string().max(1_000).optional(),
});

export function readBody({ body }: FastifyRequest): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new DomainError('invalid_scim', 'The body must be a JSON object');
}

/** Every resource of a kind that the token of the request may see. */
export type ReadAll = (request: FastifyRequest) => Promise<Record<string, unknown>[]>;

/** A query that is sent as a body (RFC 7644 §3.4.3). */
export function readSearch(request: FastifyRequest) {
  const { filter, startIndex, count, attributes, excludedAttributes } = readBody(request);
  const names = (list: unknown) => (Array.isArray(list) ? list.join(',') : undefined);
  return ScimQuery.parse({
    ...{ filter, attributes: names(attributes), excludedAttributes: names(excludedAttributes) },
    ...{ startIndex: String(startIndex), count: String(count) },
  });
}
