/** An exact number. The denominator is positive. */
export interface Fraction {
  n: bigint;
  d: bigint;
}

export const zero: Fraction = { n: 0n, d: 1n };

export function fraction(n: bigint, d = 1n): Fraction {
  const divisor = gcd(n < 0n ? -n : n, d);
  return { n: n / divisor, d: d / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

export const add = (x: Fraction, y: Fraction): Fraction => fraction(x.n * y.d + y.n * x.d, x.d * y.d);
export const times = (x: Fraction, y: Fraction): Fraction => fraction(x.n * y.n, x.d * y.d);
export const isLess = (x: Fraction, y: Fraction): boolean => x.n * y.d < y.n * x.d;

/** A decimal number in plain notation. */
export function fractionOf(plain: string): Fraction {
  const [whole = '0', digits = ''] = plain.split('.');
  return fraction(BigInt(whole + digits), 10n ** BigInt(digits.length));
}

const floor = ({ n, d }: Fraction): bigint => (n >= 0n ? n / d : -((-n + d - 1n) / d));
const roundHalfUp = ({ n, d }: Fraction): bigint => floor({ n: 2n * n + d, d: 2n * d });

/** Whole numbers that add up to the rounded sum: each is rounded down, and the largest remainders get what is left, the first of equals first. */
export function largestRemainder(parts: readonly Fraction[]): bigint[] {
  const whole = parts.map(floor);
  const total = roundHalfUp(parts.reduce(add, zero));
  let left = total - whole.reduce((sum, part) => sum + part, 0n);
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: add(part, { n: -(whole[index] ?? 0n), d: 1n }) }))
    .toSorted((x, y) => (isLess(y.remainder, x.remainder) ? -1 : isLess(x.remainder, y.remainder) ? 1 : x.index - y.index));
  for (const { index } of byRemainder) {
    if (left <= 0n) break;
    whole[index] = (whole[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return whole;
}
