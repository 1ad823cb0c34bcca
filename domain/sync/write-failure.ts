/** Why a record could not be written, in classes that each have one remedy. */
export const failureReasons = {
  not_readable: {
    text: 'A value cannot be read as the type that the mapping names',
    remedy: 'Correct the value in the source, or the type of the field in the mapping',
  },
  not_mapped: {
    text: 'A value has no counterpart in the mapping',
    remedy: 'Add the value to the list of values of the field in the mapping, then retry',
  },
  not_allowed: {
    text: 'A value is none of those that are allowed',
    remedy: 'Correct the value in the source, or allow it: in the picklist of the target, or in the mapping. Then retry',
  },
  too_long: {
    text: 'A value is longer than the field of the target',
    remedy: 'Shorten the value in the source, or add the transform truncate to the mapping',
  },
  missing: {
    text: 'A value that the target requires is blank',
    remedy: 'Fill the field in the source, or give it a fallback in the mapping',
  },
  invalid: {
    text: 'The target refuses the record',
    remedy: 'Correct what the message names, in the source or in the rules of the target, then retry',
  },
  duplicate: {
    text: 'A rule of the target against duplicates refuses the record',
    remedy: 'Merge the duplicates in the target, or link the records by hand',
  },
  forbidden: {
    text: 'The connection may not write this record',
    remedy: 'Ask an administrator of the target for the permission that the message names, then retry',
  },
  gone: {
    text: 'The record was deleted or merged in the target while it was written',
    remedy: 'Nothing to do: the next run follows the merge or the deletion',
  },
  changed: { text: 'The record changed in the target while it was written', remedy: 'Nothing to do: the next run merges the change' },
  busy: { text: 'The target could not write the record now', remedy: 'Nothing to do: it is retried' },
  not_kept: {
    text: 'The target stores another value than the one that was written',
    remedy: 'Find the rule or automation in the target that changes it, or translate the value in the mapping',
  },
  parent_missing: {
    text: 'The record that it belongs to is not in the target yet',
    remedy: 'Mend the record that the message names. The next run then writes this one too',
  },
  deleted: {
    text: 'The record was deleted in the target',
    remedy: 'Retry to create it again, or dismiss it',
  },
  unclear_link: {
    text: 'Several records may be the counterpart',
    remedy: 'Link the record by hand to the right one, or merge the duplicates',
  },
} as const satisfies Record<string, { text: string; remedy: string }>;
export type FailureReason = keyof typeof failureReasons;

/** What a vendor says of one write. */
export interface VendorRefusal {
  reason: 'conflict' | 'duplicate' | 'invalid' | 'missing' | 'forbidden' | 'busy';
  code: string;
  message: string;
  field: string | null;
  retryable: boolean;
}

const reasonOf: Record<VendorRefusal['reason'], FailureReason> = {
  ...{ conflict: 'changed', duplicate: 'duplicate', invalid: 'invalid', missing: 'gone', forbidden: 'forbidden', busy: 'busy' },
};

/** Vendors name many faults of a value by the same class, so their codes tell which. */
const codes: readonly [RegExp, FailureReason][] = [
  [/picklist|invalid_option|not_an_allowed_value/i, 'not_allowed'],
  [/too_long|max_?length|at most [\d,]+ characters/i, 'too_long'],
  [/required/i, 'missing'],
];

export function classifyRefusal({ reason, code, message }: VendorRefusal): FailureReason {
  if (reason !== 'invalid') return reasonOf[reason];
  return codes.find(([pattern]) => pattern.test(code) || pattern.test(message))?.[1] ?? 'invalid';
}

const FIRST_RETRY_MS = 60_000;
/** A record that was locked all day gets an attempt every six hours. */
const MAX_RETRY_MS = 21_600_000;

/** When a retryable write is tried again after so many attempts. */
export const retryDelayMs = (attempts: number): number => Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20), MAX_RETRY_MS);
