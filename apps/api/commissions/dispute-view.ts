import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { Dispute } from '#db/commissions/dispute.ts';
import { disputeStates } from '#domain/commissions/commission.ts';
import { Timestamp } from '#domain/instant.ts';
import { Money } from '#domain/money.ts';
import { FilledString, FilledText } from '#domain/plain-text.ts';

const Id = FilledString(64);

export const CreateDispute = z
  .strictObject({
    deal_id: Id.nullable().default(null),
    line_id: Id.nullable().default(null),
    invoice_id: Id.nullable().default(null),
    question: FilledText(2_000),
  })
  .refine(({ deal_id: deal, line_id: line, invoice_id: invoice }) => deal !== null || line !== null || invoice !== null, {
    error: 'must name a deal, a line or an invoice',
    path: ['deal_id'],
  })
  .meta({
    id: 'CreateDispute',
    examples: [{ deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', line_id: null, question: 'Why do we have no credit for Brightwell?' }],
  });

/** What a correction adds to, or takes from, what the partner is owed. */
export const Correction = z
  .strictObject({ effect: z.enum(['add', 'take']), amount: Money })
  .meta({ id: 'CommissionCorrection', examples: [{ effect: 'add', amount: { amount: '120.00', currency: 'EUR' } }] });
export type Correction = z.infer<typeof Correction>;

export const DisputeDecision = z
  .strictObject({
    answer: FilledText(2_000),
    adjustment: Correction.nullable()
      .default(null)
      .describe('Posted with the decision. null: nothing is corrected, and the answer says why'),
  })
  .meta({ id: 'DisputeDecision', examples: [{ answer: 'The split of March did not name you. It does now', adjustment: null }] });

export const DisputeView = z
  .object({
    id: z.string().meta({ example: 'dsp_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    partner_id: z.string(),
    deal_id: z.string().nullable(),
    line_id: z.string().nullable(),
    invoice_id: z.string().nullable(),
    question: z.string().meta({ example: 'Why do we have no credit for Brightwell?' }),
    state: z.enum(disputeStates).describe('closed: decided, and everybody was told'),
    evidence: z.array(z.string()).meta({ maxItems: 200 }).nullable().describe('What the books say. null until it is gathered'),
    answer: z.string().nullable(),
    adjustment_id: z.string().nullable().describe('The line of the correction'),
    opened_at: Timestamp,
    due_at: Timestamp,
    decided_at: Timestamp.nullable(),
  })
  .meta({ id: 'Dispute' });
export const DisputeList = listOf(DisputeView).meta({ id: 'DisputeList' });

export const toDispute = (one: Dispute): z.infer<typeof DisputeView> => ({
  ...{ id: one.id, partner_id: one.partnerId, deal_id: one.dealId, line_id: one.lineId, invoice_id: one.invoiceId },
  ...{ question: one.question, state: one.state },
  ...{ evidence: one.evidence, answer: one.answer, adjustment_id: one.adjustmentId, opened_at: one.openedAt.toISOString() },
  ...{ due_at: one.dueAt.toISOString(), decided_at: one.decidedAt?.toISOString() ?? null },
});
