import type { NewFact } from '#db/attribution/facts/insert-facts.ts';
import type { RevenueOutcome } from '#db/attribution/facts/insert-revenue.ts';
import { factFields } from '#domain/attribution/fact-input.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { toMoney } from '#domain/money.ts';

export interface Failure {
  status: 'failed';
  /** Of what is stored, if something else has the external id. */
  id: string | null;
  externalId: string | null;
  /** The code of the problem, if it is the only fact of its request. */
  code: 'invalid_request' | 'external_id_conflict' | 'idempotency_key_reused' | 'refund_exceeds_sale';
  errors: FieldError[];
}

/** What became of one fact of a request. */
export type FactResult = { status: 'created' | 'repeated'; id: string; externalId: string | null } | Failure;

export const failed = (
  externalId: string | null,
  errors: FieldError[],
  { code = 'invalid_request', id = null }: Partial<Pick<Failure, 'code' | 'id'>> = {},
): Failure => ({ status: 'failed', id, externalId, code, errors });

/** For the result of an item that has other errors. */
export function readExternalId(item: unknown): string | null {
  const sent = typeof item === 'object' && item !== null && 'external_id' in item ? item.external_id : undefined;
  return factFields.external_id.safeParse(sent).data ?? null;
}

/** Facts without an external id of their own that were sent with an Idempotency-Key. No caller can choose such an id. */
export const keyPrefix = '\u200bkey/';
export const shownExternalId = (externalId: string | null): string | null => (externalId?.startsWith(keyPrefix) ? null : externalId);

export function toResult(noun: string, row: NewFact & { currency?: string }, outcome: RevenueOutcome | undefined): FactResult {
  const externalId = shownExternalId(row.externalId);
  switch (outcome?.status) {
    case 'created':
    case 'repeated':
      return { status: outcome.status, id: outcome.id, externalId };
    case 'conflict':
      return conflict(noun, externalId, outcome.id);
    case 'unknown_conversion':
      return failed(externalId, [fieldError(['conversion_id'], 'invalid_value', 'is not a known conversion')]);
    case 'other_currency':
      return failed(externalId, [fieldError(['amount', 'currency'], 'invalid_value', `must be ${outcome.soldIn}, like the sale`)]);
    case 'over_refunded': {
      const show = (minor: bigint) => `${toMoney(minor, row.currency ?? '').amount} ${row.currency ?? ''}`;
      const message = `exceeds what is left of the sale: ${show(outcome.soldMinor)} were sold, ${show(outcome.refundedMinor)} are refunded already`;
      return failed(externalId, [fieldError(['amount'], 'too_large', message)], { code: 'refund_exceeds_sale' });
    }
    case undefined:
      throw new Error(`A ${noun} has no outcome`);
  }
}

function conflict(noun: string, externalId: string | null, id: string): Failure {
  if (externalId === null) {
    const message = `was sent with this Idempotency-Key before, with other content, and is ${id}`;
    return failed(null, [fieldError([], 'duplicate', message)], { code: 'idempotency_key_reused', id });
  }
  const message = `is the id of ${id}, which was recorded with other content. A ${noun} does not change: send another id, or the same content`;
  return failed(externalId, [fieldError(['external_id'], 'duplicate', message)], { code: 'external_id_conflict', id });
}
