import { round } from './percentiles.ts';
import { layOut, type Row } from './report.ts';
import type { BesideFound } from './roi-beside.ts';
import type { RollupFound } from './roi-credits.ts';
import type { FreshnessFound } from './roi-freshness.ts';
import type { IngestFound } from './roi-ingest.ts';
import type { FactsFound } from './roi-kept.ts';
import type { RecomputeFound } from './roi-recompute.ts';
import type { LeagueFound, WindowsFound } from './roi-windows.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface RoiFindings {
  quick: boolean;
  facts?: FactsFound;
  rollup?: RollupFound[];
  windows?: WindowsFound;
  league?: LeagueFound;
  recompute?: RecomputeFound;
  freshness?: FreshnessFound;
  ingest?: IngestFound;
  beside?: BesideFound;
}

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson(found: RoiFindings): Record<string, unknown> {
  const { quick, facts, rollup, windows, league, recompute, freshness, ingest, beside } = found;
  return {
    touches: facts?.touches ?? null,
    conversions: facts?.conversions ?? null,
    windowMs: windows ? { p50: windows.p50, p95: windows.p95 } : null,
    windowAt16Ms: windows ? { p95: windows.at16P95 } : null,
    floorMs: windows ? { p50: windows.floorP50 } : null,
    rawMs: windows ? { p50: windows.rawP50 } : null,
    speedup: windows ? round(windows.rawP50 / windows.p50, 0) : null,
    equalToRaw: windows?.equalToRaw ?? null,
    leagueMs: league ? { p50: league.p50, p95: league.p95, ofDays: league.ofDays, cold: league.coldMs } : null,
    leagueAt16Ms: league ? { p95: league.at16P95, sameP95: league.sameAt16P95 } : null,
    ingestPerS: ingest?.perS ?? null,
    singleMs: ingest?.single ?? null,
    redirectMs: ingest?.redirect ?? null,
    httpFloorMs: ingest ? { p50: ingest.floorP50 } : null,
    syncFloorMs: ingest?.sync ?? null,
    freshnessMs: freshness ? { p50: freshness.p50, p99: freshness.p99 } : null,
    rollup: rollup ?? null,
    recompute: recompute ?? null,
    deliveriesBeside: beside ?? null,
    quick,
  };
}

export function describe({ rollup = [], windows, league, recompute, freshness, ingest, beside }: RoiFindings): string {
  return layOut([
    ...rollup.map(({ history, msPer1000New }) => ({
      figure: `rolling up 1,000 new touches at ${history}: ms`,
      value: String(msPer1000New),
    })),
    ...(windows ? windowRows(windows) : []),
    ...(league ? leagueRows(league) : []),
    ...(recompute ? recomputeRows(recompute) : []),
    ...(freshness ? [freshnessRow(freshness)] : []),
    ...(ingest ? ingestRows(ingest) : []),
    ...(beside ? besideRows(beside) : []),
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

function leagueRows({ p50, p95, ofDays, coldMs, at16P95, sameAt16P95, partners }: LeagueFound): Row[] {
  return [
    {
      figure: `the league of ${partners} partners: ms`,
      value: `p50 ${p50}, p95 ${p95}, the first ${coldMs}`,
      target: 'p95 ≤ 100',
      met: p95 <= 100,
    },
    { figure: 'the same of whole days: ms', value: `p50 ${ofDays.p50}, p95 ${ofDays.p95}`, target: 'p95 ≤ 100', met: ofDays.p95 <= 100 },
    { figure: '16 who look at one league: ms', value: `p95 ${sameAt16P95}`, target: '≤ 3 × one alone', met: sameAt16P95 <= 3 * p95 },
    { figure: '16 leagues at once: ms', value: `p95 ${at16P95}`, target: '≤ 3 × one alone', met: at16P95 <= 3 * p95 },
  ];
}

function ingestRows({ perS, touches, single, redirect, floorP50, sync }: IngestFound): Row[] {
  return [
    { figure: `${touches} touches in batches of 1,000: a second`, value: String(perS), target: '≥ 10,000', met: perS >= 10_000 },
    { figure: 'one touch at 200/s: ms', value: `p50 ${single.p50}, p99 ${single.p99}`, target: 'p99 ≤ 10', met: single.p99 <= 10 },
    { figure: '/r/<code> at 200/s: ms', value: `p50 ${redirect.p50}, p99 ${redirect.p99}`, target: 'p99 ≤ 5', met: redirect.p99 <= 5 },
    { figure: '/health/live at 200/s, the floor: ms', value: `p50 ${floorP50}` },
    { figure: 'a page that waits for the disk at 200/s, the floor: ms', value: `p50 ${sync.p50}, p99 ${sync.p99}` },
  ];
}

function besideRows({ aloneP99, besideP99, reports }: BesideFound): Row[] {
  const target = { target: '≤ 1.2 × alone', met: besideP99 <= 1.2 * aloneP99 };
  return [{ figure: `500 deliveries/s beside ${reports} reports: ms`, value: `p99 ${besideP99}, alone ${aloneP99}`, ...target }];
}

function recomputeRows({ seconds, rssMb, credits, identical }: RecomputeFound): Row[] {
  return [
    { figure: `all models anew, ${credits} credits: s`, value: String(seconds) },
    { figure: 'resident memory of its process: MB', value: String(rssMb), target: '≤ 500', met: rssMb <= 500 },
    { figure: 'computed twice, once killed', value: identical ? 'the same' : 'DIFFERENT', target: 'the same', met: identical },
  ];
}

function freshnessRow({ p50, p99, leads, eventsPerS }: FreshnessFound): Row {
  const figure = `from an event to the report, ${leads} leads at ${eventsPerS} events/s: ms`;
  return { figure, value: `p50 ${p50}, p99 ${p99}`, target: 'p99 ≤ 5000', met: p99 <= 5_000 };
}
