import { z } from 'zod';
import { boundedRecord } from './bounded-record.ts';
import type { IssueCode } from './issue-errors.ts';
import { FilledString, PlainText } from './plain-text.ts';

const MAX_KEYS = 32;
const MAX_BYTES = 4 * 1024;

const scalar = z.union([PlainText(1_000), z.number(), z.boolean(), z.null()], {
  error: 'must be a text of at most 1000 characters, a number, true, false or null',
});

/** What a caller notes beside an object of ours, such as its own ids. Not for personal data: it is read by people who look for an explanation. */
export const Metadata = boundedRecord(FilledString(64), scalar, MAX_KEYS).refine(
  (metadata) => Buffer.byteLength(JSON.stringify(metadata)) <= MAX_BYTES,
  { error: `must have at most ${MAX_BYTES} bytes as JSON`, params: { code: 'too_long' } satisfies IssueCode },
);
export type Metadata = z.infer<typeof Metadata>;

/** For descriptions. */
export const METADATA_BOUNDS = 'At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data';
