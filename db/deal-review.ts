import type { DealFields } from '#domain/deal.ts';
import { canMove, isClosed, type ReviewMove, reviewMoves, type Stage, stageMoves } from '#domain/deal-states.ts';
import { DomainError } from '#domain/errors.ts';
import { ProgrammeSettings } from '#domain/programme.ts';
import type { Actor } from './actor.ts';
import type { Database } from './database.ts';
import { changeDeal, type DealRow, type DealStep, type DealUpdate } from './deal.ts';
import { getProgramme } from './programme.ts';

const DAY_MS = 86_400_000;

/** Who does it, and what the deal must be like for it: throws when it is not, as for a version that has passed. */
export interface Review {
  actor: Actor;
  assertVersion?: (present: DealRow) => void;
}

/** Protects the customer for the partner. In spite of a conflict only with `override` and a comment. */
export function approveDeal(db: Database, id: string, { comment, override = false }: { comment?: string | undefined; override?: boolean | undefined }, review: Review): Promise<DealRow> {
  return move(db, id, 'approve', review, async (present) => {
    if (present.conflictState === 'conflict' && !(override && comment)) throw conflicting(present);
    return { action: 'approved', comment, set: protection(present, await settingsOf(db, present)) };
  });
}

export function rejectDeal(db: Database, id: string, { reason }: { reason: string }, review: Review): Promise<DealRow> {
  return move(db, id, 'reject', review, () => ({ action: 'rejected', comment: reason, set: { reason, closedAt: new Date() } }));
}

/** Hands it back: the partner may change these fields, and submits again, or it expires. */
export function askForAction(db: Database, id: string, { fields, comment }: { fields: (keyof DealFields)[]; comment: string }, review: Review): Promise<DealRow> {
  return move(db, id, 'ask_for_action', review, async (present) => {
    const { action_days: days } = (await settingsOf(db, present)).review;
    const set = { requestedFields: fields, reason: comment, decidedAt: null, reviewDueAt: new Date(Date.now() + days * DAY_MS) };
    return { action: 'action_required', comment, set };
  });
}

/** Closes it as a duplicate of the deal `into`, which goes on. */
export function mergeDeal(db: Database, id: string, { into, comment }: { into: string; comment?: string | undefined }, review: Review): Promise<DealRow> {
  if (into === id) throw new DomainError('conflict', 'A deal cannot be merged into itself.');
  return move(db, id, 'merge', review, () => ({ action: 'merged', comment, set: { mergedInto: into, closedAt: new Date() } }));
}

/** Along the stages that may follow the present one; won and lost close the deal. */
export function changeStage(db: Database, id: string, { stage, reason }: { stage: Stage; reason?: string | undefined }, { actor, assertVersion }: Review): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    (present) => {
      assertVersion?.(present);
      if (isClosed(present) || present.reviewStatus !== 'approved') throw invalidState(present, 'change its stage');
      if (!stageMoves[present.stage].includes(stage)) throw illegalStage(present, stage);
      if (stage === 'lost' && !reason) throw new DomainError('invalid_request', 'Say why it was lost.', [{ field: 'reason', code: 'REQUIRED_FIELD_MISSING', message: 'is required for lost' }]);
      const closes = stage === 'won' || stage === 'lost';
      return { action: closes ? stage : 'stage_changed', comment: reason, set: { stage, ...(closes && { closedAt: new Date(), reason: reason ?? null }) } };
    },
    actor,
  );
}

export function withdrawDeal(db: Database, id: string, { reason }: { reason?: string | undefined }, review: Review): Promise<DealRow> {
  return move(db, id, 'withdraw', review, () => ({ action: 'withdrawn', comment: reason, set: { reason: reason ?? null, closedAt: new Date() } }));
}

export async function settingsOf(db: Database, { programmeId }: { programmeId: string }): Promise<ProgrammeSettings> {
  return ProgrammeSettings.parse((await getProgramme(db, programmeId)).settings);
}

/** A move of the review machine, refused where the machine does not know it. */
function move(db: Database, id: string, name: ReviewMove, { actor, assertVersion }: Review, step: (present: DealRow) => Promise<DealStep> | DealStep): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    async (present) => {
      assertVersion?.(present);
      if (!canMove(present, name)) throw invalidState(present, `go to ${reviewMoves[name].to}`);
      const { set, ...told } = await step(present);
      return { ...told, set: { reviewStatus: reviewMoves[name].to, decidedAt: new Date(), requestedFields: [], ...set } };
    },
    actor,
  );
}

/** Exclusive for the partner from the programme's moment on. */
function protection(present: DealRow, { protection: { starts, days } }: ProgrammeSettings): DealUpdate {
  const from = starts === 'submission' && present.submittedAt ? new Date(present.submittedAt) : new Date();
  return { protectedFrom: from, protectedUntil: new Date(from.getTime() + days * DAY_MS) };
}

function invalidState(present: DealRow, what: string): DomainError {
  return new DomainError('invalid_state', `Deal ${present.id} cannot ${what}: its review status is ${present.reviewStatus}, its stage ${present.stage}.`, [
    { field: 'review_status', code: 'INVALID_RESOURCE_STATE', message: `is ${present.reviewStatus}` },
  ]);
}

function conflicting({ id }: DealRow): DomainError {
  return new DomainError(
    'conflict',
    `An earlier deal holds the customer of ${id}: see GET /deals/${id}/matches. Merge or reject it, or approve with override and a comment.`,
  );
}

function illegalStage({ stage }: DealRow, next: string): DomainError {
  const allowed = stageMoves[stage].join(', ') || 'nothing';
  return new DomainError('invalid_state', `After ${stage} may come ${allowed}, not ${next}.`, [
    { field: 'stage', code: 'INVALID_RESOURCE_STATE', message: `must be one of ${allowed}` },
  ]);
}
