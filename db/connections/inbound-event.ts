import { type Actor, changeAs } from '#db/actor.ts';
import { auditEntryInsert } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, gt, inArray, lt, sql as fragment } from '#db/drizzle.ts';
import { inboundEvent, inboundWebhook } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { idAbove, idBelow } from '#domain/id-range.ts';
import type { PendingEvent } from './inbound-process.ts';

export type InboundEventRow = typeof inboundEvent.$inferSelect;
export type InboundWebhookRow = typeof inboundWebhook.$inferSelect;

export interface InboundEventFilter {
  sourceId?: string | undefined;
  externalId?: string | undefined;
  type?: string | undefined;
  object?: string | undefined;
  recordId?: string | undefined;
  statuses?: InboundEventRow['status'][] | undefined;
  receivedAfter?: Date | undefined;
  receivedBefore?: Date | undefined;
  /** Only events with later ids. */
  after?: string | undefined;
}

/** The only interpretation of a filter, so that a dry run counts exactly the rows that the run changes. */
function matching({ statuses, receivedAfter, receivedBefore, after, ...filter }: InboundEventFilter) {
  const is = (name: keyof typeof filter) => (filter[name] === undefined ? undefined : eq(inboundEvent[name], filter[name]));
  return and(
    is('sourceId'),
    is('externalId'),
    is('type'),
    is('object'),
    is('recordId'),
    statuses && inArray(inboundEvent.status, statuses),
    after === undefined ? undefined : gt(inboundEvent.id, after),
    receivedAfter && and(gt(inboundEvent.receivedAt, receivedAfter), gt(inboundEvent.id, idAbove('inb', receivedAfter))),
    receivedBefore && and(lt(inboundEvent.receivedAt, receivedBefore), lt(inboundEvent.id, idBelow('inb', receivedBefore))),
  );
}

/** Newest first, from just below `before`. */
export function listInboundEvents(
  { orm }: Database,
  filter: InboundEventFilter,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<InboundEventRow[]> {
  return orm
    .select()
    .from(inboundEvent)
    .where(and(matching(filter), before === undefined ? undefined : lt(inboundEvent.id, before)))
    .orderBy(desc(inboundEvent.id))
    .limit(limit);
}

export async function getInboundEvent({ orm }: Database, id: string): Promise<{ event: InboundEventRow; webhook: InboundWebhookRow }> {
  const [row] = await orm
    .select({ event: inboundEvent, webhook: inboundWebhook })
    .from(inboundEvent)
    .innerJoin(inboundWebhook, eq(inboundWebhook.id, inboundEvent.webhookId))
    .where(eq(inboundEvent.id, id));
  if (!row) throw noEvent(id);
  return row;
}

export function countInboundEvents({ orm }: Database, filter: InboundEventFilter): Promise<number> {
  return orm.$count(inboundEvent, matching(filter));
}

/** The maximum per call. The statement then stays far below its timeout of 20 s. */
export const maxReplayed = 50_000;

/**
 * Lets matching events, oldest first, be processed once more. `last` is the last one if there may be more. Writes one audit entry, with the
 * filter as it was requested.
 */
export function replayInboundEvents(
  db: Database,
  filter: InboundEventFilter,
  { actor, asked }: { actor: Actor; asked: object },
): Promise<{ events: PendingEvent[]; last: string | null }> {
  return changeAs(db, actor, async (tx) => {
    const rows = await tx.execute<PendingEvent & Record<string, unknown>>(fragment`
      with chosen as (
        select ${inboundEvent.id} from ${inboundEvent} where ${matching(filter)} order by ${inboundEvent.id} limit ${maxReplayed} for update
      )
      update inbound_event e set status = 'pending', pending_since = now(), replays = e.replays + 1, process_error = null
      from chosen where e.id = chosen.id
      returning e.id, e.source_id as "sourceId", e.vendor, e.external_id as "externalId"`);
    const entry = { action: 'inbound_event.replayed', objectKind: 'inbound_event', objectId: 'batch' };
    if (rows.length > 0) await tx.execute(auditEntryInsert(actor, { ...entry, detail: { filter: asked, count: rows.length } }));
    const events = [...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return { events, last: events.length === maxReplayed ? (events.at(-1)?.id ?? null) : null };
  });
}

/** The same for one event. */
export function replayInboundEvent(db: Database, id: string, actor: Actor): Promise<InboundEventRow> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx
      .update(inboundEvent)
      .set({ status: 'pending', pendingSince: new Date(), processError: null, replays: fragment`${inboundEvent.replays} + 1` })
      .where(eq(inboundEvent.id, id))
      .returning();
    if (!row) throw noEvent(id);
    const entry = { action: 'inbound_event.replayed', objectKind: 'inbound_event', objectId: id, detail: { count: 1 } };
    await tx.execute(auditEntryInsert(actor, entry));
    return row;
  });
}

function noEvent(id: string): DomainError {
  return new DomainError('not_found', `There is no inbound event ${id}`);
}
