/** The part of a dispute that its events contain: not what people wrote, which is read with the dispute. */
interface ToldDispute {
  id: string;
  dealId: string | null;
  lineId: string | null;
  invoiceId: string | null;
  dueAt: Date;
  adjustmentId: string | null;
}

export const disputePayload = ({ id, dealId, lineId, invoiceId, dueAt, adjustmentId }: ToldDispute): Record<string, unknown> => ({
  ...{ dispute_id: id, deal_id: dealId, line_id: lineId, invoice_id: invoiceId, due_at: dueAt.toISOString(), adjustment_id: adjustmentId },
});

const text = { type: ['string', 'null'], maxLength: 64 };
const schema = {
  type: 'object',
  required: ['dispute_id'],
  properties: {
    dispute_id: { type: 'string', minLength: 1, maxLength: 64 },
    ...{ deal_id: text, line_id: text, invoice_id: text, adjustment_id: text },
    due_at: { type: 'string', maxLength: 64 },
  },
};
const example = {
  ...{ dispute_id: 'dsp_01k9v5yq3n8t2e6w7x4z0b1c2d', deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', line_id: null },
  ...{ invoice_id: null, due_at: '2026-04-11T09:30:00.000Z', adjustment_id: null },
};

/** The events that tell a partner about its disputes. */
export const disputeEventTypes = [
  { name: 'dispute.opened', description: 'A dispute was opened. It is answered by `due_at`.', schema, example },
  { name: 'dispute.overdue', description: 'A dispute was not answered in time.', schema, example },
  {
    name: 'dispute.decided',
    description: 'A dispute was decided: with the correction `adjustment_id`, or with a reason.',
    schema,
    example: { ...example, adjustment_id: 'lin_01k9v5yq3n8t2e6w7x4z0b1c2d' },
  },
] as const;
