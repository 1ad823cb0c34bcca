import type { Logger } from 'pino';
import { insertWebhooks, type NewInboundWebhook } from '#db/connections/inbound-intake.ts';
import type { PendingEvent } from '#db/connections/inbound-process.ts';
import type { Sql } from '#db/database.ts';
import { GroupCommit } from '#db/group-commit.ts';
import { processInboundId } from '#workflows/connections/messages.ts';
import type { processInbound } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { InboundStarter } from './inbound-starter.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Stores webhooks of vendors, and has their events processed. */
export interface Inbound {
  /** Resolves once everything is committed. Returns how many events were new. */
  accept(webhook: NewInboundWebhook): Promise<number>;
  /** Starts the workflow of pending events soon. */
  process(events: readonly PendingEvent[]): void;
}

/** Webhooks can have 1 MiB, so this bounds a statement. Two at a time: one is sent while the other is committed. */
const commits = { maxItems: 50, maxUnderWay: 2 };

export function createInbound(temporal: CallTemporal, { sql, log, hasWorkers }: { sql: Sql; log: Logger; hasWorkers: boolean }): Inbound {
  const store = new GroupCommit<NewInboundWebhook, string[]>((webhooks) => insertWebhooks(sql, webhooks), commits);
  const starter = new InboundStarter({
    log,
    async start(events) {
      const [first] = events;
      if (!first) return;
      const args: Parameters<typeof processInbound> = [{ eventIds: events.map((event) => event.id) }];
      const workflowId = processInboundId(first.vendor, isPlain.test(first.externalId) ? first.externalId : first.id);
      const options = { ...idempotentStart, workflowId, taskQueue, args, requestEagerStart: hasWorkers };
      await temporal((client) => client.workflow.start<typeof processInbound>('processInbound', options));
    },
  });

  return {
    async accept(webhook) {
      const added = new Set(await store.submit(webhook));
      const { sourceId, vendor } = webhook;
      const fresh = webhook.events
        .filter((event) => added.has(event.id))
        .map(({ id, externalId }) => ({ id, sourceId, vendor, externalId }));
      // The response is sent first; the start follows in the same turn of the event loop.
      if (fresh.length > 0) setImmediate(() => starter.enqueue(fresh));
      return fresh.length;
    },
    process: (events) => starter.enqueue(events),
  };
}

/** An id that a sender chose can contain anything, such as an address of a person, which no erasure finds in Temporal. */
const isPlain = /^[\w.:-]{1,200}$/;
