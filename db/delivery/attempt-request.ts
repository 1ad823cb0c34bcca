import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Sql } from '#db/database.ts';
import type { AttemptCause } from '#domain/delivery/attempt.ts';

/** As stored in `delivery.request`: the next attempt is due now, and has this cause. */
export const requestOf = (trigger: AttemptCause['trigger'], { kind, id }: Pick<Actor, 'kind' | 'id'>): Required<AttemptCause> => ({
  trigger,
  actor: { kind, id },
  at: new Date().toISOString(),
});

/**
 * Makes the next attempt of a delivery due now, without moving the one that is scheduled. A delivery that is held because of its transformation
 * is released to its drain. Returns its status now, or null if it waits for neither.
 */
export function requestAttempt(sql: Sql, id: string, actor: Actor): Promise<'pending' | 'retrying' | 'held' | null> {
  return beginAs(sql, actor, async (tx) => {
    const [row] = await tx<{ status: 'pending' | 'retrying' | 'held'; partnerId: string }[]>`
      update delivery set request = ${JSON.stringify(requestOf('manual', actor))}::jsonb,
        hold_reason = case when status = 'held' then 'replay' end, hold_detail = null
      where id = ${id} and (status in ('pending', 'retrying') or (status = 'held' and hold_reason = 'transformation'))
      returning status, partner_id as "partnerId"`;
    if (!row) return null;
    const { partnerId, status } = row;
    await insertAuditEntry(tx, actor, { action: 'delivery.retried', objectKind: 'delivery', objectId: id, partnerId, detail: { status } });
    return status;
  });
}

/** Requests that no workflow has followed within this time: the signal was lost, because Temporal was away. */
const lostAfterS = 10;
/** An endpoint at its limits can take longer; its workflow knows the request, so it is not signalled for ever. */
const lostForS = 600;

export async function listLostRequests(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from delivery
    where request is not null and status in ('pending', 'retrying') and holder is null
      and (request->>'at')::timestamptz between now() - ${lostForS} * interval '1 s' and now() - ${lostAfterS} * interval '1 s'
    limit ${limit}`;
  return rows.map((row) => row.id);
}
