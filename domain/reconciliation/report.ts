import { counted } from '#domain/counted.ts';
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
  time_to_sync?: TimeToSync | null | undefined;
  /** What a comparison cannot see, in plain words. */
  not_detectable: string[];
}

const number = new Intl.NumberFormat('en');

/** What is compared: two systems, record by record, or a book of Causeway itself, row by row. */
type Compared = 'pair' | 'book';

/** What a report is made of. */
interface Reported {
  checks: ReportedCheck[];
  /** Records that differ; of a book, findings. */
  found: number;
  /** Absent for a book. */
  timeToSync?: TimeToSync | null;
  notDetectable: string[];
}

/** What is stored of a night. */
export function reportOf(compared: Compared, { checks, found, timeToSync, notDetectable }: Reported): StoredReport {
  return { headline: headlineOf(compared, checks, found), checks, time_to_sync: timeToSync, not_detectable: notDetectable };
}

/** The one line that everybody reads. */
export function headlineOf(compared: Compared, checks: readonly ReportedCheck[], found: number): string {
  const all = checks.reduce((sum, { checked }) => sum + checked, 0);
  const findings = found === 0 ? 'nothing is wrong' : counted(found, 'finding');
  const said =
    compared === 'pair'
      ? `${number.format(all - found)} of ${counted(all, 'record agrees', 'records agree')}`
      : `${counted(all, 'row')} compared: ${findings}`;
  const unread = checks.filter(({ problem }) => problem !== null).length;
  return unread === 0 ? said : `${said}; ${unread} of ${checks.length} comparisons could not be finished`;
}
