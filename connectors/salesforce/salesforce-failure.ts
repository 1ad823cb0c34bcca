import type { WriteFailure, WriteResult } from '#connectors/record.ts';
import { tidyReason } from '#connectors/vendor-http.ts';

interface Told {
  code: string;
  message: string;
  field?: string | undefined;
}

type Meaning = Pick<WriteFailure, 'reason' | 'retryable'>;

const busy: Meaning = { reason: 'busy', retryable: true };
const duplicate: Meaning = { reason: 'duplicate', retryable: false };
const missing: Meaning = { reason: 'missing', retryable: false };
const forbidden: Meaning = { reason: 'forbidden', retryable: false };

/** What Salesforce's status codes mean for one record; the others are about its values. */
const meanings: Readonly<Record<string, Meaning>> = {
  ...{ UNABLE_TO_LOCK_ROW: busy, QUERY_TIMEOUT: busy, SERVER_UNAVAILABLE: busy, UNKNOWN_EXCEPTION: busy, NO_RESULT: busy },
  ...{ DUPLICATES_DETECTED: duplicate, DUPLICATE_VALUE: duplicate, DUPLICATE_EXTERNAL_ID: duplicate },
  ...{ ENTITY_IS_DELETED: missing, NOT_FOUND: missing, INVALID_CROSS_REFERENCE_KEY: missing, MALFORMED_ID: missing },
  ...{ INSUFFICIENT_ACCESS_OR_READONLY: forbidden, INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: forbidden },
  ...{ INVALID_FIELD_FOR_INSERT_UPDATE: forbidden, CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: { reason: 'invalid', retryable: false } },
  PRECONDITION_FAILED: { reason: 'conflict', retryable: false },
};

export function failed(key: string, { code, message, field }: Told): WriteResult {
  const meaning = meanings[code] ?? { reason: 'invalid', retryable: false };
  return { key, status: 'failed', failure: { ...meaning, code, message: tidyReason(message, []), field: field ?? null } };
}
