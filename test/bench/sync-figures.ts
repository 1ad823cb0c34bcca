import type { Convergence } from '#test/support/sync-convergence.ts';
import { round } from './percentiles.ts';
import { layOut, type Row } from './report.ts';
import type { KillFound } from './sync-kill.ts';
import type { LatencyFound } from './sync-latency.ts';
import type { MemoryFound, NoChangeFound } from './sync-memory.ts';
import type { VendorFound } from './sync-vendors.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface SyncFindings {
  quick: boolean;
  vendors?: VendorFound[];
  latency?: LatencyFound;
  memory?: MemoryFound[];
  noChange?: NoChangeFound | undefined;
  kill?: KillFound;
  convergence?: Convergence;
}

const minRatio = 0.95;
const maxTimeMs = { p50: 1_500, p99: 5_000 };
/** What a heap may breathe. */
const flatWithin = 1.25;

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson({ vendors, latency, memory, noChange, kill, convergence, quick }: SyncFindings): Record<string, unknown> {
  return {
    vendors: vendors ?? null,
    timeToSyncMs: latency ?? null,
    memory: memory ?? null,
    noChange: noChange ?? null,
    kill: kill ?? null,
    convergence: convergence ? { edits: convergence.edits, mismatches: convergence.mismatches.length, records: convergence.records } : null,
    quick,
  };
}

export function describe({ vendors = [], latency, memory = [], noChange, kill, convergence }: SyncFindings): string {
  return layOut([
    ...vendors.map(vendorRow),
    ...(latency ? [latencyRow(latency)] : []),
    ...memory.map((one) => memoryRow(one, memory[0])),
    ...(noChange ? [noChangeRow(noChange)] : []),
    ...(kill ? killRows(kill) : []),
    ...(convergence ? [convergenceRow(convergence)] : []),
  ]);
}

const vendorRow = ({ name, ceilingPerS, recordsPerS, ratio, own429 }: VendorFound): Row => ({
  figure: `${name}: records/s`,
  value: `${recordsPerS} of ${ceilingPerS}: ${ratio}, refused by the vendor ${own429}`,
  target: `≥ ${minRatio}, 0`,
  met: ratio >= minRatio && own429 === 0,
});

const latencyRow = ({ p50, p99, ratePerS, changes, missing, own429 }: LatencyFound): Row => ({
  figure: `webhooked change at ${ratePerS}/s to the other side: ms`,
  value: `p50 ${p50}  p99 ${p99}  (${changes} changes, ${missing} missing, refused by a vendor ${own429})`,
  target: `p50 ≤ ${maxTimeMs.p50}, p99 ≤ ${maxTimeMs.p99}`,
  met: p50 <= maxTimeMs.p50 && p99 <= maxTimeMs.p99 && missing === 0 && own429 === 0,
});

function memoryRow({ records, rssMb, recordsPerS }: MemoryFound, first: MemoryFound | undefined): Row {
  const row = { figure: `first run over ${records} records: memory MB`, value: `${rssMb}  (${recordsPerS} records/s)` };
  if (first === undefined || first.records === records) return row;
  const most = Math.round(first.rssMb * flatWithin);
  return { ...row, target: `flat: ≤ ${most}`, met: rssMb <= most };
}

const noChangeRow = ({ records, runMs, vendorMs, calls }: NoChangeFound): Row => ({
  figure: `run without changes over ${records} records: ms`,
  value: `${runMs}  (the vendor's ${calls} answers alone: ${vendorMs}, ratio ${round(runMs / vendorMs, 1)})`,
});

const killRows = ({ kills, sameState, duplicates, lostUpdates, crashes }: KillFound): Row[] => [
  { figure: `after ${kills} kills: state as if undisturbed`, value: String(sameState), target: 'true', met: sameState },
  {
    figure: 'duplicates, lost updates, crashes',
    value: `${duplicates}, ${lostUpdates}, ${crashes}`,
    target: '0, 0, 0',
    met: duplicates === 0 && lostUpdates === 0 && crashes === 0,
  },
];

const convergenceRow = ({ edits, mismatches }: Convergence): Row => ({
  figure: `${edits} random edits with faults: fields that are not as the rules say`,
  value: String(mismatches.length),
  target: '0',
  met: mismatches.length === 0,
});
