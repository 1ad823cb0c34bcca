import { round } from './percentiles.ts';
import type { CompareFound } from './reconcile-compare.ts';
import type { NightFound } from './reconcile-night.ts';
import { layOut, type Row } from './report.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface ReconcileFindings {
  quick: boolean;
  compare?: CompareFound[];
  night?: NightFound;
}

const maxRatio = 1.5;
const maxRssMb = 300;

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson({ compare, night, quick }: ReconcileFindings): Record<string, unknown> {
  const largest = compare?.at(-1);
  return {
    records: night?.records ?? largest?.records ?? null,
    injected: night?.injected ?? null,
    found: night?.found ?? null,
    invented: night?.invented ?? null,
    compareS: largest?.compareS ?? null,
    bareJoinS: largest?.bareJoinS ?? null,
    ratio: largest ? ratioOf(largest) : null,
    utilisation: night?.utilisation ?? null,
    rssMb: night?.rssMb ?? null,
    scaling: compare?.map(({ records, compareS }) => ({ records, seconds: compareS })) ?? null,
    kill: night?.kill ?? null,
    quick,
  };
}

const ratioOf = ({ compareS, bareJoinS }: CompareFound): number => round(compareS / bareJoinS, 2);
export function describe({ compare = [], night }: ReconcileFindings): string {
  return layOut([...compare.map(compareRow), ...(night ? nightRows(night) : [])]);
}

function compareRow(found: CompareFound): Row {
  const { records, compareS, bareJoinS, missed, invented } = found;
  return {
    figure: `comparing ${records} records a side: s`,
    value: `${compareS}, the bare join ${bareJoinS}; ${missed} missed, ${invented} invented`,
    target: `≤ ${maxRatio} × the bare join, none missed or invented`,
    met: ratioOf(found) <= maxRatio && missed === 0 && invented === 0,
  };
}

function nightRows({ records, injected, found, invented, rssMb, idleRssMb, kill }: NightFound): Row[] {
  return [
    {
      figure: `a night over ${records} records a side: differences`,
      value: `${found} of ${injected} found, ${invented} invented`,
      ...{ target: 'all, and no other', met: found === injected && invented === 0 },
    },
    {
      figure: 'resident memory of its worker: MB',
      value: `${rssMb}, idle ${idleRssMb}`,
      ...{ target: `≤ ${maxRssMb}`, met: rssMb <= maxRssMb },
    },
    {
      figure: `the report after ${kill.kills} kills`,
      value: kill.sameReport ? 'the same' : 'another one',
      ...{ target: 'the same', met: kill.sameReport },
    },
  ];
}
