import type { Evidence } from './evidence.ts';

/** What the names say, and whether they are spelled the same. */
export interface NameEvidence extends Evidence {
  isExact: boolean;
}

export const because = (weight: number, explanation: string, isExact = false): NameEvidence => ({
  signal: 'name',
  weight: Math.round(weight * 1000) / 1000,
  explanation,
  isExact,
});

/** A name of rare words belongs to one company; names such as "Global Holding" belong to many. */
export function weightOf(bits: number): number {
  const at = weights.findIndex(([most]) => bits <= most);
  const [[low, from], [high, to]] = [weights[at - 1] ?? [0, 0.25], weights[at] ?? [99, 0.9]];
  return Math.round((from + ((bits - low) / (high - low)) * (to - from)) * 1000) / 1000;
}
const weights: [bits: number, weight: number][] = [
  [10, 0.3],
  [12, 0.4],
  [13, 0.48],
  [14, 0.65],
  [15, 0.76],
  [17, 0.82],
  [20, 0.88],
  [99, 0.9],
];

/** Registers have a brand often, because it is in the names of its subsidiaries: a person is asked all the same. */
export const leastOfBrand = 0.53;
