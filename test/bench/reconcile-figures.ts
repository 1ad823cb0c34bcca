import { round } from './percentiles.ts';
import type { CompareFound } from './reconcile-compare.ts';
import type { NightFound } from './reconcile-night.ts';
import type { UtilisationFound } from './reconcile-utilisation.ts';
import { layOut, type Row } from './report.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface ReconcileFindings {
  quick: boolean;
  compare?: CompareFound[];
  utilisation?: UtilisationFound;
  scaling?: CalmNight[];
  night?: NightFound;
}
type CalmNight = Omit<NightFound, 'kill'>;

const minUtilisation = 0.95;
const maxRatio = 1.5;
const maxRssMb = 300;

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson({ compare, utilisation, scaling, night, quick }: ReconcileFindings): Record<string, unknown> {
  const largest = compare?.at(-1);
  const nights = [...(scaling ?? []), ...(night ? [night] : [])];
  return {
    records: night?.records ?? largest?.records ?? null,
    injected: night?.injected ?? null,
    found: night?.found ?? null,
    invented: night?.invented ?? null,
    compareS: largest?.compareS ?? null,
    bareJoinS: largest?.bareJoinS ?? null,
    ratio: largest ? ratioOf(largest) : null,
    utilisation: utilisation ? Math.min(...utilisation.vendors.map(({ ratio }) => ratio)) : null,
    rssMb: night?.rssMb ?? null,
    scaling: compare?.map(({ records, compareS }) => ({ records, seconds: compareS })) ?? null,
    kill: night?.kill ?? null,
    vendors: utilisation ?? null,
    nights: nights.length === 0 ? null : nights.map(({ records, seconds, cpuS, rssMb }) => ({ records, seconds, cpuS, rssMb })),
    quick,
  };
}

const ratioOf = ({ compareS, bareJoinS }: CompareFound): number => round(compareS / bareJoinS, 2);

export function describe({ compare = [], utilisation, scaling = [], night }: ReconcileFindings): string {
  return layOut([
    ...compare.map(compareRow),
    ...(utilisation ? vendorRows(utilisation) : []),
    ...scaling.flatMap(calmRows),
    ...(night ? [...calmRows(night), killRow(night)] : []),
  ]);
}

function vendorRows({ records, vendors, seconds, invented }: UtilisationFound): Row[] {
  return [
    ...vendors.map(({ name, callsPerS, ceilingPerS, ratio, own429 }) => ({
      figure: `${name}: calls/s while it is read`,
      value: `${callsPerS} of ${ceilingPerS} (${ratio}); ${own429} refused`,
      ...{ target: `≥ ${minUtilisation}`, met: ratio >= minUtilisation && own429 === 0 },
    })),
    { figure: `that night over ${records} records a side: s`, value: `${seconds}; ${invented} invented` },
  ];
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

function calmRows({ records, injected, found, invented, seconds, cpuS, rssMb, idleRssMb }: CalmNight): Row[] {
  return [
    {
      figure: `a night over ${records} records a side: differences`,
      value: `${found} of ${injected} found, ${invented} invented`,
      ...{ target: 'all, and no other', met: found === injected && invented === 0 },
    },
    { figure: 'how long it took, and CPU of its worker: s', value: `${seconds}, ${cpuS}` },
    {
      figure: 'resident memory of its worker: MB',
      value: `${rssMb}, idle ${idleRssMb}`,
      ...{ target: `≤ ${maxRssMb}`, met: rssMb <= maxRssMb },
    },
  ];
}

function killRow({ kill }: NightFound): Row {
  return {
    figure: `the report after ${kill.kills} kills`,
    value: kill.sameReport ? 'the same' : 'another one',
    ...{ target: 'the same', met: kill.sameReport },
  };
}
