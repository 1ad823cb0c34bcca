import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { FindingRow } from '#db/reconciliation/finding.ts';
import type { ReconciliationRow } from '#db/reconciliation/run-list.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { maxKeptValue } from '#domain/reconciliation/kept-value.ts';
import { bookNames, findingClasses, findingStates, runStates, runTriggers } from '#domain/reconciliation/reconciliation.ts';
import { sides } from '#domain/sync/mapping.ts';

const at = '2026-03-01T01:00:12.000Z';
const syncId = 'syn_01k9v5yq3n8t2e6w7x4z0b1c2d';

export const ReconciliationParams = z.object({ id: z.string().max(64).describe('ID of the reconciliation (`rcn_…`)') });
export const FindingParams = z.object({ id: z.string().max(64).describe('ID of the finding (`fnd_…`)') });

export const reconciliation = {
  id: z.string(),
  sync_id: z.string().nullable().describe('The pair of systems. Null for one of the books of Causeway itself'),
  book: z.enum(bookNames).nullable(),
  night: Day.describe("By the calendar of the pair's time zone"),
  trigger: z.enum(runTriggers),
  state: z
    .enum(runStates)
    .describe('`waiting`: for a yes. `incomplete`: a side could not be read to its end, so nothing of it is called missing'),
  dry_run: z.boolean().describe('What is found is only reported'),
  question: z.string().nullable().describe('What a person must agree to: POST /reconciliations/{id}/approve'),
  approved_at: Timestamp.nullable(),
  approved_by: z.string().nullable(),
  reason: z.string().nullable().describe('Why it is incomplete, failed or was skipped'),
  headline: z.string().nullable().describe('The first line of the report. Null until there is one'),
  started_at: Timestamp,
  ended_at: Timestamp.nullable(),
};
export const exampleReconciliation = {
  ...{ id: 'rcn_01k9v5yq3n8t2e6w7x4z0b1c2d', sync_id: syncId, book: null, night: '2026-03-01', trigger: 'schedule' as const },
  ...{ state: 'completed' as const, dry_run: false, question: null, approved_at: null, approved_by: null, reason: null },
  ...{ headline: '9,990 of 10,000 records agree', started_at: at, ended_at: at },
};
export const Reconciliation = z.object(reconciliation).meta({ id: 'Reconciliation', examples: [exampleReconciliation] });
export const ReconciliationList = listOf(Reconciliation).meta({ id: 'ReconciliationList' });

export function toReconciliation(row: ReconciliationRow): z.infer<typeof Reconciliation> {
  return {
    id: row.id,
    sync_id: row.syncId,
    book: row.book,
    night: row.night,
    trigger: row.trigger,
    state: row.state,
    dry_run: row.isDryRun,
    question: row.question,
    approved_at: row.approvedAt?.toISOString() ?? null,
    approved_by: row.approvedBy,
    reason: row.reason,
    headline: row.headline,
    started_at: row.startedAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}

/** A long one ends by saying how long it is. */
const value = z.string().meta({ maxLength: maxKeptValue }).nullable();
const recordId = z.string().meta({ maxLength: 500 }).nullable();

export const Finding = z
  .object({
    id: z.string(),
    reconciliation_id: z.string(),
    object: z.string().meta({ maxLength: 500 }),
    class: z.enum(findingClasses),
    field: z.string().meta({ maxLength: 500 }).nullable().describe('The names of the field in A and B. Null if the whole record is meant'),
    a_id: recordId,
    b_id: recordId,
    a_value: value,
    b_value: value,
    agreed_value: value.describe('What both sides had when they were last the same'),
    to_side: z.enum(sides).nullable().describe('The side that the owner rules would write'),
    to_value: value,
    merged_into: recordId.describe('The record that survived a merge'),
    message: z.string(),
    remedy: z.string(),
    cause: z
      .object({ kind: z.string(), message: z.string(), id: z.string().nullable() })
      .nullable()
      .describe('What let it happen: a write of the sync, a change that was never read, somebody else'),
    changed_at: Timestamp.nullable().describe('When the side that is right changed, if it tells'),
    state: z.enum(findingStates).describe('`settled`: it was gone by itself'),
    repairable: z.boolean().describe('The owner rules say what to write. Otherwise a person decides'),
    reason: z.string().nullable().describe('Why it is not repaired'),
    write_id: z.string().nullable().describe('The write of the sync that repairs it, or that failed for this record'),
    conflict_id: z.string().nullable().describe('The conflict of the sync that is the same question'),
    ignored: z
      .object({ reason: z.string(), until: Timestamp.nullable(), by: z.string() })
      .nullable()
      .describe('Said to be right as it is, until the values change or the time has passed'),
    created_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({
    id: 'ReconciliationFinding',
    examples: [
      {
        ...{ id: 'fnd_01k9v5yq3n8t2e6w7x4z0b1c2d', reconciliation_id: exampleReconciliation.id, object: 'account', class: 'stale' },
        ...{ field: 'mrr=billing:mrr', a_id: '51000001', b_id: 'cus_nordwind', a_value: '145', b_value: '232', agreed_value: '145' },
        ...{ to_side: 'a', to_value: '232', merged_into: null, message: 'B changed, and A has not followed', remedy: 'Repair it' },
        cause: { kind: 'never_read', message: 'The change was never read: its webhook did not arrive', id: null },
        ...{ changed_at: at, state: 'open', repairable: true, reason: null, write_id: null, conflict_id: null, ignored: null },
        ...{ created_at: at, ended_at: null },
      },
    ],
  });
export const FindingList = listOf(Finding).meta({ id: 'ReconciliationFindingList' });

export function toFinding(row: FindingRow): z.infer<typeof Finding> {
  return {
    id: row.id,
    reconciliation_id: row.runId,
    object: row.object,
    class: row.class,
    field: row.field,
    ...{ a_id: row.aId, b_id: row.bId, a_value: row.aValue, b_value: row.bValue, agreed_value: row.agreedValue },
    ...{ to_side: row.toSide, to_value: row.toValue, merged_into: row.mergedInto, message: row.message, remedy: row.remedy },
    cause: row.cause && { kind: row.cause.kind, message: row.cause.message, id: row.cause.id ?? null },
    changed_at: row.changedAt?.toISOString() ?? null,
    state: row.state,
    repairable: row.isRepairable,
    reason: row.reason,
    write_id: row.writeId,
    conflict_id: row.conflictId,
    ignored:
      row.ignoredBecause === null || row.ignoredBy === null
        ? null
        : { reason: row.ignoredBecause, until: row.ignoredUntil?.toISOString() ?? null, by: row.ignoredBy },
    created_at: row.createdAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}
