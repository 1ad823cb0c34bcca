/**
 * Splits whole units (minor units, millionths) in the proportion of the weights: each share is rounded down, and the units that are left go
 * to the largest remainders, the first of equals first. So callers order the weights by a stable key. The shares add up to the total, and each
 * is less than one unit from its exact value. A negative total is the mirror of the positive one. At least one weight must be positive.
 */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return shareOut(-total, weights).map((share) => -share);
  let sum = 0n;
  for (const weight of weights) sum += weight;
  if (sum <= 0n) throw new RangeError('The weights add up to nothing, so there is nobody to share with.');
  // Many models give everything to one touch, and before its first sale nobody has anything.
  const whole = weights.indexOf(sum);
  if (whole !== -1 || total === 0n) return weights.map((_, index) => (index === whole ? total : 0n));
  if (total * sum <= exactUpTo) return shareOutNumbers(Number(total), weights.map(Number), Number(sum));
  return (total <= nearUpTo ? shareOutNearly(total, weights, sum) : null) ?? shareOutBigints(total, weights, sum);
}

/** Products up to it are exact as floating-point numbers too, which are computed several times as fast. */
const exactUpTo = BigInt(Number.MAX_SAFE_INTEGER);

function shareOutNumbers(total: number, weights: readonly number[], sum: number): bigint[] {
  let left = total;
  const shares: number[] = [];
  const remainders = weights.map((weight, index) => {
    const remainder = (total * weight) % sum;
    const share = (total * weight - remainder) / sum;
    shares[index] = share;
    left -= share;
    return remainder;
  });
  if (left > 0) for (const index of byRemainder(remainders).slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares.map(BigInt);
}

/** Places, the largest remainder first, the first of equals first. A path has few partners, so each is inserted where it belongs. */
function byRemainder(remainders: readonly number[]): number[] {
  const largest = (a: number, b: number): number => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b;
  if (remainders.length > fewPartners) return [...remainders.keys()].toSorted(largest);
  const order: number[] = [];
  for (const [index, remainder] of remainders.entries()) {
    let place = index;
    for (; place > 0 && (remainders[order[place - 1] ?? 0] ?? 0) < remainder; place--) order[place] = order[place - 1] ?? 0;
    order[place] = index;
  }
  return order;
}
const fewPartners = 40;

/** Up to it, what is computed with floating-point numbers is off by less than a millionth of a unit: four roundings, each of 2⁻⁵³ of the share. */
const nearUpTo = 10n ** 9n;
const offBy = 1e-6;

/**
 * The same shares, of weights that are too large for exact products. What is so near to a whole number that it could be rounded down to the wrong one is
 * computed exactly. Null if a remainder is so near to the last one that gets a unit that they could be the other way round; equal weights have equal ones.
 */
function shareOutNearly(total: bigint, weights: readonly bigint[], sum: bigint): bigint[] | null {
  const [totalNumber, sumNumber] = [Number(total), Number(sum)];
  let left = totalNumber;
  const shares: number[] = [];
  const remainders: number[] = [];
  for (const weight of weights) {
    const share = (totalNumber * Number(weight)) / sumNumber;
    let floor = Math.floor(share);
    let remainder = share - floor;
    if (remainder < offBy || remainder > 1 - offBy) {
      floor = Number((total * weight) / sum);
      remainder = Number((total * weight) % sum) / sumNumber;
    }
    shares.push(floor);
    remainders.push(remainder);
    left -= floor;
  }
  if (left > 0) {
    const order = byRemainder(remainders);
    const last = order[left - 1] ?? 0;
    const isClear = (remainder: number, index: number): boolean =>
      Math.abs(remainder - (remainders[last] ?? 0)) > 4 * offBy || weights[index] === weights[last];
    if (!remainders.every(isClear)) return null;
    for (const index of order.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares.map(BigInt);
}

function shareOutBigints(total: bigint, weights: readonly bigint[], sum: bigint): bigint[] {
  let left = total;
  const shares: bigint[] = [];
  const remainders = weights.map((weight, index) => {
    const product = total * weight;
    const share = product / sum;
    shares[index] = share;
    left -= share;
    return product - share * sum;
  });
  if (left > 0n) {
    const order = [...remainders.keys()].toSorted((a, b) => compare(remainders[b] ?? 0n, remainders[a] ?? 0n) || a - b);
    for (const index of order.slice(0, Number(left))) shares[index] = (shares[index] ?? 0n) + 1n;
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
