import type { Queryable, Sql } from '#db/database.ts';
import { type CallsByHour, countHour, hasBegunAnew, leaseQuota, ownPart, type Quota, unleased } from '#domain/connections/quota.ts';
import { fairShare } from '#domain/connections/slot-shares.ts';

/** One limit of one connection, as one process uses it. */
export interface MeterName {
  connectionId: string;
  limitId: string;
  key: string;
  /** The process. */
  holder: string;
}

interface Told {
  /** Of the manifest, for the first call. */
  initialMax: number;
  /** As the vendor's headers say, if they do. */
  max: number | undefined;
  /** The vendor refused a call: for how long nobody may call. */
  pauseMs: number;
  /** How long the others respect what this process holds, if it is never heard of again. */
  leaseMs: number;
  /** The part that the company gives us. */
  capPercent: number;
}

export interface SlotWish extends MeterName, Told {
  /** Slots that it cannot give up now: in use, or not yet cooled down. */
  occupied: number;
  wanted: number;
}

export interface SlotShare {
  held: number;
  /** Less than `held` if others want some of it, and it could not give them up yet. */
  fair: number;
  /** Our part of the limit. */
  max: number;
  pausedForMs: number;
}

/** Renews, grows or shrinks what a process holds of the slots of a limit. The sum over all processes never exceeds our part, unless it sank. */
export function shareSlots(sql: Sql, wish: SlotWish): Promise<SlotShare> {
  return inTransaction(sql, async (tx) => {
    const { max: all, pausedForMs } = await lockLimit(tx, wish);
    const max = ownPart(all, wish.capPercent);
    const others = await othersOf(tx, wish);
    const free = max - others.reduce((sum, { held }) => sum + held, 0);
    const sharers = [...others, wish].toSorted((a, b) => (a.holder < b.holder ? -1 : 1));
    const fair = fairShare(
      max,
      sharers.map(({ wanted }) => wanted),
      sharers.indexOf(wish),
    );
    const held = Math.max(wish.occupied, Math.min(fair, free), 0);
    await hold(tx, wish, held, wish.wanted);
    return { held, fair, max, pausedForMs };
  });
}

export interface QuotaWish extends MeterName, Told {
  /** Calls made since the last time. */
  spent: number;
  /** Leased and not yet used. */
  unspent: number;
  wanted: number;
  since: 'midnight' | 'day_before';
  /** The calls of all applications that the vendor tells, if it does. */
  told: number | undefined;
}

export interface QuotaLease {
  granted: number;
  isLow: boolean;
  pausedForMs: number;
  isEmpty: boolean;
  dayEndsInMs: number;
}

/** Counts what a process used of a daily quota, and leases it more. Until the vendor tells more, a day ends at midnight UTC. */
export function leaseCalls(sql: Sql, wish: QuotaWish): Promise<QuotaLease> {
  return inTransaction(sql, async (tx) => {
    const row = await lockLimit(tx, wish);
    const leased = (await othersOf(tx, wish)).reduce((sum, { held }) => sum + held, wish.unspent);
    const counted = wish.since === 'midnight' ? countToday(row, wish) : countLastDay(row, wish);
    const { ours, told, callsByHour } = counted;
    const quota: Quota = { ours, told, max: row.max, leased, capPercent: wish.capPercent };
    const lease = leaseQuota(quota, wish.wanted);
    await tx`
      update vendor_limit set ours = ${ours}, told = ${told}, calls_by_hour = ${JSON.stringify(callsByHour)}::text::jsonb
      where connection_id = ${wish.connectionId} and limit_id = ${wish.limitId} and key = ${wish.key}`;
    await hold(tx, wish, wish.unspent + lease.granted, wish.wanted);
    const { pausedForMs, dayEndsInMs } = row;
    return { ...lease, isEmpty: unleased({ ...quota, leased: wish.unspent }) === 0, pausedForMs, dayEndsInMs };
  });
}

type Counted = Pick<Quota, 'ours' | 'told'> & { callsByHour: CallsByHour };

