import type { Sql } from '#db/database.ts';

/**
 * Failures this far apart are not one outage: the longest delay of the standard schedule is 24 h, ±20 %. Without this one
 * failure today and one next week would count as a week of failing.
 */
const quietHours = 36;

/** Notes that an endpoint failed; answers since when it has been failing, and how far its owner was warned. */
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

/** Notes a success after failures: the count of days towards auto-disable starts over. */
export async function markHealthy(sql: Sql, endpointId: string): Promise<void> {
  await sql`
    update endpoint set failing_since = null, failure_warned_percent = 0
    where id = ${endpointId} and failing_since is not null`;
}

/** True for the one caller that raises the warning level to `percent`. */
export async function raiseWarning(sql: Sql, endpointId: string, percent: number): Promise<boolean> {
  const rows = await sql`
    update endpoint set failure_warned_percent = ${percent}
    where id = ${endpointId} and failure_warned_percent < ${percent} returning id`;
  return rows.length > 0;
}

/** Disables an enabled endpoint; true for the one caller that did. */
export async function disableEndpoint(sql: Sql, endpointId: string, reason: string): Promise<boolean> {
  const rows = await sql`
    update endpoint set state = 'disabled', state_reason = ${reason}, version = version + 1, updated_at = now()
    where id = ${endpointId} and state = 'enabled' returning id`;
  return rows.length > 0;
}

/**
 * Opens the breaker, or lengthens its pause after a failed probe: `openS` doubled for each trip in a row, at most `maxOpenS`.
 * From this commit on every process holds what it accepts for the endpoint.
 */
export async function openBreaker(
  sql: Sql,
  endpointId: string,
  { openS, maxOpenS, afterProbe }: { openS: number; maxOpenS: number; afterProbe: boolean },
): Promise<boolean> {
  const rows = await sql`
    update endpoint set breaker_trips = breaker_trips + 1,
      breaker_open_until = now() + least(${maxOpenS}, ${openS} * 2 ^ least(breaker_trips, 20)) * interval '1 s'
    where id = ${endpointId} and (${afterProbe} = (breaker_open_until is not null))
    returning id`;
  return rows.length > 0;
}

/** Closes the breaker after a successful probe. */
export async function closeBreaker(sql: Sql, endpointId: string): Promise<void> {
  await sql`
    update endpoint set breaker_open_until = null, breaker_trips = 0 where id = ${endpointId} and breaker_open_until is not null`;
}
