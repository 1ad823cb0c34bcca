import { z } from 'zod';
import type { ReadReport } from '#db/reconciliation/read-report.ts';
import type { ReconciliationRow } from '#db/reconciliation/run-list.ts';
import { Day } from '#domain/instant.ts';
import { findingClasses } from '#domain/reconciliation/reconciliation.ts';
import { exampleReconciliation, Finding, reconciliation, toFinding, toReconciliation } from './reconciliation-view.ts';

const text = z.string().meta({ maxLength: 5_000 });
export const TimeToSync = z
  .object({ writes: z.int(), p50_ms: z.number(), p95_ms: z.number(), p99_ms: z.number(), max_ms: z.number() })
  .nullable()
  .describe('Of the writes of the day before: from the change at its source until the other side had it');

const Report = z.object({
  headline: text,
  compared: z.int().describe('Records that were compared'),
  agreed: z.int().describe('Records without a difference. Ignored ones count as agreed'),
  checks: z
    .array(
      z.object({
        check: text.describe('The object of the mapping; for a book, what was checked'),
        title: text,
        compared: z.int(),
        a_records: z.int().nullable().describe('Records that were read of A'),
        b_records: z.int().nullable(),
        problem: text.nullable().describe('Why it could not be compared to its end'),
      }),
    )
    .meta({ maxItems: 100 }),
  counts: z
    .array(
      z.object({
        ...{ object: text, class: z.enum(findingClasses), field: text.nullable(), found: z.int(), open: z.int(), ignored: z.int() },
        ...{ repairing: z.int(), repaired: z.int(), failed: z.int(), settled: z.int() },
      }),
    )
    .meta({ maxItems: 10_000 })
    .describe('Findings by class and field, and what became of them until now'),
  drift: z.object({
    records: z.int().describe('Records with a difference'),
    findings: z.int(),
    repaired: z.int(),
    repairing: z.int(),
    needs_person: z.int().describe('Differences that no rule decides, or whose repair failed'),
  }),
  since: z
    .object({
      reconciliation_id: z.string(),
      night: Day,
      new: z.int(),
      still: z.int(),
      gone: z.int().nullable().describe('Null if this night is incomplete: then nobody knows'),
    })
    .nullable()
    .describe('Compared with the night before. Null if there is none'),
  causes: z
    .array(z.object({ kind: text, message: text, findings: z.int(), example_id: z.string().nullable() }))
    .meta({ maxItems: 20 })
    .describe('What let differences happen'),
  time_to_sync: TimeToSync,
  samples: z.array(Finding).meta({ maxItems: 30 }).describe('A few findings of each class and field'),
  not_detectable: z.array(text).meta({ maxItems: 100 }).describe('What a comparison cannot see'),
});

const exampleReport: z.infer<typeof Report> = {
  ...{ headline: exampleReconciliation.headline, compared: 10_000, agreed: 9_990 },
  checks: [
    { check: 'account', title: 'account: companies and customers', compared: 10_000, a_records: 10_120, b_records: 10_004, problem: null },
  ],
  counts: [
    {
      ...{ object: 'account', class: 'stale', field: 'mrr=billing:mrr', found: 10, open: 0, ignored: 0, repairing: 0, repaired: 10 },
      ...{ failed: 0, settled: 0 },
    },
  ],
  drift: { records: 10, findings: 10, repaired: 10, repairing: 0, needs_person: 0 },
  since: { reconciliation_id: 'rcn_01k9t5yq3n8t2e6w7x4z0b1c2d', night: '2026-02-28', new: 10, still: 0, gone: 2 },
  causes: [{ kind: 'never_read', message: 'The change was never read: its webhook did not arrive', findings: 10, example_id: null }],
  time_to_sync: { writes: 312, p50_ms: 840, p95_ms: 2_100, p99_ms: 61_000, max_ms: 64_200 },
  samples: [],
  not_detectable: ['Fields of account that the token of A cannot see'],
};

export const ReconciliationReport = Report.meta({ id: 'ReconciliationReport', examples: [exampleReport] });
export const ReportedReconciliation = z
  .object({ ...reconciliation, report: Report.nullable().describe('Null until the night has been compared') })
  .meta({ id: 'ReportedReconciliation', examples: [{ ...exampleReconciliation, report: exampleReport }] });

export function toReport(run: ReconciliationRow, report: ReadReport): z.infer<typeof Report> {
  const { checks, drift, since, timeToSync, counts, causes, samples } = report;
  const compared = checks.reduce((sum, { checked }) => sum + checked, 0);
  return {
    headline: report.headline,
    compared,
    agreed: Math.max(0, compared - drift.records),
    checks: checks.map(({ check, title, checked, a, b, problem }) => ({
      ...{ check, title, compared: checked, a_records: a ?? null, b_records: b ?? null, problem },
    })),
    counts: counts.map((count) => ({ ...count })),
    drift: {
      ...{ records: drift.records, findings: drift.findings, repaired: drift.repaired, repairing: drift.repairing },
      needs_person: drift.needsPerson,
    },
    since: since && {
      ...{ reconciliation_id: since.runId, night: since.night, new: since.new, still: since.still },
      gone: run.state === 'incomplete' ? null : since.gone,
    },
    causes: causes.map(({ kind, message, findings, example }) => ({ kind, message, findings, example_id: example })),
    time_to_sync: timeToSync,
    samples: samples.map(toFinding),
    not_detectable: report.not_detectable,
  };
}

export const toReported = (run: ReconciliationRow, report: ReadReport | null): z.infer<typeof ReportedReconciliation> => ({
  ...toReconciliation(run),
  report: report && toReport(run, report),
});
