/** What is promised of deliveries, and of what syncs keep the same. */
export const objectiveNames = ['delivery_success', 'delivery_latency', 'freshness'] as const;
type ObjectiveName = (typeof objectiveNames)[number];

/** What was good of how much: deliveries, or watched seconds. */
export interface Counts {
  good: number;
  total: number;
}

/** Lengths of the windows in which is counted, in seconds. */
export const windowsS = { short: 300, half: 1_800, hour: 3_600, quarter: 21_600, week: 604_800 } as const;
export type WindowName = keyof typeof windowsS;
export type WindowCounts = Readonly<Record<WindowName, Counts>>;

/**
 * The two alerts of the SRE workbook ("Alerting on SLOs", multiwindow): the long window says that it matters, the short one that it is still so. The
 * rates are those at which 2 % of a month's budget are used up in an hour, and 5 % in six hours.
 */
const burnRules = [
  { long: 'hour', short: 'short', maxRate: 14.4 },
  { long: 'quarter', short: 'half', maxRate: 6 },
] as const satisfies { long: WindowName; short: WindowName; maxRate: number }[];

interface Burn {
  longWindowS: number;
  shortWindowS: number;
  longRate: number;
  shortRate: number;
  /** Both above it: the budget is burning. */
  maxRate: number;
  isBurning: boolean;
}

export interface Objective {
  name: ObjectiveName;
  /** The share that must be good: 0.995. */
  target: number;
  /** Within which time a delivery must arrive, in seconds; null where that is no part of it. */
  withinS: number | null;
  /** Of the last seven days. */
  counts: Counts;
  /** The part of the week's error budget that is left: 1 is all, below 0 the objective is missed. */
  budgetLeft: number;
  burns: Burn[];
}

/** How fast the error budget is used: 1 uses it up exactly. Nothing counted uses nothing. */
export function burnRate({ good, total }: Counts, target: number): number {
  if (total === 0) return 0;
  return (total - good) / total / (1 - target);
}

export function measureObjective(
  { name, target, withinS }: Pick<Objective, 'name' | 'target' | 'withinS'>,
  counts: WindowCounts,
): Objective {
  const burns = burnRules.map(({ long, short, maxRate }): Burn => {
    const [longRate, shortRate] = [burnRate(counts[long], target), burnRate(counts[short], target)];
    const isBurning = longRate >= maxRate && shortRate >= maxRate;
    return { longWindowS: windowsS[long], shortWindowS: windowsS[short], longRate, shortRate, maxRate, isBurning };
  });
  return { name, target, withinS, counts: counts.week, budgetLeft: 1 - burnRate(counts.week, target), burns };
}
