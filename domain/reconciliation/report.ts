/** One thing that a night compared: an object of a mapping, or a check of a book. */
export interface ReportedCheck {
  check: string;
  title: string;
  /** Records, or rows, that were compared. */
  checked: number;
  /** Records that were read of each side. */
  a?: number;
  b?: number;
  /** Why it could not be compared to its end. */
  problem: string | null;
}

export interface TimeToSync {
  writes: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  max_ms: number;
}

/** What of a report is stored with its run. It has no values of records: those stand in the findings, where they can be erased. */
export interface StoredReport extends Record<string, unknown> {
  headline?: string;
  checks: ReportedCheck[];
  /** From the change of a record at its source until the other side had it. Null if nothing was written in the day before. */
  time_to_sync?: TimeToSync | null;
  /** What a comparison cannot see, in plain words. */
  not_detectable: string[];
}

const number = new Intl.NumberFormat('en');

/** The one line that everybody reads. */
export function headlineOf(checks: readonly ReportedCheck[], differing: number): string {
  const compared = checks.reduce((sum, { checked }) => sum + checked, 0);
  const unread = checks.filter(({ problem }) => problem !== null).length;
  const agree = `${number.format(compared - differing)} of ${number.format(compared)} records agree`;
  return unread === 0 ? agree : `${agree}; ${unread} of ${checks.length} comparisons could not be finished`;
}
