import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { checkIfMatch } from '#apps/api/http/if-match.ts';
import { findSchemaError } from '#apps/api/http/usable-schema.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { ProgrammeRow } from '#db/deals/programme.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import { mergeSettings, ProgrammeSettings, type ProgrammeSettingsChange } from '#domain/deals/programme.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { fieldError, fromPointer, within } from '#domain/field-error.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import type { JsonSchema } from '#domain/json-schema.ts';

const SentSchema = z.looseObject({ settings: z.looseObject({ custom_schema: z.record(z.string(), z.unknown()) }) });

/** Every error of a body at once: those of its form, and those of the JSON Schema in it, which an evaluator process finds. */
export async function assertSettings(schemas: SchemaChecker, { body, validationError }: FastifyRequest): Promise<void> {
  const ofForm = validationError instanceof DomainError ? validationError.errors : [];
  const sent = SentSchema.safeParse(body);
  const ofSchema = sent.success ? await schemaErrors(schemas, sent.data.settings.custom_schema) : [];
  if (ofForm.length + ofSchema.length > 0) throw invalidRequest([...ofForm, ...ofSchema]);
  if (validationError) throw validationError;
}

async function schemaErrors(schemas: SchemaChecker, schema: JsonSchema): Promise<FieldError[]> {
  const error = await findSchemaError(schemas, 'platform', schema);
  return (error?.errors ?? []).map(({ pointer, code, message, legacy_code }) =>
    fieldError(['settings', 'custom_schema', ...fromPointer(pointer).slice(1)], code, message, {
      in: 'body',
      ...(legacy_code && { legacy_code }),
    }),
  );
}

/** Merges the current settings with the request. The result is validated, because the two can contradict each other. */
export function settledWith(present: ProgrammeRow, sent: ProgrammeSettingsChange): ProgrammeSettings {
  const parsed = parseBounded(ProgrammeSettings, mergeSettings(ProgrammeSettings.parse(present.settings), sent));
  if (parsed.success) return parsed.data;
  throw invalidRequest(issueErrors(parsed.error.issues).map((fault) => within(['settings'], fault)));
}

export function assertVersion(request: FastifyRequest, present: ProgrammeRow): void {
  checkIfMatch(request, present, 'programme');
}
