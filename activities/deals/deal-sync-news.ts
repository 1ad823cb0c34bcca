import type { Sql } from '#db/database.ts';
import { listNewConflicts, listNewFailures } from '#db/deals/deal-sync-news.ts';
import { conflictOpenedPayload, recordFailedPayload } from '#domain/deals/deal-sync-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';

export interface DealSyncNewsDeps {
  sql: Sql;
  publish: (events: NewEvent[]) => Promise<unknown>;
}

/**
 * Tells partners what a run could not do with their deals: each failed write and each conflict once, to the deal's own partner only. Safe to
 * repeat, because the occasion identifies the event.
 */
export async function publishDealSyncNews({ sql, publish }: DealSyncNewsDeps, run: { syncId: string; startedAt: Date }): Promise<void> {
  const failures = await listNewFailures(sql, run.syncId);
  const conflicts = await listNewConflicts(sql, run.syncId, run.startedAt);
  const events = [
    ...failures.map((one) => toEvent(one, 'record.failed', recordFailedPayload(one, one.code), one.writeId)),
    ...conflicts.map((one) => toEvent(one, 'conflict.opened', conflictOpenedPayload(one, one.field), one.conflictId)),
  ];
  for (let from = 0; from < events.length; from += PAGE) await publish(events.slice(from, from + PAGE));
}

const PAGE = 100;

function toEvent({ dealId, partnerId }: { dealId: string; partnerId: string }, type: string, data: object, occasion: string): NewEvent {
  return {
    id: newId('evt'),
    type,
    schemaVersion: 1,
    occurredAt: new Date(),
    dataJson: JSON.stringify(data),
    externalId: `${type}/${occasion}/${partnerId}`,
    orderingKey: dealId,
    partnerIds: [partnerId],
  };
}
