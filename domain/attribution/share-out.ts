/**
 * Splits whole units (minor units, millionths) in the proportion of the weights: each share is rounded down, and the units that are left go
 * to the largest remainders, the first of equals first. So callers order the weights by a stable key. The shares add up to the total, and each
 * is less than one unit from its exact value. A negative total is the mirror of the positive one. At least one weight must be positive.
 */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return shareOut(-total, weights).map((share) => -share);
  const sum = weights.reduce((added, weight) => added + weight, 0n);
  if (sum <= 0n) throw new RangeError('The weights add up to nothing, so there is nobody to share with.');
  const remainders = weights.map((weight) => (total * weight) % sum);
  const shares = weights.map((weight) => (total * weight) / sum);
  // The remainders add up to the units that are left, times the sum.
  let left = remainders.reduce((added, remainder) => added + remainder, 0n) / sum;
  if (left === 0n) return shares;
  const byRemainder = [...remainders.keys()].toSorted((a, b) => compare(remainders[b] ?? 0n, remainders[a] ?? 0n) || a - b);
  for (const index of byRemainder) {
    if (left === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** A weight of 1. Floating-point weights keep all their 53 bits, so that amounts below 10^15 minor units are shared exactly by them. */
const one = 2 ** 60;

/** Whole weights in the proportion of floating-point ones, which are not negative. If all are 0, they are equal. */
export function toWeights(numbers: readonly number[]): bigint[] {
  const largest = Math.max(0, ...numbers);
  return largest > 0 ? numbers.map((number) => BigInt(Math.round((number / largest) * one))) : numbers.map(() => 1n);
}
