import type { Queryable } from '#db/database.ts';
import type { ConnectionStatus } from '#domain/connections/connection.ts';
import type { StoredLimit } from '#domain/health/quota-left.ts';
import type { Selection } from './selection.ts';
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

interface PageRow extends Omit<ConnectionHealthRow, keyof Usage | 'limits'> {}

/** What the syncs of a connection say about it. */
type Usage = Pick<ConnectionHealthRow, 'failedRecords' | 'failedSince' | 'readingSince' | 'lastSuccessAt' | 'lastError' | 'syncs'>;

interface LimitRow extends StoredLimit {
  connectionId: string;
}

/**
 * The facts of a page of connections. Disconnected ones are left out, unless they are named. Three statements, each with the ids of the page: in one
 * statement, a plan made for a few connections counts everything once more for each of thousands.
 */
export async function readConnectionFacts(sql: Queryable, { ids, before, limit }: Selection): Promise<ConnectionHealthRow[]> {
  const page = await sql<PageRow[]>`
    select id, vendor, name, status, status_reason as "statusReason", auth_method = 'oauth' as "isByConsent", process_error as "processError",
      missing_scopes as "missingScopes", away_since as "awaySince", away_reason as "awayReason", budget_percent as "budgetPercent"
    from connection
    where ${ids ? sql`id = any(${[...ids]}::text[])` : sql`status not in ('disconnecting', 'disconnected')`}
      and ${before === undefined ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;
  const found = page.map(({ id }) => id);
  const [limits, uses] = await Promise.all([readLimits(sql, found), readUses(sql, found)]);
  const limitsOf = Map.groupBy(limits, ({ connectionId }) => connectionId);
  const usesOf = Map.groupBy(uses, ({ connectionId }) => connectionId);
  return page.map((row) => ({ ...row, limits: limitsOf.get(row.id) ?? [], ...sumUp(usesOf.get(row.id) ?? [], row) }));
}

const readLimits = (sql: Queryable, ids: string[]) => sql<LimitRow[]>`
  select l.connection_id as "connectionId", l.limit_id as "limitId", l.max, l.ours, l.told, l.paused_until as "pausedUntil",
    l.day_ends_at as "dayEndsAt", coalesce((
      select sum(held)::int from vendor_limit_share s
      where s.connection_id = l.connection_id and s.limit_id = l.limit_id and s.key = l.key and s.expires_at > now()
    ), 0) as held
  from vendor_limit l where l.connection_id in (select unnest(${ids}::text[]))`;

/** A sync as one of its two connections sees it. */
interface UseRow {
  connectionId: string;
  intervalSeconds: number;
  isPaused: boolean;
  /** When its last complete run began, or else the sync. */
  since: Date;
  doneAt: Date | null;
  readingSince: Date | null;
  errorAt: Date | null;
  error: string | null;
  /** Records of this side that are not written. */
  failed: number;
  failedSince: Date | null;
}

const readUses = (sql: Queryable, ids: string[]) => sql<UseRow[]>`
  with page as materialized (select unnest(${ids}::text[]) as id)
  select side.connection_id as "connectionId", s.interval_seconds as "intervalSeconds", s.paused_at is not null as "isPaused",
    coalesce(done.started_at, s.created_at) as since, done.ended_at as "doneAt", reading.started_at as "readingSince",
    failed.ended_at as "errorAt", failed.reason as error, side.failed, writes.since as "failedSince"
  from sync s ${syncLaterals(sql)}
  cross join lateral (values (s.a_connection_id, writes.a), (s.b_connection_id, writes.b)) side (connection_id, failed)
  where s.a_connection_id in (select id from page) or s.b_connection_id in (select id from page)`;

function sumUp(uses: UseRow[], { awaySince, awayReason }: PageRow): Usage {
  const failing = uses.filter(({ failed }) => failed > 0);
  const worst = uses.filter(({ errorAt }) => errorAt !== null).toSorted((one, other) => Number(other.errorAt) - Number(one.errorAt))[0];
  return {
    failedRecords: uses.reduce((sum, { failed }) => sum + failed, 0),
    failedSince: inOrder(failing.map(({ failedSince }) => failedSince))[0] ?? null,
    readingSince: inOrder(uses.map(({ readingSince }) => readingSince))[0] ?? null,
    lastSuccessAt: inOrder(uses.map(({ doneAt }) => doneAt)).at(-1) ?? null,
    lastError: latest(
      worst?.errorAt ? { at: worst.errorAt, message: worst.error } : null,
      awaySince && { at: awaySince, message: awayReason },
    ),
    syncs: uses.filter(({ isPaused }) => !isPaused).map(({ intervalSeconds, since }) => ({ intervalSeconds, since })),
  };
}

type ErrorAt = { at: Date; message: string | null } | null;

const latest = (one: ErrorAt, other: ErrorAt): ErrorAt => (one && other ? (one.at > other.at ? one : other) : (one ?? other));

const inOrder = (times: (Date | null)[]): Date[] =>
  times.filter((time) => time !== null).toSorted((one, other) => Number(one) - Number(other));
