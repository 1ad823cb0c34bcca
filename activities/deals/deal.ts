import { ApplicationFailure } from '@temporalio/activity';
import type { Actor } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { expireDeal, findDealInProcess, markPublished, openReview } from '#db/deals/deal-process.ts';
import { approveDeal, askForAction, rejectDeal } from '#db/deals/deal-review.ts';
import type { DealRow } from '#db/deals/deal.ts';
import type { DealDecision } from '#domain/deals/deal-decision.ts';
import { isClosed, type ReviewStatus, type Stage } from '#domain/deals/deal-states.ts';
import { timersOf, type DealTimer } from '#domain/deals/deal-timers.ts';
import { DealFields } from '#domain/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';
import { createDealOutbox, type DealOutboxDeps } from './deal-outbox.ts';

export interface DealActivityDeps extends DealOutboxDeps {
  db: Database;
  /** Tells the company's own people; the occasion makes it unique. */
  notify: (type: string, data: Record<string, unknown>, occasion: string) => Promise<void>;
}

/** Where a deal stands, for its workflow and for whoever looks at it. Names no person. */
export interface DealSnapshot {
  partnerId: string;
  version: number;
  reviewStatus: ReviewStatus;
  stage: Stage;
  conflict: DealRow['conflictState'];
  isClosed: boolean;
  /** Approved once, and the CRM has not seen this version. */
  isNewsToCrm: boolean;
  agenda: DealTimer[];
}

/** In whose name the history shows what a deal's workflow does. */
const processOf = (dealId: string): Actor => ({ kind: 'system', id: `register-deal/${dealId}` });

export function createDealActivities(deps: DealActivityDeps) {
  const { db, notify } = deps;
  const outbox = createDealOutbox(deps);

  /** Tells the company that a review waits. Safe to repeat: of one occasion there is one event. */
  async function tellReviewers(type: string, dealId: string): Promise<void> {
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
     * Decides by rule about a deal that was handed in, or leaves it to a person; publishes the events of what has happened since,
     * and says where the deal stands: null when it was erased. Safe to repeat: what is in review or decided stays, and each
     * change's event is known by deal and version, so a second one adds nothing.
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

    /** The time for the review is almost over. Safe to repeat: of one due time there is one event. */
    remindReviewers: (dealId: string): Promise<void> => tellReviewers('causeway.deal.review_due', dealId),

    /** The time for the review is over. Safe to repeat as above. */
    escalateReview: (dealId: string): Promise<void> => tellReviewers('causeway.deal.review_overdue', dealId),

    /** Tells the partner that the protection ends soon. Safe to repeat: of one end there is one event. */
    async warnOfExpiry(dealId: string): Promise<void> {
      const found = await findDealInProcess(db, dealId);
      if (found && found.row.reviewStatus === 'approved' && !isClosed(found.row)) await outbox.publishExpiry(found.row);
    },

    /** Ends what was due to end at that time. Safe to repeat: what was given more time, or has ended, stays. */
    async expireDeal(dealId: string, at: number): Promise<void> {
      await expireDeal(db, dealId, new Date(at), processOf(dealId));
    },

    /** The CRM refused the deal: somebody has to look. Safe to repeat: once for each version of the deal. */
    async reportCrmRefusal(dealId: string, version: number): Promise<void> {
      const found = await findDealInProcess(db, dealId);
      const type = 'causeway.deal.crm_refused';
      if (found) {
        await notify(
          type,
          { deal_id: dealId, partner_id: found.row.partnerId, reason: found.row.crmError },
          `${type}/${dealId}/${version}`,
        );
      }
    },

    /**
     * What a person decides in Temporal's own interface. Safe to repeat: a decision that was taken leaves a state in which the same
     * one is refused.
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

/** Only what a deal has can be asked for. */
function known(question: Omit<Question, 'by'>): Omit<Question, 'by'> {
  const unknown = question.fields.filter((field) => !(field in DealFields.shape));
  if (unknown.length > 0) {
    throw new DomainError(
      'invalid_request',
      `There are no fields ${unknown.join(', ')}; a deal has ${Object.keys(DealFields.shape).join(', ')}`,
    );
  }
  return question;
}
