import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

/** As much of a plan as these checks need. */
const Rule = z.object({ when: z.string().nullable().catch(null) });
const Sent = z.object({ rules: z.array(Rule.catch({ when: null })).max(100) });

/** Every error of a plan at once: those of its form, and those of its conditions, which an evaluator process finds. */
export async function findPlanErrors(transformer: Transformer, { body, validationError }: FastifyRequest): Promise<FieldError[]> {
  if (validationError && !(validationError instanceof DomainError)) throw validationError;
  const ofForm = validationError instanceof DomainError ? validationError.errors : [];
  const sent = Sent.safeParse(body);
  const errors = [...ofForm];
  for (const [index, { when }] of (sent.data?.rules ?? []).entries()) {
    const fault = when === null ? null : await transformer.check('platform', 'the condition', when);
    if (fault) errors.push(fieldError(['rules', index, 'when'], 'invalid_transformation', fault.message, { in: 'body' }));
  }
  return errors;
}
