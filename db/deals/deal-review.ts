import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { eq } from '#db/drizzle.ts';
import { partner } from '#db/schema.ts';
import { DAY_MS } from '#domain/days.ts';
import { canMove, isClosed, type ReviewMove, reviewMoves, type Stage, stageMoves } from '#domain/deals/deal-states.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { extendedUntil, protectionOf } from '#domain/deals/programme-rules.ts';
import type { ProgrammeSettings } from '#domain/deals/programme.ts';
import { DomainError } from '#domain/errors.ts';
import { registrationError, stateError, type RegistrationCode } from '#domain/registration-errors.ts';
import { changeDeal, type DealRow, type DealStep, type DealUpdate, lockDeals, stepDeal } from './deal.ts';
import { settingsOf } from './programme.ts';

/** The actor of a review step, and a precondition that throws if it is not met, for example for an outdated version. */
export interface Review {
  actor: Actor;
  assertVersion?: (present: DealRow) => void;
}

/** Protects the customer for the partner. Despite a conflict, this requires `override` and a comment. */
export function approveDeal(
  db: Database,
  id: string,
  { comment, override = false }: { comment?: string | undefined; override?: boolean | undefined },
  review: Review,
): Promise<DealRow> {
  return move(db, id, 'approve', review, async (present, tx) => {
    if (present.conflictState === 'conflict' && !(override && comment)) throw conflicting(present);
    return { action: 'approved', comment, set: protection(present, await settingsOf({ orm: tx }, present)) };
  });
}

export function rejectDeal(db: Database, id: string, { reason }: { reason: string }, review: Review): Promise<DealRow> {
  return move(db, id, 'reject', review, () => ({ action: 'rejected', comment: reason, set: { reason, closedAt: new Date() } }));
}

/** Requests changes: the partner may change these fields and submit again; otherwise the deal expires. */
export function askForAction(
  db: Database,
  id: string,
  { fields, comment }: { fields: (keyof DealFields)[]; comment: string },
  review: Review,
): Promise<DealRow> {
  return move(db, id, 'ask_for_action', review, async (present, tx) => {
    const { action_days: days } = (await settingsOf({ orm: tx }, present)).review;
    const set = { requestedFields: fields, reason: comment, decidedAt: null, reviewDueAt: new Date(Date.now() + days * DAY_MS) };
    return { action: 'action_required', comment, set };
  });
}

/** Closes the deal as a duplicate of the deal `into`, which stays open. */
export function mergeDeal(
  db: Database,
  id: string,
  { into, comment }: { into: string; comment?: string | undefined },
  review: Review,
): Promise<DealRow> {
  return changeAs(db, review.actor, async (tx) => {
    // Both are locked in a fixed order, so that two deals are never merged into each other and do not deadlock.
    const target = (await lockDeals(tx, [id, into])).find((row) => row.id === into);
    const step = moving('merge', review, async (present) => {
      await assertMergeable(tx, present, target, into);
      return { action: 'merged', comment, set: { mergedInto: into, closedAt: new Date() } };
    });
    return stepDeal(tx, id, step, review.actor);
  });
}

/** Moves the deal to a stage that can follow the current one. won and lost close the deal. */
export function changeStage(
  db: Database,
  id: string,
  { stage, reason }: { stage: Stage; reason?: string | undefined },
  { actor, assertVersion }: Review,
): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    (present) => {
      assertVersion?.(present);
      if (isClosed(present) || present.reviewStatus !== 'approved') throw invalidState(present, 'change its stage');
      if (!stageMoves[present.stage].includes(stage)) throw illegalStage(present, stage);
      if (stage === 'lost' && !reason) {
        throw new DomainError('invalid_request', 'A reason is required for a lost deal.', [
          registrationError(['reason'], 'required', 'is required for lost'),
        ]);
      }
      const closes = stage === 'won' || stage === 'lost';
      return {
        action: closes ? stage : 'stage_changed',
        comment: reason,
        set: { stage, ...(closes && { closedAt: new Date(), reason: reason ?? null }) },
      };
    },
    actor,
  );
}

export function withdrawDeal(db: Database, id: string, { reason }: { reason?: string | undefined }, review: Review): Promise<DealRow> {
  return move(db, id, 'withdraw', review, () => ({
    action: 'withdrawn',
    comment: reason,
    set: { reason: reason ?? null, closedAt: new Date() },
  }));
}

