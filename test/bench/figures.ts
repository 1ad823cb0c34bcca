import type { Drain } from './drain.ts';
import type { Floor } from './floor.ts';
import type { Growth } from './growth.ts';
import type { IsolationCase } from './isolation.ts';
import type { Memory } from './memory.ts';
import type { RegionsFound } from './regions.ts';
import type { Saturation } from './saturation.ts';
import type { Traffic } from './traffic.ts';
import type { TwoProcesses } from './two-processes.ts';
import type { Vitals } from './vitals.ts';

/** What a run found. A part that was left out with `--only` is absent. */
export interface Findings {
  quick: boolean;
  lost: number;
  duplicates: number;
  accepted: number;
  signaturesChecked: number;
  signaturesWrong: number;
  at50?: Traffic;
  saturation?: Saturation;
  spread?: Saturation & { endpoints: number };
  floor?: Floor;
  isolation?: IsolationCase[];
  drain?: Drain;
  memory?: Partial<Memory>;
  growth?: Growth[];
  regions?: RegionsFound;
  twoProcesses?: TwoProcesses & { apiAndWorker: TwoProcesses };
}

/** What one partner's trouble may cost another: 20 % or 5 ms, whichever is more. */
export const besideLimit = ({ aloneP99 }: IsolationCase): number => aloneP99 + Math.max(0.2 * aloneP99, 5);

/** The one that comes nearest to its limit, or is furthest beyond it. */
function worstOf(cases: IsolationCase[]): IsolationCase | undefined {
  return cases.toSorted((a, b) => b.besideP99 - besideLimit(b) - (a.besideP99 - besideLimit(a)))[0];
}

/** By part, as it was measured; a part of isolation by what the other partner does. */
export function vitalsOf({ at50, saturation, spread, isolation = [], drain }: Findings): Map<string, Vitals> {
  const parts = [
    ['at50', at50],
    ['saturation', saturation],
    ['spread', spread],
    ...isolation.map((each) => [`beside one that ${each.beside}`, each] as const),
    ['drain', drain],
  ] as const;
  return new Map(parts.flatMap(([name, part]) => (part?.vitals ? [[name, part.vitals] as const] : [])));
}

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson(found: Findings): Record<string, unknown> {
  const { at50, saturation, spread, floor, drain, memory } = found;
  const worst = worstOf(found.isolation ?? []);
  const vitals = vitalsOf(found);
  const fullest = vitals.get('saturation') ?? [...vitals.values()][0];
  const latencies = ({ acceptMs, receiptMs, sendToReceiptMs }: Traffic) => ({ acceptMs, receiptMs, sendToReceiptMs });
  const cpuOf = ({ cpuMs: { engine, temporal, postgres } }: Traffic) => ({ engine, temporal, postgres });
  return {
    lost: found.lost,
    duplicates: found.duplicates,
    at50: at50 ? latencies(at50) : null,
    saturation: saturation ? { deliveredPerS: saturation.deliveredPerS, ...latencies(saturation), cpuMs: cpuOf(saturation) } : null,
    spread: spread ? { endpoints: spread.endpoints, deliveredPerS: spread.deliveredPerS } : null,
    floor: floor ? { deliveredPerS: floor.deliveredPerS } : null,
    isolation: worst ? { aloneP99: worst.aloneP99, besideP99: worst.besideP99 } : null,
    drain: drain ? { deliveredPerS: drain.deliveredPerS, liveP99: drain.liveP99, aloneP99: drain.aloneP99 } : null,
    memoryMb: { start: memory?.startMb ?? null, end: memory?.endMb ?? null },
    historyEventsPerDelivery: { at50: at50?.historyEventsPerDelivery ?? null, saturation: saturation?.historyEventsPerDelivery ?? null },
    commitsPerDelivery: { at50: at50?.commitsPerDelivery ?? null, saturation: saturation?.commitsPerDelivery ?? null },
    at50CpuMs: at50 ? cpuOf(at50) : null,
    loadCpuMs: saturation?.cpuMs.load ?? null,
    receiverCpuMs: saturation?.cpuMs.receiver ?? null,
    sustained: saturation?.sustained ?? null,
    isolationCases: found.isolation?.map(({ vitals: _, ...each }) => each) ?? null,
    growth: found.growth ?? null,
    twoProcesses: found.twoProcesses ?? null,
    regions: found.regions ?? null,
    eventLoop: fullest?.eventLoop ?? null,
    cpuIdlePercent: fullest?.cpuIdlePercent ?? null,
    vitals: Object.fromEntries(vitals),
    accepted: found.accepted,
    signatures: { checked: found.signaturesChecked, wrong: found.signaturesWrong },
    quick: found.quick,
  };
}
