import { z } from 'zod';
import { Day } from '#domain/instant.ts';
import { id, reason, text, type } from './platform-event-type.ts';

const night = {
  reconciliation_id: id('rcn'),
  sync_id: id('syn').nullable().describe('The pair of systems; null for a book'),
  book: text.nullable().describe('The book of Causeway itself; null for a pair'),
  night: Day,
  headline: text.describe('The first line of the report'),
};
const example = {
  ...{ reconciliation_id: 'rcn_01k9v5yq3n8t2e6w7x4z0b1c2d', sync_id: 'syn_01k9v5yq3n8t2e6w7x4z0b1c2d', book: null, night: '2026-03-01' },
  headline: '9,990 of 10,000 records agree',
};
const section = 'A reconciliation found drift';

/** What nightly reconciliation tells the company's own people, each once for a run. */
export const reconciliationEventTypes = {
  'causeway.reconciliation.completed': type('info', {
    message: 'a night was compared to its end',
    remedy: 'Nothing, or read its report: GET /reconciliations/{id}/report.',
    data: { ...night, compared: z.int().describe('Records that were compared') },
    example: { ...example, compared: 10_000 },
  }),
  'causeway.reconciliation.drift': type('warn', {
    message: 'two systems that should be the same differ, or a book contradicts itself',
    remedy: 'Read the findings of the reconciliation: each has its cause and remedy. If there is a question, approve it.',
    runbook: section,
    data: {
      ...night,
      findings: z.int().describe('Differences, without ignored ones'),
      repaired: z.int(),
      needs_person: z.int().describe('Differences that no rule decides, or whose repair failed'),
      question: text.nullable().describe('What a person must agree to before anything is repaired'),
    },
    example: { ...example, findings: 14, repaired: 12, needs_person: 2, question: null },
  }),
  'causeway.reconciliation.incomplete': type('warn', {
    message: 'a night could not be compared to its end, so nothing of what was not read is called missing',
    remedy: 'Do what reason names. The next night compares everything again.',
    runbook: section,
    data: { ...night, ...reason },
    example: { ...example, reason: 'account/b: the vendor was not available for 6 hours' },
  }),
  'causeway.reconciliation.missed': type('warn', {
    message: 'a pair of systems, or a book of the company, was not reconciled in a night',
    remedy: 'Do what reason names. POST /syncs/{id}/reconcile, or /books/{book}/reconcile, compares now, if it is not caught up already.',
    runbook: 'A night was not reconciled',
    data: {
      sync_id: id('syn').nullable().describe('The pair of systems; null for a book'),
      book: text.optional().describe('The book of Causeway itself; absent for a pair'),
      night: Day.describe("The night, by the calendar of the plan's time zone"),
      ...reason,
      caught_up: z.boolean().describe('It is being caught up now'),
    },
    example: {
      ...{ sync_id: null, book: 'deliveries', night: '2026-03-01', caught_up: true },
      reason: 'the night of 2026-03-01 had no run: nothing ran at its time',
    },
  }),
} as const;
