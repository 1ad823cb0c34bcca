import type { Sql } from '#db/database.ts';

/**
 * Failures that are further apart are separate outages: the longest delay of the standard schedule is 24 h, ±20 %. Without this limit, one
 * failure today and one next week would count as a week of failing.
 */
const quietHours = 36;

/** Records that an endpoint failed. Returns since when it has been failing, and the last warning that was raised. */
export async function markFailing(sql: Sql, endpointId: string): Promise<{ failingSince: Date; warnedPercent: number } | null> {
  const [row] = await sql<{ failingSince: Date; warnedPercent: number }[]>`
    update endpoint set last_failed_at = now(),
      failing_since = case when last_failed_at > now() - ${quietHours} * interval '1 hour' then coalesce(failing_since, now())
        else now() end,
      failure_warned_percent = case when last_failed_at > now() - ${quietHours} * interval '1 hour' then failure_warned_percent
        else 0 end
    where id = ${endpointId}
    returning failing_since as "failingSince", failure_warned_percent as "warnedPercent"`;
  return row ?? null;
}

/** Records a success after failures, which restarts the count of days until auto-disable. */
export async function markHealthy(sql: Sql, endpointId: string): Promise<void> {
  await sql`
    update endpoint set failing_since = null, failure_warned_percent = 0
    where id = ${endpointId} and failing_since is not null`;
}

/** Returns true only for the caller that raises the warning level to `percent`. */
export async function raiseWarning(sql: Sql, endpointId: string, percent: number): Promise<boolean> {
  const rows = await sql`
    update endpoint set failure_warned_percent = ${percent}
    where id = ${endpointId} and failure_warned_percent < ${percent} returning id`;
  return rows.length > 0;
}

/** Disables an enabled endpoint. Returns true only for the caller that did. */
export async function disableEndpoint(sql: Sql, endpointId: string, reason: string): Promise<boolean> {
  const rows = await sql`
    update endpoint set state = 'disabled', state_reason = ${reason}, version = version + 1, updated_at = now()
    where id = ${endpointId} and state = 'enabled' returning id`;
  return rows.length > 0;
}

/**
 * Opens the breaker, or extends its pause after a failed probe: `openS`, doubled for each consecutive trip, at most `maxOpenS`. From this
 * commit on, every process holds new deliveries for the endpoint. Returns when the pause ends, or null if another caller was first.
 */
export async function openBreaker(
  sql: Sql,
  endpointId: string,
  { openS, maxOpenS, afterProbe, reason }: { openS: number; maxOpenS: number; afterProbe: boolean; reason: string },
): Promise<Date | null> {
  const [row] = await sql<{ until: Date }[]>`
    update endpoint set breaker_trips = breaker_trips + 1, breaker_reason = ${reason},
      breaker_open_until = now() + least(${maxOpenS}, ${openS} * 2 ^ least(breaker_trips, 20)) * interval '1 s'
    where id = ${endpointId} and (${afterProbe} = (breaker_open_until is not null))
    returning breaker_open_until as until`;
  return row?.until ?? null;
}

/** Closes the breaker after a successful probe. Returns true only for the caller that did. */
export async function closeBreaker(sql: Sql, endpointId: string): Promise<boolean> {
  const { count } = await sql`
    update endpoint set breaker_open_until = null, breaker_trips = 0, breaker_reason = null
    where id = ${endpointId} and breaker_open_until is not null`;
  return count > 0;
}
