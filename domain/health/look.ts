import type { Freshness, HealthKind, Verdict } from './health.ts';
import type { QuotaLeft } from './quota-left.ts';

/** What Integration Health shows of one subject: its state, and the figures behind it. */
export interface Look {
  kind: HealthKind;
  id: string;
  /** For people: a name, or the URL of an endpoint. */
  name: string;
  /** Null for what belongs to the company. */
  partnerId: string | null;
  /** The key of the vendor; null for what has none. */
  vendor: string | null;
  verdict: Verdict;
  lastSuccessAt: Date | null;
  lastError: { at: Date; message: string | null } | null;
  /** Null where nothing is awaited. */
  freshness: Freshness | null;
  /** Records that are not written, or deliveries that were given up. */
  failedRecords: number;
  quota: QuotaLeft | null;
  /** When it goes on by itself; null if nothing is planned. */
  nextRunAt: Date | null;
}

/** Seconds since a moment; never negative, because clocks differ. */
export const ageS = (since: Date, now: Date): number => Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000));

/** The one that misses its objective most. */
export function stalest(all: readonly Freshness[]): Freshness | null {
  let worst: Freshness | null = null;
  for (const each of all) if (worst === null || each.ageS * worst.objectiveS > worst.ageS * each.objectiveS) worst = each;
  return worst;
}
