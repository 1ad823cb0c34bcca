import type { Queryable } from '#db/database.ts';
import type { ConnectionStatus } from '#domain/connections/connection.ts';
import type { StoredLimit } from '#domain/health/quota-left.ts';
import type { Selection } from './selection.ts';
import { storedDate } from './stored-date.ts';
import { syncLaterals } from './sync-facts.ts';

/** What is stored of a connection and of what it is used for. */
export interface ConnectionHealthRow {
  id: string;
  vendor: string;
  name: string;
  status: ConnectionStatus;
  statusReason: string | null;
  isByConsent: boolean;
  processError: string | null;
  missingScopes: string[];
  awaySince: Date | null;
  awayReason: string | null;
  budgetPercent: number;
  limits: StoredLimit[];
  failedRecords: number;
  failedSince: Date | null;
  readingSince: Date | null;
  lastSuccessAt: Date | null;
  lastError: { at: Date; message: string | null } | null;
  syncs: { intervalSeconds: number; since: Date }[];
}

interface Row extends Omit<ConnectionHealthRow, 'limits' | 'syncs' | 'lastError'> {
  limits: StoredLimitJson[] | null;
  syncs: { intervalSeconds: number; since: string }[] | null;
  errorAt: Date | null;
  errorMessage: string | null;
}

type StoredLimitJson = Omit<StoredLimit, 'pausedUntil' | 'dayEndsAt'> & { pausedUntil: string | null; dayEndsAt: string | null };

/** One statement for all connections of a page. Disconnected ones are left out, unless they are named. */
export async function readConnectionFacts(sql: Queryable, { ids, before, limit }: Selection): Promise<ConnectionHealthRow[]> {
  const rows = await sql<Row[]>`
    with page as materialized (
      select * from connection
      where ${ids ? sql`id = any(${[...ids]}::text[])` : sql`status not in ('disconnecting', 'disconnected')`}
        and ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${limit}
    ), used as materialized (
      select s.a_connection_id, s.b_connection_id, s.paused_at, s.interval_seconds, coalesce(done.started_at, s.created_at) as since,
        done.ended_at as done_at, reading.started_at as reading_since, failed.ended_at as error_at, failed.reason as error,
        writes.a, writes.b, writes.since as failed_since
      from sync s ${syncLaterals(sql)}
      where s.a_connection_id in (select id from page) or s.b_connection_id in (select id from page)
    ), uses as (
      select side.connection_id, max(u.done_at) as "lastSuccessAt", max(u.error_at) as "errorAt",
        (array_agg(u.error order by u.error_at desc nulls last))[1] as "errorMessage",
        min(u.reading_since) as "readingSince", sum(side.failed)::int as "failedRecords",
        min(u.failed_since) filter (where side.failed > 0) as "failedSince",
        jsonb_agg(jsonb_build_object('intervalSeconds', u.interval_seconds, 'since', u.since))
          filter (where u.paused_at is null) as syncs
      from used u cross join lateral (values (u.a_connection_id, u.a), (u.b_connection_id, u.b)) side (connection_id, failed)
      group by side.connection_id
    ), limits as (
      select l.connection_id, jsonb_agg(jsonb_build_object('limitId', l.limit_id, 'max', l.max, 'ours', l.ours, 'told', l.told,
        'pausedUntil', l.paused_until, 'dayEndsAt', l.day_ends_at, 'held', coalesce(s.held, 0))) as limits
      from page join vendor_limit l on l.connection_id = page.id left join (
        select connection_id, limit_id, key, sum(held)::int as held from vendor_limit_share where expires_at > now() group by 1, 2, 3
      ) s using (connection_id, limit_id, key)
      group by l.connection_id
    )
    select page.id, page.vendor, page.name, page.status, page.status_reason as "statusReason", page.auth_method = 'oauth' as "isByConsent",
      page.process_error as "processError", page.missing_scopes as "missingScopes", page.away_since as "awaySince",
      page.away_reason as "awayReason", page.budget_percent as "budgetPercent", limits.limits, coalesce(uses."failedRecords", 0) as "failedRecords",
      uses."failedSince", uses."readingSince", uses."lastSuccessAt", uses."errorAt", uses."errorMessage", uses.syncs
    from page left join uses on uses.connection_id = page.id left join limits on limits.connection_id = page.id
    order by page.id desc`;
  return rows.map(({ limits, syncs, errorAt, errorMessage, ...row }) => ({
    ...row,
    limits: (limits ?? []).map((each) => ({ ...each, pausedUntil: storedDate(each.pausedUntil), dayEndsAt: storedDate(each.dayEndsAt) })),
    syncs: (syncs ?? []).map(({ intervalSeconds, since }) => ({ intervalSeconds, since: new Date(since) })),
    lastError: latest(errorAt && { at: errorAt, message: errorMessage }, row.awaySince && { at: row.awaySince, message: row.awayReason }),
  }));
}

type ErrorAt = { at: Date; message: string | null } | null;

const latest = (one: ErrorAt, other: ErrorAt): ErrorAt => (one && other ? (one.at > other.at ? one : other) : (one ?? other));
