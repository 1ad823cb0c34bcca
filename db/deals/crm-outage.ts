import type { Sql } from '#db/database.ts';

/** `away`: no answer, or one that is no answer of a CRM that works. `token_refused`: it answers 401 or 403. */
export type CrmOutageKind = 'away' | 'token_refused';

export interface CrmOutage {
  kind: CrmOutageKind;
  reason: string;
  /** Identifies the outage across all processes. */
  failingSince: Date;
  reportedAt: Date | null;
}

const columns = (sql: Sql) => sql`kind, reason, failing_since as "failingSince", reported_at as "reportedAt"`;

/** Records that a write failed, and returns the outage that this begins or continues. Another kind of failure is another outage. */
export async function noteCrmFailure(sql: Sql, { kind, reason }: { kind: CrmOutageKind; reason: string }): Promise<CrmOutage> {
  const [outage] = await sql<CrmOutage[]>`
    insert into crm_outage as o (kind, reason) values (${kind}, ${reason})
    on conflict (id) do update set kind = excluded.kind, reason = excluded.reason,
      failing_since = case when o.kind = excluded.kind then o.failing_since else excluded.failing_since end,
      reported_at = case when o.kind = excluded.kind then o.reported_at end
    returning ${columns(sql)}`;
  return outage as CrmOutage;
}

export async function findCrmOutage(sql: Sql): Promise<CrmOutage | undefined> {
  const [outage] = await sql<CrmOutage[]>`select ${columns(sql)} from crm_outage`;
  return outage;
}

/** True for the one process that marks it. */
export async function markCrmOutageReported(sql: Sql, { failingSince }: CrmOutage): Promise<boolean> {
  const { count } = await sql`update crm_outage set reported_at = now() where failing_since = ${failingSince} and reported_at is null`;
  return count > 0;
}

/** True for the one process that ends it. */
export async function endCrmOutage(sql: Sql, { failingSince }: CrmOutage): Promise<boolean> {
  const { count } = await sql`delete from crm_outage where failing_since = ${failingSince}`;
  return count > 0;
}

export async function countDealsWaitingForCrm(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from deal where crm_error is not null and crm_next_attempt_at is not null`;
  return row?.count ?? 0;
}

/** Deals whose write is overdue by this long have no workflow that waits for it, or were released. */
export const crmOverdueS = 30;

/** Makes every waiting write due: the CRM works again, or its configuration can have changed. The sweeper then signals the workflows. */
export async function releaseDealsWaitingForCrm(sql: Sql): Promise<void> {
  await sql`
    update deal set crm_next_attempt_at = now() - make_interval(secs => ${crmOverdueS})
    where crm_error is not null and crm_next_attempt_at > now()`;
}
