import { openTwoHubSpots } from '#test/support/hubspot-pair.ts';
import { convergeAtRandom, type ConvergencePlan } from '#test/support/sync-convergence.ts';
import type { SyncFindings } from './sync-figures.ts';
import { type KillPlan, measureKills } from './sync-kill.ts';
import { type LatencyPlan, measureLatency } from './sync-latency.ts';
import { measureMemory } from './sync-memory.ts';
import type { SyncStack } from './sync-stack.ts';
import { measureVendors, type VendorsPlan } from './sync-vendors.ts';

/** In the order in which they are made. */
export const measurements = ['vendors', 'latency', 'memory', 'kill', 'convergence'] as const;
type Measurement = (typeof measurements)[number];

export interface SyncPlan {
  vendors: VendorsPlan;
  latency: LatencyPlan;
  convergence: ConvergencePlan;
  /** Numbers of records; the last one is that of the runs without changes. */
  memory: readonly number[];
  kill: KillPlan;
}

export const full: SyncPlan = {
  vendors: { records: 25_000, renamed: 750 },
  latency: { pairs: 400, ratePerS: 20, warmUpS: 15, seconds: 60 },
  convergence: { pairs: 400, rounds: 40, editsARound: 250, seed: 7 },
  memory: [10_000, 100_000, 1_000_000],
  kill: { kills: 24, records: 400, seed: 7 },
};
export const quick: SyncPlan = {
  vendors: { records: 17_000, renamed: 100 },
  latency: { pairs: 100, ratePerS: 20, warmUpS: 5, seconds: 10 },
  convergence: { pairs: 40, rounds: 10, editsARound: 60, seed: 7 },
  memory: [1_000, 10_000],
  kill: { kills: 4, records: 200, seed: 7 },
};

export async function measure(
  name: Measurement,
  stack: SyncStack,
  plan: SyncPlan,
  say: (line: string) => void,
): Promise<Partial<SyncFindings>> {
  switch (name) {
    case 'vendors':
      say(`Reading and writing at the limits of HubSpot and Stripe, ${plan.vendors.records} records of each object …`);
      return { vendors: await measureVendors(stack, plan.vendors) };
    case 'latency':
      say(`Changing ${plan.latency.ratePerS} subscriptions a second …`);
      return { latency: await measureLatency(stack, plan.latency) };
    case 'convergence': {
      say(`Editing both sides at random, ${plan.convergence.rounds * plan.convergence.editsARound} times …`);
      const world = await openTwoHubSpots(stack.services.databaseUrl);
      try {
        return { convergence: await convergeAtRandom(world, plan.convergence) };
      } finally {
        await world.close();
      }
    }
    case 'memory': {
      const found = [];
      for (const records of plan.memory) {
        say(`Syncing ${records} records …`);
        found.push(await measureMemory(stack, records));
      }
      return { memory: found.map(({ memory }) => memory), noChange: found.at(-1)?.noChange };
    }
    case 'kill':
      say(`Killing the engine, the worker, Temporal and PostgreSQL in turn, ${plan.kill.kills} times …`);
      return { kill: await measureKills(stack, plan.kill, say) };
  }
}
