import type { Queryable } from '#db/database.ts';
import { MAX_TASKS_OF_KIND, type PartnerTaskKind, TASK_DAYS } from '#domain/health/partner-task.ts';

export interface PartnerTask {
  kind: PartnerTaskKind;
  /** Of a statement, the currency and month. */
  id: string;
  name: string;
  detail: string | null;
  since: Date | null;
  dueAt: Date | null;
}

type Query = ReturnType<Queryable>;

/** In one statement: what of these kinds waits for somebody of the partner, the most urgent of each kind first. */
export async function listPartnerTasks(sql: Queryable, partnerId: string, kinds: readonly PartnerTaskKind[]): Promise<PartnerTask[]> {
  if (kinds.length === 0) return [];
  const found = queriesOf(sql, partnerId);
  const parts = kinds.map(
    (kind) => sql`
    (select ${kind}::text as kind, t.* from (${found[kind]}) t (id, name, detail, since, due_at)
     order by due_at nulls last, since desc nulls last, id limit ${MAX_TASKS_OF_KIND})`,
  );
  const all = parts.reduce((before, part) => sql`${before} union all ${part}`);
  const rows = await sql<PartnerTask[]>`select kind, id, name, detail, since, due_at as "dueAt" from (${all}) t`;
  return [...rows];
}

function queriesOf(sql: Queryable, partnerId: string): Record<PartnerTaskKind, Query> {
  const soon = sql`now() and now() + ${TASK_DAYS} * interval '1 day'`;
  const lately = sql`now() - ${TASK_DAYS} * interval '1 day'`;
  const ofPartner = sql`partner_id = ${partnerId}`;
  const dealName = sql`coalesce(fields->>'title', fields->'customer'->>'company_name')`;
  return {
    deal_question: sql`
      select id, ${dealName}, reason, updated_at, review_due_at from deal where ${ofPartner} and review_status = 'action_required'`,
    // `updated_at` has the index.
    deal_rejected: sql`
      select id, ${dealName}, reason, decided_at, null::timestamptz from deal
      where ${ofPartner} and review_status = 'rejected' and updated_at > ${lately} and decided_at > ${lately}`,
    protection_ends: sql`
      select id, ${dealName}, null::text, null::timestamptz, protected_until from deal
      where ${ofPartner} and review_status = 'approved' and closed_at is null and protected_until between ${soon}`,
    endpoint_failing: sql`
      select id, url, coalesce(state_reason, breaker_reason), failing_since, null::timestamptz from endpoint
      where ${ofPartner} and deleted_at is null and (failing_since is not null or state = 'disabled')`,
    endpoint_secret_ends: sql`
      select e.id, e.url, null::text, null::timestamptz, max(s.expires_at) from endpoint e join endpoint_secret s on s.endpoint_id = e.id
      where e.partner_id = ${partnerId} and e.deleted_at is null and s.expires_at between ${soon} group by e.id, e.url`,
    // One that was replaced, and is not used any more, may end.
    api_key_ends: sql`
      select id, name, null::text, last_used_at, expires_at from api_key
      where ${ofPartner} and revoked_at is null and expires_at between ${soon}
        and (replaced_by is null or last_used_at > now() - interval '1 day')`,
    client_secret_ends: sql`
      select c.id, c.name, null::text, null::timestamptz, max(s.expires_at) from oauth_client c join oauth_client_secret s on s.client_id = c.id
      where c.partner_id = ${partnerId} and c.revoked_at is null and s.expires_at between ${soon} group by c.id, c.name`,
    dispute_answered: sql`
      select id, question, answer, decided_at, null::timestamptz from commissions.dispute
      where ${ofPartner} and state <> 'open' and decided_at > ${lately}`,
    statement_ready: sql`
      select month || '/' || currency, month || ' ' || currency, null::text, issued_at, null::timestamptz from commissions.statement
      where ${ofPartner} and issued_at > ${lately}`,
  };
}
