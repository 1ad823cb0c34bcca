import { z } from 'zod';
import type { Path, Touch } from '#domain/attribution/path.ts';
import { toWeights } from '#domain/attribution/share-out.ts';

const Coefficients = z.record(z.string(), z.number());

/** What Markov and Shapley have learnt from all paths, by channel; the coefficients of each add up to 1. Stored with its version. */
export const Learnt = z.object({ markov: Coefficients, shapley: Coefficients });
export type Learnt = z.infer<typeof Learnt>;

/** Before anything is learnt: all channels are equal. */
export const nothingLearnt: Learnt = { markov: {}, shapley: {} };

/** A partner is a channel; the touches of the company itself are one more. */
export const channelOf = ({ partnerId }: Pick<Touch, 'partnerId'>): string => partnerId ?? '';

/**
 * The channels of a path share it by their coefficients, and the touches of a channel share its part evenly. A channel that was unknown when
 * they were learnt counts as an average one. If no channel of the path contributes, all are equal.
 */
export function byCoefficient({ touches }: Path, coefficients: Record<string, number>): bigint[] {
  const average = averageOf(coefficients);
  const counts = new Map<string, number>();
  for (const touch of touches) counts.set(channelOf(touch), (counts.get(channelOf(touch)) ?? 0) + 1);
  const known = [...counts.keys()].map((channel) => coefficients[channel] ?? average);
  const isNothing = known.every((coefficient) => coefficient === 0);
  return toWeights(
    touches.map((touch) => {
      const channel = channelOf(touch);
      return (isNothing ? 1 : (coefficients[channel] ?? average)) / (counts.get(channel) ?? 1);
    }),
  );
}

const averages = new WeakMap<Record<string, number>, number>();

/** Counted once for each version, not for each path: there is a coefficient for each partner. */
function averageOf(coefficients: Record<string, number>): number {
  const known = averages.get(coefficients) ?? 1 / Math.max(Object.keys(coefficients).length, 1);
  averages.set(coefficients, known);
  return known;
}

/** Coefficients that add up to 1; all 0 if nothing contributes. Ordered by channel, so that the same data are the same bytes. */
export function normalised(raw: ReadonlyMap<string, number>): Record<string, number> {
  const sum = raw.values().reduce((added, value) => added + value, 0);
  const sorted = [...raw].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(sorted.map(([channel, value]) => [channel, sum === 0 ? 0 : value / sum]));
}
