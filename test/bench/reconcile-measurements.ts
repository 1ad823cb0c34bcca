import { measureCompare } from './reconcile-compare.ts';
import type { ReconcileFindings } from './reconcile-figures.ts';
import { measureNight, type NightPlan } from './reconcile-night.ts';
import type { SyncStack } from './sync-stack.ts';

/** In the order in which they are made. */
export const measurements = ['compare', 'night'] as const;

export interface ReconcilePlan {
  /** Numbers of records a side; the last one is that of the ratio. */
  compare: readonly number[];
  night: NightPlan;
}

export const full: ReconcilePlan = { compare: [10_000, 100_000, 1_000_000], night: { records: 1_000_000, kills: 10 } };
export const quick: ReconcilePlan = { compare: [1_000, 10_000], night: { records: 2_000, kills: 3 } };

export async function measure(
  name: (typeof measurements)[number],
  stack: SyncStack,
  plan: ReconcilePlan,
  say: (line: string) => void,
): Promise<Partial<ReconcileFindings>> {
  if (name === 'night') {
    say(`Two nights over ${plan.night.records} records a side, the second with ${plan.night.kills} kills …`);
    return { night: await measureNight(stack, plan.night) };
  }
  const compare = [];
  for (const records of plan.compare) {
    say(`Comparing ${records} records a side …`);
    compare.push(await measureCompare(stack.db, records));
  }
  return { compare };
}
