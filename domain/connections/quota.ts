/** The state of a daily quota, as all processes share it. */
export interface Quota {
  /** The vendor's number of calls. */
  max: number;
  /** Our own calls of this day. */
  ours: number;
  /** The calls of all applications, as the vendor told last; never less than what we know of ourselves. */
  told: number;
  /** Leased to processes and not yet used. */
  leased: number;
  /** The part of the quota that the company gives us. */
  capPercent: number;
}

/** The part of the quota that only the interactive lane may use. */
const RESERVE = 0.02;
/** Calls of one lease: few enough that a crash wastes little, and that no process keeps from another what it does not need. */
export const leaseOf = (max: number): number => Math.max(1, Math.min(500, Math.floor(max / 100)));

/** Our own calls, by the hour since 1970 in which they were made. */
export type CallsByHour = Readonly<Record<string, number>>;

/** Adds calls to this hour, and forgets those that no moment of it has within its last 24 hours. */
export function countHour(calls: CallsByHour, hour: number, spent: number): CallsByHour {
  const recent = Object.entries(calls).filter(([at]) => hour - Number(at) <= 24);
  return { ...Object.fromEntries(recent), [hour]: (calls[hour] ?? 0) + spent };
}

/** The part of a limit that the company gives us. */
export const ownPart = (max: number, capPercent: number): number => Math.max(1, Math.floor((max * capPercent) / 100));

/** How many calls may still be leased. */
export function unleased({ max, ours, told, leased, capPercent }: Quota): number {
  const own = ownPart(max, capPercent) - ours;
  return Math.max(0, Math.min(own, max - Math.max(told, ours)) - leased);
}

/** What a process gets that wants `wanted` more calls: a block, so that it asks rarely. `isLow`: only the interactive lane may use them. */
export function leaseQuota(quota: Quota, wanted: number): { granted: number; isLow: boolean } {
  const left = unleased(quota);
  const granted = wanted === 0 ? 0 : Math.min(left, Math.max(wanted, leaseOf(quota.max)));
  return { granted, isLow: left - granted < Math.floor(quota.max * RESERVE * (quota.capPercent / 100)) };
}

/** Whether the vendor's number says that its day began anew: it counts far less than we did ourselves. */
export const hasBegunAnew = (told: number, { ours }: Pick<Quota, 'ours'>): boolean => ours > 100 && told < ours / 2;

/** Until when nobody may call, because the vendor said so or a daily quota is used up; null if calls are possible. */
export function waitingUntil(
  limit: Pick<Quota, 'max' | 'ours' | 'told'> & { pausedUntil: Date | null; dayEndsAt: Date | null },
  { isDaily, ownMax, now }: { isDaily: boolean; ownMax: number; now: Date },
): Date | null {
  if (limit.pausedUntil !== null && limit.pausedUntil > now) return limit.pausedUntil;
  const isUsedUp = isDaily && (limit.told >= limit.max || limit.ours >= ownMax);
  return isUsedUp ? limit.dayEndsAt : null;
}
