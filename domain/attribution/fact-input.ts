import { z } from 'zod';
import { Instant } from '#domain/instant.ts';
import { Metadata, METADATA_BOUNDS } from '#domain/metadata.ts';
import { ForeignId } from '#domain/plain-text.ts';

/** In one request. Larger sets take several. */
export const MAX_FACTS = 1_000;
/** How far a caller's clock may be ahead of ours. */
export const CLOCK_SLACK_MS = 5 * 60_000;

/** What a caller calls a subject: a cookie's value, a user's id, an account's. It is stored as a pseudonym. */
export const SubjectName = ForeignId(300).describe(
  'Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id',
);

/** What every fact has. */
export const factFields = {
  external_id: ForeignId(200)
    .optional()
    .describe('Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict'),
  occurred_at: Instant.optional().describe('When it happened; now, if omitted. It may be long ago, but not in the future'),
  metadata: Metadata.optional().describe(METADATA_BOUNDS),
  sandbox_id: z
    .string()
    .max(40)
    .optional()
    .describe('Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports'),
};

export interface FactInput {
  external_id?: string | undefined;
  occurred_at?: string | undefined;
  metadata?: Metadata | undefined;
  sandbox_id?: string | undefined;
}
