import { round } from './percentiles.ts';
import { deliverInGroups } from './retention-sizes.ts';
import { type RetentionStack, withWal } from './retention-stack.ts';

interface Cost {
  perS: number;
  walBytes: number;
}

/** Medians of the rounds. */
export interface FollowingCost {
  /** By each variant, over all rounds. */
  deliveries: number;
  neither: Cost;
  trigger: Cost;
  both: Cost;
}

/** What keeps `updated_at`, and what finds it. The last one is how a database of Causeway is. */
const variants = ['neither', 'trigger', 'both'] as const;
type Variant = (typeof variants)[number];
/** Odd, so that a median is one of them. */
const ROUNDS = 5;

/** Accepts and delivers as many events by each variant, in turns, in the order that a round before did not have. */
export async function measureFollowing(stack: RetentionStack, deliveries: number): Promise<FollowingCost> {
  const found: Record<Variant, Cost[]> = { neither: [], trigger: [], both: [] };
  const each = deliveries / ROUNDS;
  await deliverInGroups(stack, each / 4);
  for (let nth = 0; nth < ROUNDS; nth++) {
    for (const variant of [...variants.slice(nth % 3), ...variants.slice(0, nth % 3)]) {
      await prepare(stack, variant);
      const { walBytes, seconds } = await withWal(stack.db, () => deliverInGroups(stack, each));
      found[variant].push({ perS: each / seconds, walBytes });
    }
  }
  await prepare(stack, 'both');
  const costOf = (costs: Cost[]): Cost => ({
    ...{ perS: Math.round(median(costs.map(({ perS }) => perS))), walBytes: round(median(costs.map(({ walBytes }) => walBytes)), 0) },
  });
  return { deliveries, neither: costOf(found.neither), trigger: costOf(found.trigger), both: costOf(found.both) };
}

async function prepare({ db: { sql } }: RetentionStack, variant: Variant): Promise<void> {
  await sql.unsafe(`alter table delivery ${variant === 'neither' ? 'disable' : 'enable'} trigger note_change`);
  const index =
    'create index if not exists delivery_updated on delivery using brin (updated_at) with (pages_per_range = 16, autosummarize = true)';
  await sql.unsafe(variant === 'both' ? index : 'drop index if exists delivery_updated');
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
