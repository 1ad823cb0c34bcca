import type { Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { eq } from '#db/drizzle.ts';
import { existing } from '#db/partners/partner.ts';
import { dealNote, partner } from '#db/schema.ts';
import { isClosed, type Stage } from '#domain/deals/deal-states.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { registrationError, type RegistrationCode } from '#domain/registration-errors.ts';
import { invalidState, type Review } from './deal-review.ts';
import { changeDeal, type DealRow, type DealUpdate } from './deal.ts';

export interface Reassignment {
  /** The person of the company who handles the deal; null means nobody. */
  assignee?: string | null | undefined;
  /** The partner that receives the deal. */
  partnerId?: string | undefined;
  reason: string;
}

/** Reassigns an open deal to a person of the company, or to another partner, which cannot see the deal's earlier history. */
export function reassignDeal(
  db: Database,
  id: string,
  { assignee, partnerId, reason }: Reassignment,
  { actor, assertVersion }: Review,
): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    async (present, tx) => {
      assertVersion?.(present);
      if (isClosed(present)) throw invalidState(present, 'be reassigned');
      const assigned = assignee === undefined ? {} : { assignee };
      if (partnerId === undefined) return { action: 'assigned', quiet: true, comment: reason, set: assigned };
      await assertTaker(tx, present, partnerId);
      // Notes shared with the previous partner stay between that partner and the company.
      await tx.update(dealNote).set({ internal: true }).where(eq(dealNote.dealId, id));
      return { action: 'moved', comment: reason, set: { ...assigned, ...givenTo(present, partnerId) } };
    },
    actor,
  );
}

export interface Override {
  conflict?: 'clear' | undefined;
  stage?: Exclude<Stage, 'won' | 'lost'> | undefined;
  protectedUntil?: Date | undefined;
  reviewDueAt?: Date | undefined;
  reason: string;
}

/** Overrides the rules for a deal that is open and stays open. */
export function overrideDeal(
  db: Database,
  id: string,
  { reason, ...wanted }: Override,
  { actor, assertVersion }: Review,
): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    (present) => {
      assertVersion?.(present);
      if (isClosed(present) || present.submittedAt === null) {
        throw invalidState(present, 'be overridden: only an open deal that was submitted can');
      }
      const faults = misfits(present, wanted);
      if (faults.length > 0) {
        throw new DomainError(
          'invalid_state',
          `The deal is ${present.reviewStatus}: ${faults.map(({ field, message }) => `${field} ${message}`).join('; ')}.`,
          faults,
        );
      }
      const { conflict: conflictState, ...set } = wanted;
      return { action: 'overridden', comment: reason, set: { ...set, ...(conflictState && { conflictState }) } };
    },
    actor,
  );
}

function misfits({ reviewStatus }: DealRow, { protectedUntil, reviewDueAt }: Omit<Override, 'reason'>): FieldError[] {
  const faults: FieldError[] = [];
  const fault = (field: string, message: string) => faults.push(registrationError([field], 'invalid_state', message));
  if (protectedUntil && reviewStatus !== 'approved') fault('protected_until', 'can be set only for an approved deal');
  if (reviewDueAt && reviewStatus === 'approved') fault('review_due_at', 'can be set only while a decision is pending');
  return faults;
}

/** Locks the partner until the end of the transaction, so that it is not deleted while it receives a deal. */
async function assertTaker(tx: Transaction, present: DealRow, partnerId: string): Promise<void> {
  const read = { id: partner.id, tier: partner.tier, status: partner.status };
  const [taker] = await tx.select(read).from(partner).where(existing(partnerId)).for('share');
  const [owner] = await tx.select(read).from(partner).where(eq(partner.id, present.partnerId));
  const refuse = (code: string, entry: RegistrationCode, message: string) =>
    new DomainError(code, `partner_id ${message}`, [registrationError(['partner_id'], entry, message)]);
  if (!taker) throw refuse('unknown_partner', 'unknown_partner', `is not a known partner: ${partnerId}`);
  if (taker.id === present.partnerId) throw refuse('conflict', 'invalid_value', 'must differ from the current partner');
  if (taker.status !== 'active') {
    throw refuse('conflict', 'invalid_state', `must be an active partner: this one is ${taker.status}`);
  }
  if ((taker.tier === 'sandbox') !== (owner?.tier === 'sandbox')) {
    throw refuse('conflict', 'not_permitted', 'must not move a deal between sandbox and production');
  }
}

/** The external id and the team of a deal belong to its partner. */
function givenTo({ fields: { team: _team, ...fields } }: DealRow, partnerId: string): DealUpdate {
  return { partnerId, externalId: null, fields };
}
