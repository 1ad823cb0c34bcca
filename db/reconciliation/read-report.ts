import type { Database } from '#db/database.ts';
import { headlineOf, type StoredReport } from '#domain/reconciliation/report.ts';
import { type FindingRow, listFindings } from './finding.ts';
import {
  type CauseCount,
  type ClassCount,
  compareNights,
  countCauses,
  countDrift,
  countFindings,
  type Drift,
  findReport,
  sampleFindings,
  type SinceLastNight,
} from './report.ts';

/** A report as it is read: what the night compared, and what has become of its findings until now. */
export interface ReadReport extends Required<Pick<StoredReport, 'headline' | 'checks' | 'not_detectable'>> {
  timeToSync: NonNullable<StoredReport['time_to_sync']> | null;
  counts: ClassCount[];
  drift: Omit<Drift, 'object' | 'unpaired'>;
  since: SinceLastNight | null;
  causes: CauseCount[];
  samples: FindingRow[];
}

/** More do not fit on a page that somebody reads. */
const SAMPLES = { each: 3, limit: 30 };
const MAX_CAUSES = 20;

/** Null until the night has been compared. */
export async function readReport({ sql }: Database, runId: string): Promise<ReadReport | null> {
  const stored = await findReport(sql, runId);
  if (!stored) return null;
  const [counts, drift, since, causes, ids] = await Promise.all([
    countFindings(sql, runId),
    countDrift(sql, runId),
    compareNights(sql, runId),
    countCauses(sql, runId, MAX_CAUSES),
    sampleFindings(sql, runId, SAMPLES),
  ]);
  const samples = ids.length === 0 ? [] : await listFindings(sql, runId, { ids, limit: ids.length });
  const place = new Map(ids.map((id, index) => [id, index]));
  const sum = (count: (one: Drift) => number) => drift.reduce((total, one) => total + count(one), 0);
  const records = sum((one) => one.records);
  return {
    headline: stored.headline ?? headlineOf('pair', stored.checks, records),
    checks: stored.checks,
    not_detectable: stored.not_detectable,
    timeToSync: stored.time_to_sync ?? null,
    counts,
    drift: {
      records,
      findings: sum((one) => one.findings),
      repaired: sum((one) => one.repaired),
      repairing: sum((one) => one.repairing),
      needsPerson: sum((one) => one.needsPerson),
    },
    since,
    causes,
    samples: samples.toSorted((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0)),
  };
}
