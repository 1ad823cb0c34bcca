import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { parseBounded } from '#domain/bounded-parse.ts';
import type { FieldError } from '#domain/errors.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { invalidRequest } from './errors.ts';
import { nameMeantFields } from './meant-field.ts';

/** Maps Fastify's names for the parts of a request to those of OpenAPI. */
const places: Readonly<Record<string, FieldError['in']>> = { body: 'body', querystring: 'query', params: 'path', headers: 'header' };

/** Keeps paths as zod reports them. The type provider's own compiler joins the names, and a name can contain a slash. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = '' }) =>
  (data: unknown) => {
    const parsed = parseBounded(schema, data);
    if (parsed.success) return { value: parsed.data };
    const faults = nameMeantFields(issueErrors(parsed.error.issues), schema);
    return { error: invalidRequest(faults.map((fault) => ({ ...fault, in: places[httpPart] ?? 'body' }))) };
  };
