import { z } from 'zod';
import { Timestamp } from '#domain/instant.ts';
import { id, reason, text, type } from './platform-event-type.ts';

const deal = { deal_id: id('deal'), partner_id: id('ptn') };
const review = { ...deal, assignee: text.nullable(), review_due_at: Timestamp.nullable() };
const crmOutage = { ...reason, failing_since: Timestamp, waiting_deals: z.int().describe('Approved deals that are not in the CRM yet') };
const crmSection = 'A deal is missing in the CRM';
const partner_id = 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab';
const deal_id = 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d';
const since = '2026-03-01T09:30:00.000Z';
const until = '2026-03-01T09:31:00.000Z';

/** What deals and their CRM tell the company's own people. */
export const dealEventTypes = {
  'causeway.deal.review_due': type('warn', {
    message: 'the review of a deal is due soon',
    remedy: 'Decide it, or ask the assignee.',
    runbook: 'A review is overdue',
    data: review,
    example: { deal_id, partner_id, assignee: 'ada@company.example', review_due_at: until },
  }),
  'causeway.deal.review_overdue': type('warn', {
    message: 'the review of a deal is overdue',
    remedy: 'Decide it, or extend it.',
    runbook: 'A review is overdue',
    data: review,
    example: { deal_id, partner_id, assignee: null, review_due_at: since },
  }),
  'causeway.deal.crm_refused': type('warn', {
    message: 'the CRM rejected a deal',
    remedy: 'Correct what reason names, then change or assign the deal.',
    runbook: crmSection,
    data: { ...deal, ...reason },
    example: { deal_id, partner_id, reason: 'name: is on a block list' },
  }),
  'causeway.crm.unavailable': type('error', {
    message: 'the CRM is away: approved deals wait, and are written when it answers again',
    remedy: 'Restore the CRM.',
    runbook: crmSection,
    data: crmOutage,
    example: { reason: 'no answer within 15 s', failing_since: since, waiting_deals: 12 },
  }),
  'causeway.crm.token_refused': type('error', {
    message: 'the CRM refuses the token: approved deals wait',
    remedy: 'Set a valid CRM_TOKEN and restart the workers.',
    runbook: crmSection,
    data: crmOutage,
    example: { reason: 'HTTP 401', failing_since: since, waiting_deals: 12 },
  }),
  'causeway.crm.recovered': type('info', {
    message: 'the CRM can be written to again: waiting deals are written now',
    remedy: 'Nothing.',
    data: { failing_since: Timestamp, waiting_deals: crmOutage.waiting_deals },
    example: { failing_since: since, waiting_deals: 12 },
  }),
} as const;
