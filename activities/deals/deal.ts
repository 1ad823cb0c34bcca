import { ApplicationFailure } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import type { Actor } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { expireDeal, findDealInProcess, markPublished, openReview, setProcessError } from '#db/deals/deal-process.ts';
import { approveDeal, askForAction, rejectDeal } from '#db/deals/deal-review.ts';
import type { DealRow } from '#db/deals/deal.ts';
import type { DealDecision } from '#domain/deals/deal-decision.ts';
import { isClosed, type ReviewStatus, type Stage } from '#domain/deals/deal-states.ts';
import { timersOf, type DealTimer } from '#domain/deals/deal-timers.ts';
import { DealFields } from '#domain/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { createDealOutbox, type DealOutboxDeps } from './deal-outbox.ts';

export interface DealActivityDeps extends DealOutboxDeps {
  notify: Notify;
  db: Database;
}

/** The state of a deal, for its workflow and for operators. Contains no personal data. */
export interface DealSnapshot {
  partnerId: string;
  version: number;
  reviewStatus: ReviewStatus;
  stage: Stage;
  conflict: DealRow['conflictState'];
  isClosed: boolean;
  /** The deal was approved at some time, and this version has not been written to the CRM. */
  isNewsToCrm: boolean;
  agenda: DealTimer[];
}

/** The actor that the history shows for the actions of a deal's workflow. */
const processOf = (dealId: string): Actor => ({ kind: 'system', id: `register-deal/${dealId}` });

export function createDealActivities(deps: DealActivityDeps) {
  const { db, notify } = deps;
  const outbox = createDealOutbox(deps);

  /** Notifies the company that a review is pending. Safe to repeat: each occasion has one event. */
  async function tellReviewers(type: 'causeway.deal.review_due' | 'causeway.deal.review_overdue', dealId: string): Promise<void> {
    const found = await findDealInProcess(db, dealId);
    if (found?.row.reviewStatus !== 'in_review') return;
    const { row } = found;
    const dueAt = row.reviewDueAt?.toISOString() ?? null;
    await notify(
      type,
      { deal_id: dealId, partner_id: row.partnerId, assignee: row.assignee, review_due_at: dueAt },
      `${type}/${dealId}/${dueAt}`,
    );
  }

  return {
    /**
     * Decides a submitted deal by rule or leaves it to a reviewer, publishes the events in the deal's outbox, and returns the deal's state, or
     * null if the deal was erased. Safe to repeat: a deal that is in review or decided does not change, and each change's event has a unique
     * key of deal and version, so publishing it again adds nothing.
     */
    async advanceDeal(dealId: string): Promise<DealSnapshot | null> {
      await openReview(db, dealId, processOf(dealId));
      const found = await findDealInProcess(db, dealId);
      if (!found) return null;
      const { row, settings, handedInAt, unpublished } = found;
      if (unpublished.length > 0) {
        await outbox.publishChanges(row, unpublished);
        await markPublished(
          db.sql,
          dealId,
          unpublished.map((change) => change.version),
        );
      }
      if (row.processError !== null) await setProcessError(db.sql, dealId, null);
      const { partnerId, version, reviewStatus, stage, conflictState: conflict, reviewDueAt, protectedUntil } = row;
      const closed = isClosed(row);
      const agenda = timersOf({ reviewStatus, isClosed: closed, handedInAt, reviewDueAt, protectedUntil }, settings);
      return {
        partnerId,
        version,
        reviewStatus,
        stage,
        conflict,
        isClosed: closed,
        isNewsToCrm: row.protectedFrom !== null && (row.crmVersion ?? 0) < version,
        agenda,
      };
    },

    /** The review is due soon. Safe to repeat: each due time has one event. */
    remindReviewers: (dealId: string): Promise<void> => tellReviewers('causeway.deal.review_due', dealId),

    /** The review is overdue. Safe to repeat as above. */
    escalateReview: (dealId: string): Promise<void> => tellReviewers('causeway.deal.review_overdue', dealId),

    /** Notifies the partner that the protection ends soon. Safe to repeat: each end has one event. */
    async warnOfExpiry(dealId: string): Promise<void> {
      const found = await findDealInProcess(db, dealId);
      if (found && found.row.reviewStatus === 'approved' && !isClosed(found.row)) await outbox.publishExpiry(found.row);
    },

    /** Expires a deal that was due at that time. Safe to repeat: a deal that was extended or has ended does not change. */
    async expireDeal(dealId: string, at: number): Promise<void> {
      await expireDeal(db, dealId, new Date(at), processOf(dealId));
    },

    /** Stores why no workflow acts on the deal any more, and reports it. Safe to repeat: the same reason is stored. */
    async giveUpDeal(dealId: string, reason: string): Promise<void> {
      await setProcessError(db.sql, dealId, reason);
      await reportGivenUp(notify, dealId, reason);
    },

    /** Reports that the CRM rejected the deal, which an operator must fix. Safe to repeat: each version of the deal has one event. */
    async reportCrmRefusal(dealId: string, version: number): Promise<void> {
      const found = await findDealInProcess(db, dealId);
      const type = 'causeway.deal.crm_refused';
      if (found) {
        await notify(
          type,
          { deal_id: dealId, partner_id: found.row.partnerId, reason: found.row.crmError ?? 'unknown' },
          `${type}/${dealId}/${version}`,
        );
      }
    },

    /**
     * Applies a decision that a person made in Temporal UI. Safe to repeat: after a decision the deal is in a state that rejects the same
     * decision.
     */
    async decideReview(dealId: string, { by, ...decision }: DealDecision): Promise<void> {
      const review = { actor: { kind: 'platform', id: `temporal:${by}` } as const };
      try {
        if (decision.decision === 'approve') await approveDeal(db, dealId, decision, review);
        else if (decision.decision === 'reject') await rejectDeal(db, dealId, decision, review);
        else await askForAction(db, dealId, known(decision), review);
      } catch (error) {
        if (error instanceof DomainError) throw ApplicationFailure.nonRetryable(error.message, error.code);
        throw error;
      }
    },
  };
}

type Question = Extract<DealDecision, { decision: 'ask_for_action' }>;

/** Rejects a request for fields that a deal does not have. */
function known(question: Omit<Question, 'by'>): Omit<Question, 'by'> {
  const unknown = question.fields.filter((field) => !(field in DealFields.shape));
  if (unknown.length > 0) {
    throw new DomainError(
      'invalid_request',
      `Unknown fields: ${unknown.join(', ')}. The fields of a deal are ${Object.keys(DealFields.shape).join(', ')}`,
    );
  }
  return question;
}
