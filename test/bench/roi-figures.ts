import { round } from './percentiles.ts';
import { layOut, type Row } from './report.ts';
import type { RecomputeFound, RollupFound } from './roi-credits.ts';
import type { LeagueFound, WindowsFound } from './roi-windows.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface RoiFindings {
  quick: boolean;
  facts?: { touches: number; conversions: number };
  rollup?: RollupFound[];
  windows?: WindowsFound;
  league?: LeagueFound;
  recompute?: RecomputeFound;
}

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson({ quick, facts, rollup, windows, league, recompute }: RoiFindings): Record<string, unknown> {
  return {
    touches: facts?.touches ?? null,
    conversions: facts?.conversions ?? null,
    windowMs: windows ? { p50: windows.p50, p95: windows.p95 } : null,
    windowAt16Ms: windows ? { p95: windows.at16P95 } : null,
    floorMs: windows ? { p50: windows.floorP50 } : null,
    rawMs: windows ? { p50: windows.rawP50 } : null,
    speedup: windows ? round(windows.rawP50 / windows.p50, 0) : null,
    equalToRaw: windows?.equalToRaw ?? null,
    leagueMs: league ? { p50: league.p50, p95: league.p95 } : null,
    leagueAt16Ms: league ? { p95: league.at16P95 } : null,
    ingestPerS: null,
    freshnessMs: null,
    rollup: rollup ?? null,
    recompute: recompute ?? null,
    deliveriesBeside: null,
    quick,
  };
}

export function describe({ rollup = [], windows, league, recompute }: RoiFindings): string {
  return layOut([
    ...rollup.map(({ history, msPer1000New }) => ({
      figure: `rolling up 1,000 new touches at ${history}: ms`,
      value: String(msPer1000New),
    })),
    ...(windows ? windowRows(windows) : []),
    ...(league ? leagueRows(league) : []),
    ...(recompute ? recomputeRows(recompute) : []),
  ]);
}

function windowRows({ p50, p95, at16P95, floorP50, rawP50, rawSamples, equalToRaw }: WindowsFound): Row[] {
  return [
    { figure: 'one partner, any window of at most a year: ms', value: `p50 ${p50}, p95 ${p95}`, target: 'p95 ≤ 20', met: p95 <= 20 },
    { figure: 'one row by its key, the floor: ms', value: `p50 ${floorP50}` },
    { figure: '16 at once: ms', value: `p95 ${at16P95}`, target: '≤ 3 × one alone', met: at16P95 <= 3 * p95 },
    {
      figure: `the same from the raw tables, ${rawSamples} times: ms`,
      value: `p50 ${rawP50}, ${round(rawP50 / p50, 0)} × slower, ${equalToRaw ? 'equal' : 'NOT EQUAL'}`,
      ...{ target: '≥ 50 ×, equal', met: rawP50 >= 50 * p50 && equalToRaw },
    },
  ];
}

function leagueRows({ p50, p95, at16P95, partners }: LeagueFound): Row[] {
  return [
    { figure: `the league of ${partners} partners: ms`, value: `p50 ${p50}, p95 ${p95}`, target: 'p95 ≤ 100', met: p95 <= 100 },
    { figure: '16 leagues at once: ms', value: `p95 ${at16P95}`, target: '≤ 3 × one alone', met: at16P95 <= 3 * p95 },
  ];
}

function recomputeRows({ seconds, rssMb, idleRssMb, identical }: RecomputeFound): Row[] {
  return [
    { figure: 'all models anew: s', value: String(seconds) },
    { figure: 'its resident memory: MB', value: `${rssMb}, before ${idleRssMb}`, target: '≤ 500', met: rssMb <= 500 },
    { figure: 'computed twice', value: identical ? 'the same' : 'DIFFERENT', target: 'the same', met: identical },
  ];
}
