import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { dealFaults } from '#domain/deal-faults.ts';
import { invalidRequest } from './errors.ts';

/** The body, or every fault of it at once in the codes of deal registration. */
export function readDeal<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  throw invalidRequest(dealFaults(parsed.error), 'invalid_request', 'The deal');
}
