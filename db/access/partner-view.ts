import { type Actor, beginAs } from '#db/actor.ts';
import type { Queryable, Sql } from '#db/database.ts';

/** A partner as which somebody of the company looks. */
export interface PartnerView {
  partnerId: string;
  name: string;
}

/** Begins to look as a partner, or ends it with null. The audit log has both; every process knows at once. */
export function setPartnerView(
  sql: Sql,
  { sessionId, partnerId }: { sessionId: string; partnerId: string | null },
  actor: Actor,
): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    await tx`update user_session set viewed_partner_id = ${partnerId} where id = ${sessionId} and ended_at is null`;
  });
}

export async function findPartnerView(sql: Queryable, sessionId: string): Promise<PartnerView | null> {
  const [row] = await sql<PartnerView[]>`
    select s.viewed_partner_id as "partnerId", coalesce(p.name, s.viewed_partner_id) as name
    from user_session s left join partner p on p.id = s.viewed_partner_id where s.id = ${sessionId} and s.viewed_partner_id is not null`;
  return row ?? null;
}
