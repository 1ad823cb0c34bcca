import type { Transaction } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { sql as fragment } from '#db/drizzle.ts';

/**
 * Holds a claimed delivery of this process whose payload cannot be transformed. Returns the hold reason, which is `replay` if the endpoint was
 * changed since the version that failed, or null if this process no longer owns the delivery.
 */
export async function holdForTransformation(
  sql: Sql,
  { id, owner, endpointVersion, detail }: { id: string; owner: string; endpointVersion: number; detail: string },
): Promise<'transformation' | 'replay' | null> {
  const [row] = await sql<{ reason: 'transformation' | 'replay' }[]>`
    with ep as (
      -- Locked, because a change of the endpoint releases its held deliveries and must not miss this one.
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

/** Releases deliveries that could not be transformed, in the transaction that changes the endpoint's transformation. */
export async function releaseTransformationHolds(tx: Transaction, endpointId: string): Promise<void> {
  // Hundreds of thousands can have accumulated, and their number must not prevent the fix.
  await tx.execute(fragment`set local statement_timeout = '5min'`);
  await tx.execute(fragment`
    update delivery set hold_reason = 'replay', hold_detail = null
    where endpoint_id = ${endpointId} and status = 'held' and hold_reason = 'transformation'`);
}
