export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** Nearest rank, of all values: nothing is bucketed. NaN where there are none. */
export function percentiles(values: number[]): Percentiles {
  const sorted = Float64Array.from(values).toSorted();
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
