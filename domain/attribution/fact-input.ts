import { z } from 'zod';
import { boundedRecord } from '#domain/bounded-record.ts';
import { Instant } from '#domain/instant.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { ForeignId, FilledString, PlainText } from '#domain/plain-text.ts';

/** In one request. Larger sets take several. */
export const MAX_FACTS = 1_000;
const MAX_METADATA_KEYS = 32;
const MAX_METADATA_BYTES = 4 * 1024;
/** How far a caller's clock may be ahead of ours. */
export const CLOCK_SLACK_MS = 5 * 60_000;

const scalar = z.union([PlainText(1_000), z.number(), z.boolean(), z.null()], {
  error: 'must be a text of at most 1000 characters, a number, true, false or null',
});

/** Facts beside the fact. Not for personal data: it is read by people who look for an explanation. */
const Metadata = boundedRecord(FilledString(64), scalar, MAX_METADATA_KEYS).refine(
  (metadata) => Buffer.byteLength(JSON.stringify(metadata)) <= MAX_METADATA_BYTES,
  { error: `must have at most ${MAX_METADATA_BYTES} bytes as JSON`, params: { code: 'too_long' } satisfies IssueCode },
);

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
  metadata: Metadata.optional().describe('At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data'),
  sandbox_id: z
    .string()
    .max(40)
    .optional()
    .describe('Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports'),
};

export interface FactInput {
  external_id?: string | undefined;
  occurred_at?: string | undefined;
  metadata?: Record<string, string | number | boolean | null> | undefined;
  sandbox_id?: string | undefined;
}
