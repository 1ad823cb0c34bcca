import { Timestamp } from '#domain/instant.ts';
import { id, type } from './platform-event-type.ts';

const data = {
  ...{ dispute_id: id('dsp'), partner_id: id('ptn'), due_at: Timestamp },
  ...{ deal_id: id('deal').nullable(), line_id: id('lin').nullable(), invoice_id: id('cin').nullable() },
};
const example = {
  dispute_id: 'dsp_01k9v5yq3n8t2e6w7x4z0b1c2d',
  partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
  due_at: '2026-03-11T09:30:00.000Z',
  ...{ deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', line_id: null, invoice_id: null },
};

/** What disputes about commissions tell the company's own people. */
export const disputeEventTypes = {
  'causeway.dispute.opened': type('info', {
    message: 'a partner disputes a commission',
    remedy: 'Read its evidence and decide it: POST /partners/{id}/disputes/{dispute_id}/decide.',
    data,
    example,
  }),
  'causeway.dispute.overdue': type('warn', {
    message: 'a dispute was not answered in time',
    remedy: 'Decide it: POST /partners/{id}/disputes/{dispute_id}/decide.',
    data,
    example,
  }),
} as const;
