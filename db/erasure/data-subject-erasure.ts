import { beginAs } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { cancelDeliveriesOf } from '#db/delivery/delivery-erasure.ts';
import { type FoundEvent, replacePayloads } from '#db/events/event-erasure.ts';
import { erasedPayload } from '#domain/erasure/erasure.ts';
import { countErased, eraser } from './erasure.ts';

/** Erases events that name the person, and cancels their unfinished deliveries. Returns the deliveries that can be sent now. */
export function eraseEvents(sql: Sql, erasureId: string, found: FoundEvent[]): Promise<string[]> {
  return beginAs(sql, eraser(erasureId), async (tx) => {
    const { released, erased } = await cancelDeliveriesOf(tx, found);
    const events = await replacePayloads(tx, found, erasedPayload(erasureId));
    await countErased(tx, erasureId, { ...erased, ...events });
    return released;
  });
}