function countToday(row: LockedLimit, { spent, told }: QuotaWish): Counted {
  const ours = row.ours + spent;
  const isNewDay = told !== undefined && hasBegunAnew(told, { ours });
  return { ours: isNewDay ? spent : ours, told: told ?? row.told + spent, callsByHour: {} };
}

function countLastDay(row: LockedLimit, { spent, told }: QuotaWish): Counted {
  const callsByHour = countHour(row.callsByHour, row.hour, spent);
  const ours = Object.values(callsByHour).reduce((sum, calls) => sum + calls, 0);
  return { ours, told: told ?? row.told + spent, callsByHour };
}

interface LockedLimit {
  max: number;
  ours: number;
  told: number;
  callsByHour: CallsByHour;
  hour: number;
  pausedForMs: number;
  dayEndsInMs: number;
}

/**
 * For so long the vendor's number is believed where the day has no end. Others may have stopped calling meanwhile, and only an answer to a call
 * of ours tells.
 */
const BELIEVED_MINUTES = 15;

/** One process at a time changes who holds what. */
async function lockLimit(tx: Queryable, wish: SlotWish | QuotaWish): Promise<LockedLimit> {
  const { connectionId, limitId, key, initialMax, max, pauseMs } = wish;
  const rolls = 'since' in wish && wish.since === 'day_before';
  const isTold = 'told' in wish && wish.told !== undefined;
  const pausedUntil = pauseMs > 0 ? tx`now() + ${pauseMs} * interval '1 ms'` : tx`null::timestamptz`;
  const later = tx`now() + ${BELIEVED_MINUTES} * interval '1 minute'`;
  const end = rolls ? later : tx`date_trunc('day', now(), 'UTC') + interval '1 day'`;
  const [row] = await tx<[LockedLimit]>`
    insert into vendor_limit as l (connection_id, limit_id, key, max, day_ends_at, paused_until)
    values (${connectionId}, ${limitId}, ${key}, ${max ?? initialMax}, ${end}, ${pausedUntil})
    on conflict (connection_id, limit_id, key) do update set
      max = coalesce(${max ?? null}::int, l.max),
      ours = case when l.day_ends_at <= now() then 0 else l.ours end,
      told = case when l.day_ends_at <= now() then 0 else l.told end,
      day_ends_at = case when ${rolls && !isTold} and l.day_ends_at > now() then l.day_ends_at else excluded.day_ends_at end,
      paused_until = greatest(l.paused_until, excluded.paused_until),
      updated_at = now()
    returning max, ours, told, calls_by_hour as "callsByHour", floor(extract(epoch from now()) / 3600)::int as hour,
      greatest(0, coalesce(extract(epoch from paused_until - now()) * 1000, 0))::float8 as "pausedForMs",
      (extract(epoch from day_ends_at - now()) * 1000)::float8 as "dayEndsInMs"`;
  return row;
}

interface OtherShare {
  holder: string;
  held: number;
  wanted: number;
}

async function othersOf(tx: Queryable, { connectionId, limitId, key, holder }: MeterName): Promise<OtherShare[]> {
  return tx<OtherShare[]>`
    select holder, held, wanted from vendor_limit_share
    where connection_id = ${connectionId} and limit_id = ${limitId} and key = ${key} and holder <> ${holder} and expires_at > now()`;
}

async function hold(
  tx: Queryable,
  { connectionId, limitId, key, holder, leaseMs }: MeterName & Told,
  held: number,
  wanted: number,
): Promise<void> {
  await tx`
    insert into vendor_limit_share (connection_id, limit_id, key, holder, held, wanted, expires_at)
    values (${connectionId}, ${limitId}, ${key}, ${holder}, ${held}, ${wanted}, now() + ${leaseMs} * interval '1 ms')
    on conflict (connection_id, limit_id, key, holder)
    do update set held = excluded.held, wanted = excluded.wanted, expires_at = excluded.expires_at`;
}

async function inTransaction<Result>(sql: Sql, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  // The result is wrapped, because postgres.js would await an array of queries.
  const { result } = await sql.begin(async (tx) => ({ result: await work(tx) }));
  return result;
}
