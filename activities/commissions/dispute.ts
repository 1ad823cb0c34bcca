import { reportGivenUp } from '#activities/give-up.ts';
import { attachEvidence, closeDispute, type Dispute, findDispute, setDisputeReason } from '#db/commissions/dispute.ts';
import type { Sql } from '#db/database.ts';
import { disputePayload } from '#domain/commissions/dispute-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { gatherEvidence } from './dispute-evidence.ts';

export interface DisputeActivityDeps {
  disputes: { sql: Sql; store: Sql; publish: (events: NewEvent[]) => Promise<unknown> };
  notify: Notify;
}

/** What the workflow of a dispute does next. Contains no text of a person. */
interface DisputeSituation {
  isDecided: boolean;
  dueAt: number;
}

export function createDisputeActivities({ disputes: { sql, store, publish }, notify }: DisputeActivityDeps) {
  const tellPartner = (type: 'dispute.opened' | 'dispute.overdue' | 'dispute.decided', dispute: Dispute) =>
    publish([toEvent(type, dispute)]);
  const tellCompany = (type: 'causeway.dispute.opened' | 'causeway.dispute.overdue', dispute: Dispute) => {
    const { id, partnerId, dueAt, dealId, lineId, invoiceId } = dispute;
    const about = { deal_id: dealId, line_id: lineId, invoice_id: invoiceId };
    return notify(type, { dispute_id: id, partner_id: partnerId, due_at: dueAt.toISOString(), ...about }, `${type}/${id}`);
  };

  return {
    /** Attaches what the books say, and tells the partner and the company. Safe to repeat: the first evidence stays, and each event is published once. */
    async openDispute(disputeId: string): Promise<void> {
      const dispute = await findDispute(sql, disputeId);
      if (!dispute) return;
      if (dispute.evidence === null) await attachEvidence(sql, disputeId, await gatherEvidence({ sql, store }, dispute));
      await tellPartner('dispute.opened', dispute);
      await tellCompany('causeway.dispute.opened', dispute);
    },

    /** Whether it is decided. Only reads. */
    async readDispute(disputeId: string): Promise<DisputeSituation | null> {
      const dispute = await findDispute(sql, disputeId);
      return dispute ? situationOf(dispute) : null;
    },

    /** Nobody has answered in time. Safe to repeat: it is told once. */
    async tellOverdueDispute(disputeId: string): Promise<void> {
      const dispute = await findDispute(sql, disputeId);
      if (dispute?.state !== 'open') return;
      await tellPartner('dispute.overdue', dispute);
      await tellCompany('causeway.dispute.overdue', dispute);
    },

    /** Tells the partner what was decided. Safe to repeat: it is told once. */
    async endDispute(disputeId: string): Promise<void> {
      const dispute = await findDispute(sql, disputeId);
      if (dispute?.state !== 'decided') return;
      await tellPartner('dispute.decided', dispute);
      await closeDispute(sql, disputeId);
    },

    /** Stores why nobody attends to it any more. Safe to repeat: the same reason is stored. */
    async giveUpDispute(disputeId: string, reason: string): Promise<void> {
      await setDisputeReason(sql, disputeId, reason);
      await reportGivenUp(notify, disputeId, reason);
    },
  };
}

const situationOf = ({ state, dueAt }: Dispute): DisputeSituation => ({ isDecided: state !== 'open', dueAt: dueAt.getTime() });

const toEvent = (type: string, dispute: Dispute): NewEvent => ({
  ...{ id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: JSON.stringify(disputePayload(dispute)) },
  ...{ externalId: `${type}/${dispute.id}`, orderingKey: dispute.id, partnerIds: [dispute.partnerId] },
});
