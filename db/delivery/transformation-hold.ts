import type { Transaction } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { sql as fragment } from '#db/drizzle.ts';

/**
 * Holds a claimed delivery of this process whose payload cannot be given its endpoint's shape. Answers what it waits for: if the
 * endpoint was changed since the version that the shape was made by, its turn; null if it is this process's no more.
 */
export async function holdForTransformation(
  sql: Sql,
  { id, owner, endpointVersion, detail }: { id: string; owner: string; endpointVersion: number; detail: string },
): Promise<'transformation' | 'replay' | null> {
  const [row] = await sql<{ reason: 'transformation' | 'replay' }[]>`
    with ep as (
      -- Locked: a change of the endpoint releases what is held, and must not miss this one.
      select ep.version from endpoint ep join delivery d on d.endpoint_id = ep.id where d.id = ${id} for share of ep
    )
    update delivery d set status = 'held', holder = null, next_attempt_at = null,
      hold_reason = case when ep.version = ${endpointVersion} then 'transformation' else 'replay' end,
      hold_detail = case when ep.version = ${endpointVersion} then ${detail} end
    from ep
    where d.id = ${id} and d.holder = ${owner} and d.status in ('pending', 'retrying')
    returning d.hold_reason as reason`;
  return row?.reason ?? null;
}

/** In the transaction that changes how an endpoint's payloads are transformed: what that kept waiting gets its turn. */
export async function releaseTransformationHolds(tx: Transaction, endpointId: string): Promise<void> {
  // Hundreds of thousands may have gathered until somebody looked; they must not stand in the way of the remedy.
  await tx.execute(fragment`set local statement_timeout = '5min'`);
  await tx.execute(fragment`
    update delivery set hold_reason = 'replay', hold_detail = null
    where endpoint_id = ${endpointId} and status = 'held' and hold_reason = 'transformation'`);
}

/** One of them, to be tried again as things are. False when it does not wait for that. */
export async function releaseTransformationHold(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql`
    update delivery set hold_reason = 'replay', hold_detail = null
    where id = ${id} and status = 'held' and hold_reason = 'transformation' returning id`;
  return rows.length > 0;
}
