import type { Queryable, Sql } from '#db/database.ts';
import type { versionStates } from '#domain/attribution/facts.ts';
import { Learnt, nothingLearnt } from '#domain/attribution/models/learnt.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';

export interface Version {
  number: number;
  state: (typeof versionStates)[number];
  settings: VersionSettings;
  learnt: Learnt;
  /** An xid8: facts of transactions below it are in the credits. */
  position: string;
  completeTo: Date | null;
  /** Where a recomputation goes on; null before its first page and after its last one. */
  cursor: string | null;
  createdAt: Date;
  createdBy: string;
  activatedAt: Date | null;
  endedAt: Date | null;
  reason: string | null;
}

/** What of a version changes while somebody works on it. Its settings and what it has learnt do not, and are long. */
export interface LockedVersion extends Pick<Version, 'number' | 'state' | 'cursor'> {
  /** Later than all that is recorded of it. */
  moment: Date;
}

const columns = (sql: Queryable) => sql`number, state, settings, learnt, position::text as position, complete_to as "completeTo", cursor,
  created_at as "createdAt", created_by as "createdBy", activated_at as "activatedAt", ended_at as "endedAt", reason`;

const read = (row: Version & { learnt: unknown }): Version => ({
  ...row,
  settings: VersionSettings.parse(row.settings),
  learnt: row.learnt === null ? nothingLearnt : Learnt.parse(row.learnt),
});

/** Newest first, after (below) a number. */
export async function listVersions(sql: Sql, { below, limit }: { below: number | null; limit: number }): Promise<Version[]> {
  const rows = await sql<
    Version[]
  >`select ${columns(sql)} from version where number < coalesce(${below}::int, 2147483647) order by number desc limit ${limit}`;
  return rows.map(read);
}

export async function findVersion(sql: Queryable, number: number): Promise<Version | null> {
  const [row] = await sql<Version[]>`select ${columns(sql)} from version where number = ${number}`;
  return row === undefined ? null : read(row);
}

export async function findActiveVersion(sql: Queryable): Promise<Version | null> {
  const [row] = await sql<Version[]>`select ${columns(sql)} from version where state = 'active'`;
  return row === undefined ? null : read(row);
}

/** Those whose credits follow the facts: the active one first, whose reports are read. */
export async function listFollowing(sql: Sql): Promise<Version[]> {
  const rows = await sql<Version[]>`select ${columns(sql)} from version where state in ('active', 'ready') order by state, number desc`;
  return rows.map(read);
}

/** Those that a recomputation is making. */
export async function listBuilding(sql: Sql): Promise<{ id: string; number: number }[]> {
  return sql<{ id: string; number: number }[]>`select number::text as id, number from version where state = 'building' order by number`;
}

/** Locks the version until the end of the transaction: whoever changes its credits does so alone. */
export async function lockVersion(tx: Queryable, number: number): Promise<LockedVersion | null> {
  const [row] = await tx<LockedVersion[]>`
    select number, state, cursor, greatest(date_trunc('milliseconds', clock_timestamp()), complete_to + interval '1 millisecond') as moment
    from version where number = ${number} for update`;
  return row ?? null;
}

/** A store without an active version gets its first one, which follows the facts from the beginning. Idempotent. */
export async function addFirstVersion(sql: Sql, settings: VersionSettings): Promise<void> {
  await sql`
    insert into version (number, state, settings, created_by, activated_at)
    select coalesce(max(number), 0) + 1, 'active', ${JSON.stringify(settings)}::jsonb, 'system', now() from version
    having not coalesce(bool_or(state = 'active'), false)
    on conflict do nothing`;
}

/** At most so many versions are computed or kept current beside the active one, because each costs as much as it. */
export const spareVersions = 3;

/** A new version, to be computed. Null if there are enough already. */
export async function insertVersion(sql: Sql, settings: VersionSettings, by: string): Promise<Version | null> {
  const number = await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('attribution.version', 0))`;
    const [row] = await tx<{ number: number }[]>`
      insert into version (number, state, settings, created_by)
      select coalesce(max(number), 0) + 1, 'building', ${JSON.stringify(settings)}::jsonb, ${by} from version
      having count(*) filter (where state in ('building', 'ready')) < ${spareVersions}
      returning number`;
    return row?.number ?? null;
  });
  return number === null ? null : findVersion(sql, number);
}

/** Makes a version that is ready the active one, and retires that one, whose credits end here. Null if it is not ready (any more). */
export async function activateVersion(sql: Sql, number: number): Promise<Version | null> {
  const isActive = await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('attribution.version', 0))`;
    const next = await lockVersion(tx, number);
    if (next?.state !== 'ready') return false;
    await tx`update version set state = 'retired', ended_at = now() where state = 'active'`;
    await tx`update version set state = 'active', activated_at = now() where number = ${number}`;
    return true;
  });
  return isActive ? findVersion(sql, number) : null;
}

/** A version that cannot be computed, or that nobody wants any more: nothing follows it. */
export async function endVersion(sql: Sql, number: number, state: 'failed' | 'retired', reason: string): Promise<boolean> {
  const { count } = await sql`
    update version set state = ${state}, reason = ${reason.slice(0, 500)}, ended_at = now()
    where number = ${number} and state in ('building', 'ready')`;
  return count > 0;
}
