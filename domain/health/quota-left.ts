import type { VendorLimit } from '#domain/connections/manifest.ts';
import { ownPart, unleased, waitingUntil } from '#domain/connections/quota.ts';

/** A limit as all processes share it. */
export interface StoredLimit {
  limitId: string;
  max: number;
  ours: number;
  told: number;
  /** Leased to processes. */
  held: number;
  pausedUntil: Date | null;
  dayEndsAt: Date | null;
}

/** What is left of a daily quota. */
export interface QuotaLeft {
  text: string;
  /** Calls. */
  left: number;
  max: number;
  resetsAt: Date | null;
}

/** The daily quota of which the least is left, and until when nobody may call because a limit is used up. */
export function readQuotas(
  stored: readonly StoredLimit[],
  { limits, budgetPercent, now }: { limits: readonly VendorLimit[]; budgetPercent: number; now: Date },
): { scarcest: QuotaLeft | null; waitingUntil: Date | null; waitingFor: string | null } {
  const known = new Map(limits.map((limit) => [limit.id, limit]));
  let scarcest: QuotaLeft | null = null;
  let [until, waitingFor]: [Date | null, string | null] = [null, null];
  for (const limit of stored) {
    const described = known.get(limit.limitId);
    const isDaily = described?.window.kind === 'day';
    const capPercent = described?.shared === false ? 100 : budgetPercent;
    const waits = waitingUntil(limit, { isDaily, ownMax: ownPart(limit.max, capPercent), now });
    // A pause of seconds between calls is no state.
    if (waits !== null && waits.getTime() - now.getTime() > BRIEF_MS && (until === null || waits > until)) {
      [until, waitingFor] = [waits, described?.text ?? limit.limitId];
    }
    if (!isDaily) continue;
    const max = ownPart(limit.max, capPercent);
    const left = unleased({ ...limit, leased: limit.held, capPercent });
    if (scarcest === null || left * scarcest.max < scarcest.left * max) {
      scarcest = { text: described?.text ?? limit.limitId, left, max, resetsAt: limit.dayEndsAt };
    }
  }
  return { scarcest, waitingUntil: until, waitingFor };
}

/** Vendors ask for pauses of some seconds all the time. In milliseconds. */
const BRIEF_MS = 15_000;
