import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import type { FieldError } from '#domain/errors.ts';
import { registrationErrors } from '#domain/registration-errors.ts';
import { unstorableFault } from '#domain/unstorable.ts';

/** Returns the parsed body, or throws all of its errors. */
export function readDeal<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const read = checkDeal(schema, request);
  if ('faults' in read) throw invalidRequest(read.faults, 'invalid_request', 'The deal');
  return read.deal;
}

export function checkDeal<Schema extends z.ZodType>(
  schema: Schema,
  request: FastifyRequest,
): { deal: z.output<Schema> } | { faults: FieldError[] } {
  return request.checking().run(() => {
    const parsed = parseBounded(schema, request.body);
    const faults = parsed.success ? [] : registrationErrors(parsed.error);
    const unstorable = unstorableFault(request.body);
    if (unstorable && !faults.some(({ pointer }) => pointer === unstorable.pointer)) faults.push(unstorable);
    return parsed.success && faults.length === 0 ? { deal: parsed.data } : { faults };
  });
}
