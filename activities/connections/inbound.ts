import { reportGivenUp } from '#activities/give-up.ts';
import { beginDisconnect } from '#db/connections/disconnect.ts';
import { giveUpEvent, listUninstalled, processEvents, type SettledEvent } from '#db/connections/inbound-process.ts';
import type { Database } from '#db/database.ts';
import type { Notify } from '#domain/platform-event-types.ts';

export interface InboundActivityDeps {
  db: Database;
  notify: Notify;
  /** Called when these connections may have new hints. */
  onHints: (connectionIds: string[]) => Promise<void>;
  /** Has the effects of those events that are about deals, and says what became of them. Safe to repeat. */
  takeDealStatus: (eventIds: readonly string[]) => Promise<SettledEvent[]>;
}

const uninstalled = 'Our application was removed at the vendor';

export function createInboundActivities({ db, notify, onHints, takeDealStatus }: InboundActivityDeps) {
  return {
    /**
     * Disconnects connections whose vendor tells that our application was removed (the sweeper starts their workflows), and brings deals to
     * what the events tell of them; then records what became of the events in one transaction, and has hints followed. Safe to repeat: only
     * pending events are processed, a disconnection begins once, a hint is followed once, and a deal that has the status does not change.
     */
    async processInboundEvents(eventIds: string[], workflowId: string): Promise<void> {
      for (const id of await listUninstalled(db.hot, eventIds)) {
        await beginDisconnect(db, id, uninstalled, { kind: 'system', id: workflowId });
      }
      const settled = await takeDealStatus(eventIds);
      for (const { id, reason } of settled.filter(({ status }) => status === 'failed')) {
        await notify('causeway.inbound.failed', { event_id: id, reason: reason ?? '' }, `causeway.inbound.failed/${id}`);
      }
      await onHints(await processEvents(db.hot, eventIds, { workflowId, settled }));
    },

    /** Stores why the event is not processed, and reports it. Safe to repeat: the same reason is stored. */
    async giveUpInboundEvent(eventId: string, reason: string): Promise<void> {
      await giveUpEvent(db.hot, eventId, reason);
      await reportGivenUp(notify, eventId, reason);
    },
  };
}
