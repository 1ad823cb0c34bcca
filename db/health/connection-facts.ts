import type { Queryable } from '#db/database.ts';
import type { ConnectionStatus } from '#domain/connections/connection.ts';
import type { StoredLimit } from '#domain/health/quota-left.ts';
import type { Selection } from './selection.ts';
import { dateOfEpoch } from './stored-date.ts';
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

/** One value for each limit, in the order of `toLimit`: a row of their own for each would take longer to receive than all else. */
type LimitJson = [
  limitId: string,
  max: number,
  ours: number,
  told: number,
  held: number,
  pausedUntilS: number | null,
  dayEndsAtS: number | null,
];

/**
 * The facts of a page of connections. Disconnected ones are left out, unless they are named. Each part is looked up by its index for each connection, in two statements at the
 * same time: PostgreSQL plans a prepared statement for a few rows, and a join planned for those reads everything once more for each of thousands. `withUses: false`: what
 * their syncs say of them is not read.
 */
export async function readConnectionFacts(
  sql: Queryable,
  selection: Selection,
  { withUses }: { withUses: boolean },
): Promise<ConnectionHealthRow[]> {
  const [page, syncs] = await Promise.all([readPage(sql, selection), withUses ? readSyncs(sql, selection) : []]);
  const usesOf = byConnection(syncs);
  return page.map((row) => ({ ...row, limits: row.limits?.map(toLimit) ?? [], ...sumUp(usesOf.get(row.id) ?? [], row) }));
}

const selected = (sql: Queryable, { ids, before, limit }: Selection) => sql`
  from connection
  where ${ids ? sql`id = any(${[...ids]}::text[])` : sql`status not in ('disconnecting', 'disconnected')`}
    and ${before === undefined ? sql`true` : sql`id < ${before}`}
  order by id desc limit ${limit}`;

const readPage = (sql: Queryable, selection: Selection) => sql<(PageRow & { limits: LimitJson[] | null })[]>`
  with page as materialized (
    select id, vendor, name, status, status_reason as "statusReason", auth_method = 'oauth' as "isByConsent", process_error as "processError",
      missing_scopes as "missingScopes", away_since as "awaySince", away_reason as "awayReason", budget_percent as "budgetPercent"
    ${selected(sql, selection)}
  )
  select page.*, own.limits from page left join lateral (
    select json_agg(json_build_array(l.limit_id, l.max, l.ours, l.told, (
        select coalesce(sum(s.held), 0)::int from vendor_limit_share s
        where s.connection_id = l.connection_id and s.limit_id = l.limit_id and s.key = l.key and s.expires_at > now()
      ), date_part('epoch', l.paused_until), date_part('epoch', l.day_ends_at))) as limits
    from vendor_limit l where l.connection_id = page.id
  ) own on true
  order by page.id desc`;

const toLimit = ([limitId, max, ours, told, held, pausedUntilS, dayEndsAtS]: LimitJson): StoredLimit => ({
  ...{ limitId, max, ours, told, held },
  pausedUntil: dateOfEpoch(pausedUntilS),
  dayEndsAt: dateOfEpoch(dayEndsAtS),
});

/** A sync, for both of its connections: half as many rows as one for each. */
interface SyncRow {
  a: string;
  b: string;
  intervalSeconds: number;
  isPaused: boolean;
  /** When its last complete run began, or else the sync. */
  since: Date;
  doneAt: Date | null;
  readingSince: Date | null;
  errorAt: Date | null;
  error: string | null;
  /** Records of each side that are not written. */
  aFailed: number;
  bFailed: number;
  failedSince: Date | null;
}

/** A sync as one of its two connections sees it. */
interface Use {
  sync: SyncRow;
  failed: number;
}

const readSyncs = (sql: Queryable, selection: Selection) => sql<SyncRow[]>`
  with page as materialized (select id ${selected(sql, selection)})
  select s.a_connection_id as a, s.b_connection_id as b, s.interval_seconds as "intervalSeconds", s.paused_at is not null as "isPaused",
    coalesce(done.started_at, s.created_at) as since, done.ended_at as "doneAt", present.reading_since as "readingSince",
    failed.ended_at as "errorAt", failed.reason as error, writes.a as "aFailed", writes.b as "bFailed", writes.since as "failedSince"
  from sync s ${syncLaterals(sql)}
  where s.a_connection_id in (select id from page) or s.b_connection_id in (select id from page)`;

/** Also of connections that were not asked for: the other sides. */
function byConnection(syncs: SyncRow[]): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (id: string, use: Use) => {
    const known = uses.get(id);
    if (known) known.push(use);
    else uses.set(id, [use]);
  };
  for (const sync of syncs) {
    add(sync.a, { sync, failed: sync.aFailed });
    add(sync.b, { sync, failed: sync.bFailed });
  }
  return uses;
}

function sumUp(uses: readonly Use[], { awaySince, awayReason }: PageRow): Usage {
  const sums: Usage = {
    ...{ failedRecords: 0, failedSince: null, readingSince: null, lastSuccessAt: null, syncs: [] },
    lastError: awaySince && { at: awaySince, message: awayReason },
  };
  for (const { sync, failed } of uses) {
    sums.failedRecords += failed;
    if (failed > 0) sums.failedSince = earlier(sums.failedSince, sync.failedSince);
    sums.readingSince = earlier(sums.readingSince, sync.readingSince);
    if (sync.doneAt && !(sums.lastSuccessAt && sums.lastSuccessAt > sync.doneAt)) sums.lastSuccessAt = sync.doneAt;
    if (sync.errorAt && !(sums.lastError && sums.lastError.at >= sync.errorAt)) sums.lastError = { at: sync.errorAt, message: sync.error };
    if (!sync.isPaused) sums.syncs.push({ intervalSeconds: sync.intervalSeconds, since: sync.since });
  }
  return sums;
}

const earlier = (one: Date | null, other: Date | null): Date | null => (one && other ? (one < other ? one : other) : (one ?? other));
