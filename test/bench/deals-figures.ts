import type { CheckedConflicts } from './conflict-process.ts';
import type { Imported } from './deals-import.ts';
import type { Race } from './deals-race.ts';
import type { Submitted } from './deals-submit.ts';
import { matchJson, matchRows } from './match/match-figures.ts';
import type { MatchFindings } from './match/match.ts';
import { layOut, type Row } from './report.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface DealsFindings {
  quick: boolean;
  submit?: Submitted;
  import?: Imported;
  conflict?: CheckedConflicts & { accounts: number };
  race?: Race;
  match?: MatchFindings;
}

const maxConflictMs = 20;

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson(found: DealsFindings): Record<string, unknown> {
  const { submit, conflict, match } = found;
  const two = ({ p50, p99 }: { p50: number; p99: number }) => ({ p50, p99 });
  return {
    submitMs: submit ? { ...two(submit.ms), floor: two(submit.floorMs), ratePerS: submit.ratePerS, submitted: submit.submitted } : null,
    import: found.import ?? null,
    conflict: conflict
      ? {
          accounts: conflict.accounts,
          p50Ms: conflict.p50,
          p99Ms: conflict.p99,
          floorMs: conflict.floor,
          checks: conflict.checks,
          resembling: conflict.resembling,
          found: conflict.found,
        }
      : null,
    race: found.race ?? null,
    match: match ? matchJson(match) : null,
    quick: found.quick,
  };
}

export function describe(found: DealsFindings): string {
  return layOut([
    ...submitRows(found),
    ...importRows(found),
    ...conflictRows(found),
    ...raceRows(found),
    ...(found.match ? matchRows(found.match) : []),
  ]);
}

function submitRows({ submit }: DealsFindings): Row[] {
  if (!submit) return [];
  return [
    {
      figure: `submit at ${submit.ratePerS}/s: ms`,
      value: `p50 ${submit.ms.p50}  p99 ${submit.ms.p99}  (${submit.submitted} submissions)`,
    },
    { figure: 'floor: bare INSERT and commit: ms', value: `p50 ${submit.floorMs.p50}  p99 ${submit.floorMs.p99}` },
  ];
}

function importRows({ import: imported }: DealsFindings): Row[] {
  if (!imported) return [];
  const { rows, rowsPerS, copyRowsPerS } = imported;
  return [
    { figure: `import of ${rows} deals: rows/s`, value: String(rowsPerS) },
    {
      figure: 'floor: plain COPY of the same: rows/s',
      value: `${copyRowsPerS}  (Causeway: ${((rowsPerS / copyRowsPerS) * 100).toFixed(1)} % of it)`,
    },
  ];
}

function conflictRows({ conflict }: DealsFindings): Row[] {
  if (!conflict) return [];
  const { accounts, checks, p50, p99, floor, resembling, found } = conflict;
  return [
    {
      figure: `conflict check, ${accounts} accounts: ms`,
      value: `p50 ${p50}  p99 ${p99}  (${checks} checks)`,
      target: `p99 ≤ ${maxConflictMs}`,
      met: p99 <= maxConflictMs,
    },
    { figure: 'floor: a transaction that selects 1: ms', value: `p50 ${floor.p50}  p99 ${floor.p99}` },
    { figure: 'known companies written differently, found', value: `${found} of ${resembling}` },
  ];
}

function raceRows({ race }: DealsFindings): Row[] {
  if (!race) return [];
  return [
    { figure: `${race.submissions} at once for one customer: holders`, value: String(race.holders), target: '1', met: race.holders === 1 },
  ];
}
