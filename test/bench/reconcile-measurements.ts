import { measureCompare } from './reconcile-compare.ts';
import type { ReconcileFindings } from './reconcile-figures.ts';
import { measureNight, type NightPlan } from './reconcile-night.ts';
import { measureUtilisation } from './reconcile-utilisation.ts';
import type { SyncStack } from './sync-stack.ts';

/** In the order in which they are made. */
export const measurements = ['compare', 'utilisation', 'scaling', 'night'] as const;

export interface ReconcilePlan {
  /** Numbers of records a side; the last one is that of the ratio. */
  compare: readonly number[];
  /** Of nights that are left alone; that of `night` is one more. */
  scaling: readonly number[];
  /** Records a side: enough for some windows of each limit. */
  utilisation: number;
  night: NightPlan;
}

export const full: ReconcilePlan = {
  compare: [10_000, 100_000, 1_000_000],
  scaling: [10_000, 100_000],
  utilisation: 100_000,
  night: { records: 1_000_000, kills: 10 },
};
export const quick: ReconcilePlan = {
  compare: [1_000, 10_000],
  scaling: [1_000],
  utilisation: 60_000,
  night: { records: 2_000, kills: 3 },
};

export async function measure(
  name: (typeof measurements)[number],
  stack: SyncStack,
  plan: ReconcilePlan,
  say: (line: string) => void,
): Promise<Partial<ReconcileFindings>> {
  switch (name) {
    case 'compare':
      return { compare: await each(plan.compare, 'Comparing', (records) => measureCompare(stack.db, records)) };
    case 'utilisation':
      say(`A night over ${plan.utilisation} records a side of vendors with their limits …`);
      return { utilisation: await measureUtilisation(stack, plan.utilisation) };
    case 'scaling':
      return { scaling: await each(plan.scaling, 'A night over', (records) => measureNight(stack, { records, kills: 0 })) };
    case 'night':
      say(`Two nights over ${plan.night.records} records a side, the second with ${plan.night.kills} kills …`);
      return { night: await measureNight(stack, plan.night) };
  }

  async function each<Found>(sizes: readonly number[], what: string, act: (records: number) => Promise<Found>): Promise<Found[]> {
    const found = [];
    for (const records of sizes) {
      say(`${what} ${records} records a side …`);
      found.push(await act(records));
    }
    return found;
  }
}