/** Extends the protection by the programme's extension time, up to the allowed number of extensions, while the customer is still protected. */
export function extendProtection(
  db: Database,
  id: string,
  { reason }: { reason: string },
  { actor, assertVersion }: Review,
): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    async (present, tx) => {
      assertVersion?.(present);
      if (isClosed(present) || present.reviewStatus !== 'approved') throw invalidState(present, 'have its protection extended');
      const settings = await settingsOf({ orm: tx }, present);
      const { extension_days: days, max_extensions: most } = settings.protection;
      const until = present.protectedUntil?.getTime() ?? 0;
      if (until <= Date.now()) {
        throw notExtendable(
          'protected_until',
          'invalid_state',
          `is in the past: the protection ended ${present.protectedUntil?.toISOString() ?? 'long ago'}`,
        );
      }
      if (days === 0 || most === 0) throw notExtendable('extensions', 'not_permitted', 'are not allowed by the programme');
      if (present.extensions >= most) throw notExtendable('extensions', 'out_of_range', `are used up: the programme allows ${most}`);
      return {
        action: 'extended',
        comment: reason,
        set: { protectedUntil: extendedUntil(present, settings), extensions: present.extensions + 1 },
      };
    },
    actor,
  );
}

/** Reads within the transaction: waiting for a second connection while holding one can exhaust the pool. */
type ReviewStep = (present: DealRow, tx: Transaction) => Promise<DealStep> | DealStep;

/** A transition of the review's state machine. Rejects a transition that the current state does not allow. */
function move(db: Database, id: string, name: ReviewMove, review: Review, step: ReviewStep): Promise<DealRow> {
  return changeDeal(db, id, moving(name, review, step), review.actor);
}

function moving(name: ReviewMove, { assertVersion }: Review, step: ReviewStep) {
  return async (present: DealRow, tx: Transaction): Promise<DealStep> => {
    assertVersion?.(present);
    if (!canMove(present, name)) throw invalidState(present, `go to ${reviewMoves[name].to}`);
    const { set, ...told } = await step(present, tx);
    return { ...told, set: { reviewStatus: reviewMoves[name].to, decidedAt: new Date(), requestedFields: [], ...set } };
  };
}

async function assertMergeable(tx: Transaction, present: DealRow, target: DealRow | undefined, into: string): Promise<void> {
  const fault = (message: string, code: RegistrationCode = 'invalid_state') =>
    new DomainError(target ? 'invalid_merge' : 'not_found', `into ${message}`, [registrationError(['into'], code, message)]);
  if (!target) throw fault(`is not a deal: ${into}`, 'invalid_value');
  if (target.id === present.id) throw fault('must be another deal', 'invalid_value');
  if (target.mergedInto !== null) throw fault(`was itself merged into ${target.mergedInto}`);
  if (isClosed(target)) throw fault(`is closed: its review status is ${target.reviewStatus}, its stage ${target.stage}`);
  if (target.submittedAt === null) throw fault('is a draft, which does not register a customer');
  if ((await isSandboxed(tx, present)) !== (await isSandboxed(tx, target))) {
    throw fault('must be in the same environment as the deal: sandbox or production', 'not_permitted');
  }
}

async function isSandboxed(tx: Transaction, { partnerId }: DealRow): Promise<boolean> {
  const [owner] = await tx.select({ tier: partner.tier }).from(partner).where(eq(partner.id, partnerId));
  return owner?.tier === 'sandbox';
}

function protection(present: DealRow, settings: ProgrammeSettings): DealUpdate {
  const { from, until } = protectionOf(present, settings, new Date());
  return { protectedFrom: from, protectedUntil: until };
}

export function invalidState(present: DealRow, what: string): DomainError {
  const isSettled = present.stage === 'won' || present.stage === 'lost';
  const fault = isSettled
    ? stateError('stage', 'invalid_state', `is ${present.stage}`)
    : stateError('review_status', 'invalid_state', `is ${present.reviewStatus}`);
  return new DomainError(
    'invalid_state',
    `Deal ${present.id} cannot ${what}: its review status is ${present.reviewStatus}, its stage ${present.stage}.`,
    [fault],
  );
}

function notExtendable(field: string, code: RegistrationCode, message: string): DomainError {
  return new DomainError('protection_not_extendable', `The protection cannot be extended: ${field} ${message}.`, [
    stateError(field, code, message),
  ]);
}

function conflicting({ id }: DealRow): DomainError {
  return new DomainError(
    'conflict',
    `An earlier deal registered the customer of ${id}: see GET /deals/${id}/matches. Merge or reject ${id}, or approve it with override and a comment.`,
  );
}

function illegalStage({ stage }: DealRow, next: string): DomainError {
  const allowed = new Intl.ListFormat('en', { type: 'disjunction' }).format(stageMoves[stage]) || 'no other stage';
  return new DomainError('invalid_state', `From ${stage}, a deal can move to ${allowed}, not to ${next}.`, [
    registrationError(['stage'], 'invalid_state', `must be ${allowed}`),
  ]);
}
