import type { z } from 'zod';
import type { VendorRequest } from '#apps/fakes/vendor-server.ts';
import { invalid, refuse } from './hubspot-errors.ts';

/** Reads a JSON body. HubSpot refuses another content type, fields that it does not know, and values of another type. */
export function readJson<T>(schema: z.ZodType<T>, { headers, body }: VendorRequest): T {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
    throw refuse({ status: 415, category: 'VALIDATION_ERROR', message: 'Unsupported Media Type: send application/json' });
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw refuse(invalid('Invalid input JSON on line 1, column 1: it cannot be parsed'));
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw refuse(invalid(`Invalid input JSON on line 1: ${told}`));
}

/** Reads a whole number from the query, with the vendor's bounds. */
export function readLimit(query: URLSearchParams, fallback: number, max: number): number {
  const limit = Number(query.get('limit') ?? fallback);
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= max) return limit;
  throw refuse(invalid(`Invalid input: limit must be between 1 and ${max}`));
}

export const listOf = (query: URLSearchParams, name: string): string[] =>
  query.getAll(name).flatMap((value) => value.split(',').filter((one) => one !== ''));
