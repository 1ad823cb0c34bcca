import { expect, test } from 'vitest';
import { shareOut, toWeights } from '#domain/attribution/share-out.ts';
import { seededRandom } from '#domain/random.ts';

/** The definition, in whole numbers only. */
function byDefinition(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((added, weight) => added + weight, 0n);
  const shares = weights.map((weight) => (total * weight) / sum);
  const left = total - shares.reduce((added, share) => added + share, 0n);
  const remainders = weights.map((weight, index) => ({ index, rest: (total * weight) % sum }));
  const largest = remainders.toSorted((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : a.index - b.index));
  for (const { index } of largest.slice(0, Number(left))) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares;
}

const random = seededRandom(18);
const upTo = (most: number): number => Math.floor(random() * (most + 1));
/** Weights that need floating-point numbers, and among which many are equal, nearly equal, or give whole shares. */
const kinds: readonly (() => bigint[])[] = [
  () => toWeights(Array.from({ length: 2 + upTo(18) }, () => 2 ** -random() * 9)),
  () => toWeights(Array.from({ length: 2 + upTo(18) }, () => 1 / (1 + upTo(3)))).map((weight) => weight * BigInt(1 + upTo(2))),
  () => Array.from({ length: 2 + upTo(18) }, () => 400_000_000n * BigInt(1 + upTo(17)) + BigInt(upTo(1))),
  () => Array.from({ length: 2 + upTo(18) }, () => 2n ** 60n + BigInt(upTo(3) * 128)),
];

test.each([...kinds.entries()])(
  'shares are to the unit what whole numbers give, whatever they are computed with: weights %d',
  (_, weightsOf) => {
    for (let round = 0; round < 500; round++) {
      const weights = weightsOf();
      for (const total of [1_000_000n, BigInt(upTo(5_000)), BigInt(upTo(1e9)), 10n ** 9n + BigInt(upTo(3)), 10n ** 15n]) {
        expect(shareOut(total, weights)).toEqual(byDefinition(total, weights));
      }
    }
  },
);
