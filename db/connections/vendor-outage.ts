import type { Sql } from '#db/database.ts';

/** The vendor could not be reached with this connection. The first time begins an outage. */
export async function noteOutage(sql: Sql, id: string, reason: string): Promise<void> {
  await sql`update connection set away_since = coalesce(away_since, now()), away_reason = ${reason.slice(0, MAX_REASON)} where id = ${id}`;
}

const MAX_REASON = 500;

/** It has answered. */
export async function endOutage(sql: Sql, id: string): Promise<void> {
  await sql`update connection set away_since = null, away_reason = null where id = ${id} and away_since is not null`;
}

export interface OutageNews {
  id: string;
  vendor: string;
  name: string;
  awaySince: Date | null;
  awayReason: string | null;
  awayTold: Date | null;
}

/** Outages of at least so many seconds that were not published, and published ones that have ended. */
export function listOutageNews(sql: Sql, ids: readonly string[], afterS: number): PromiseLike<OutageNews[]> {
  return sql<OutageNews[]>`
    select id, vendor, name, away_since as "awaySince", away_reason as "awayReason", away_told as "awayTold" from connection
    where id = any(${[...ids]}::text[]) and ((away_told is null and away_since < now() - make_interval(secs => ${afterS}))
      or (away_told is not null and away_told is distinct from away_since))`;
}

/** Marks what was published, unless somebody did. */
export async function markOutageTold(sql: Sql, { id, awaySince, awayTold }: OutageNews): Promise<void> {
  await sql`
    update connection set away_told = ${awayTold === null ? awaySince : null} where id = ${id} and away_told is not distinct from ${awayTold}`;
}
