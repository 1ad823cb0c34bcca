import { DAY_MS } from '#domain/days.ts';

/** Upper bounds of the ranges in which the time to a delivery is counted, in milliseconds. Whatever took longer is in one more range. */
export const latencyBoundsMs = [
  50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 10_800_000, 86_400_000,
] as const;

/** What ended within one hour. */
export interface DeliveryHour {
  hour: Date;
  delivered: number;
  deadLettered: number;
  /** Of those that were delivered, how many took how long: one number for each bound, and one more. */
  latency: number[];
}

export const seriesPeriods = ['hour', 'day'] as const;
type SeriesPeriod = (typeof seriesPeriods)[number];
const lengthMs: Record<SeriesPeriod, number> = { hour: 3_600_000, day: DAY_MS };

export interface DeliveryPeriod {
  from: Date;
  delivered: number;
  deadLettered: number;
  latency: number[];
}

/** When the first of so many hours or days (UTC) began, of which the last one is now. */
export function seriesFrom(by: SeriesPeriod, periods: number, now: Date): Date {
  const length = lengthMs[by];
  return new Date(Math.floor(now.getTime() / length) * length - (periods - 1) * length);
}

/** Every period, oldest first, also those in which nothing ended. */
export function deliverySeries(hours: readonly DeliveryHour[], by: SeriesPeriod, { from, periods }: { from: Date; periods: number }) {
  const series = Array.from({ length: periods }, (_, place): DeliveryPeriod => ({
    from: new Date(from.getTime() + place * lengthMs[by]),
    ...{ delivered: 0, deadLettered: 0, latency: latencyBoundsMs.map(() => 0).concat(0) },
  }));
  for (const { hour, delivered, deadLettered, latency } of hours) {
    const period = series[Math.floor((hour.getTime() - from.getTime()) / lengthMs[by])];
    if (!period) continue;
    period.delivered += delivered;
    period.deadLettered += deadLettered;
    period.latency = period.latency.map((n, range) => n + (latency[range] ?? 0));
  }
  return series;
}

/** The time within which this share was delivered, as if those of a range were spread evenly over it. Null if nothing was delivered. */
export function latencyQuantile(latency: readonly number[], share: number): number | null {
  const total = latency.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [range, n] of latency.entries()) {
    const below = range === 0 ? 0 : (latencyBoundsMs[range - 1] ?? 0);
    const above = latencyBoundsMs[range] ?? below;
    if (left <= n && n > 0) return Math.round(below + (left / n) * (above - below));
    left -= n;
  }
  return latencyBoundsMs.at(-1) ?? null;
}
