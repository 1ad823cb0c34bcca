import { z } from 'zod';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { MAX_FACTS } from '#domain/attribution/fact-input.ts';
import { MAX_ERRORS, shownErrors } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import type { FactResult } from './fact-result.ts';

/** A thousand facts with 4 KiB of metadata each, and what is around them. */
export const BATCH_BODY_BYTES = 6 * 1024 * 1024;
/** In one process, callers in turn: each keeps a connection of the store busy. */
export const BATCHES_AT_ONCE = 2;

const FactResultView = z.object({
  external_id: z.string().meta({ maxLength: 200 }).nullable().describe('Null if the item has none that is readable'),
  status: z
    .enum(['created', 'repeated', 'failed'])
    .describe('`repeated`: the same was recorded before. `failed`: nothing was recorded; see `errors`'),
  id: z.string().nullable().describe('ID of the fact. Null if it was not recorded; in a conflict, the ID of what is stored'),
  errors: z.array(FieldFault).meta({ maxItems: MAX_ERRORS }).describe('Why it was not recorded'),
});

export const FactBatchResult = z
  .object({
    created: z.int(),
    repeated: z.int(),
    failed: z.int(),
    results: z.array(FactResultView).meta({ maxItems: MAX_FACTS }).describe('One result per item, in the order of the request'),
  })
  .meta({
    id: 'FactBatchResult',
    examples: [
      {
        ...{ created: 1, repeated: 0, failed: 1 },
        results: [
          { external_id: 'visit-4711', status: 'created', id: 'tch_01k9v5yq3n8t2e6w7x4z0b1c2d', errors: [] },
          {
            external_id: 'visit-4712',
            status: 'failed',
            id: null,
            errors: [fieldError(['subject'], 'required', 'is required')],
          },
        ],
      },
    ],
  });
export type FactBatchResult = z.infer<typeof FactBatchResult>;

export function toBatchResult(results: FactResult[]): FactBatchResult {
  const count = (status: FactResult['status']) => results.filter((one) => one.status === status).length;
  return {
    ...{ created: count('created'), repeated: count('repeated'), failed: count('failed') },
    results: results.map((one) => ({
      external_id: one.externalId,
      status: one.status,
      id: one.id,
      errors: one.status === 'failed' ? shownErrors(one.errors) : [],
    })),
  };
}
