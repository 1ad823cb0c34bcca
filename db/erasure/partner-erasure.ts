import { deleteRateBucketOf, revokeCredentialsOf } from '#db/access/access-erasure.ts';
import { beginAs } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { closeEndpointsOf } from '#db/delivery/delivery-erasure.ts';
import { deleteEventsOf } from '#db/events/event-erasure.ts';
import { anonymisePartner, deleteFlagsOf } from '#db/partners/partner-erasure.ts';
import { deleteSandboxOf } from '#db/sandboxes/sandbox.ts';
import { countErased, eraser, eraseRows } from './erasure.ts';

export interface PartnerErasure {
  erasureId: string;
  partnerId: string;
}

/** Closes the endpoints and revokes every credential, so that no new data arrives. */
export async function closePartner(sql: Sql, { erasureId, partnerId }: PartnerErasure): Promise<void> {
  await eraseRows(sql, erasureId, async (tx) => {
    await closeEndpointsOf(tx, partnerId);
    return revokeCredentialsOf(tx, partnerId);
  });
}

/** Processes one page of all events above `after`. Returns the start of the next page, or null at the end. */
export function erasePartnerEvents(
  sql: Sql,
  { erasureId, partnerId }: PartnerErasure,
  after: string,
  limit: number,
): Promise<string | null> {
  return beginAs(sql, eraser(erasureId), async (tx) => {
    const { last, erased } = await deleteEventsOf(tx, partnerId, after, limit);
    await countErased(tx, erasureId, erased);
    return last;
  });
}

/** Empties the partner's row, and deletes its remaining dependent rows. */
export async function emptyPartner(sql: Sql, { erasureId, partnerId }: PartnerErasure): Promise<void> {
  await eraseRows(sql, erasureId, async (tx) => {
    const flags = await deleteFlagsOf(tx, partnerId);
    await deleteRateBucketOf(tx, partnerId);
    const sandboxes = await deleteSandboxOf(tx, partnerId);
    return { ...flags, ...sandboxes, ...(await anonymisePartner(tx, partnerId)) };
  });
}
