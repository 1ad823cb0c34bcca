import type { Database } from '#db/database.ts';
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql as fragment } from '#db/drizzle.ts';
import { attempt, delivery, endpoint, event } from '#db/schema.ts';
import { readSnapshot } from '#db/snapshot.ts';
import type { ErrorClass } from '#domain/delivery/attempt.ts';
import type { DeliveryStatus, HoldReason } from '#domain/delivery/delivery.ts';
import { DomainError } from '#domain/errors.ts';
import { idAbove, idBelow } from '#domain/id-range.ts';

export type DeliveryRow = typeof delivery.$inferSelect;
export type AttemptRow = typeof attempt.$inferSelect;
type EndpointSummary = Pick<
  typeof endpoint.$inferSelect,
  'id' | 'url' | 'description' | 'state' | 'stateReason' | 'breakerOpenUntil' | 'breakerReason' | 'deletedAt'
>;
export type EventSummary = Pick<typeof event.$inferSelect, 'id' | 'type' | 'externalId' | 'occurredAt' | 'createdAt'>;

/** A delivery with the data that explains its state. */
export interface DeliveryDetail {
  delivery: DeliveryRow;
  endpoint: EndpointSummary;
  event: EventSummary;
  attempts: AttemptRow[];
}

export interface DeliveryFilter {
  /** A delivery must match all of them. */
  partnerIds?: string[] | undefined;
  endpointId?: string | undefined;
  eventId?: string | undefined;
  eventType?: string | undefined;
  statuses?: DeliveryStatus[] | undefined;
  createdAfter?: Date | undefined;
  createdBefore?: Date | undefined;
  errorClasses?: ErrorClass[] | undefined;
  lastError?: string | undefined;
  holdReasons?: HoldReason[] | undefined;
  nextAttemptBefore?: Date | undefined;
  /** From, and up to but without. */
  updatedSince?: Date | undefined;
  updatedBefore?: Date | undefined;
  endedAfter?: Date | undefined;
  endedBefore?: Date | undefined;
  reason?: string | undefined;
}

/** Newest first, from just below `before`. */
export async function listDeliveries(
  db: Database,
  filter: DeliveryFilter,
  page: { before?: string | undefined; limit: number },
): Promise<DeliveryRow[]> {
  const below = page.before === undefined ? undefined : lt(delivery.id, page.before);
  return db.orm
    .select()
    .from(delivery)
    .where(and(matching(filter), below))
    .orderBy(desc(delivery.id))
    .limit(page.limit);
}

/** The only interpretation of a filter, so that a dry run counts exactly the rows that the run changes. */
export function matching(filter: DeliveryFilter) {
  const { partnerIds = [], endpointId, eventId, eventType, statuses, createdAfter, createdBefore } = filter;
  const { errorClasses, lastError, holdReasons, nextAttemptBefore, updatedSince, updatedBefore, endedAfter, endedBefore, reason } = filter;
  return and(
    ...partnerIds.map((partnerId) => eq(delivery.partnerId, partnerId)),
    endpointId === undefined ? undefined : eq(delivery.endpointId, endpointId),
    eventId === undefined ? undefined : eq(delivery.eventId, eventId),
    eventType === undefined ? undefined : isOfType(eventType),
    statuses && or(...statuses.flatMap(isIn)),
    createdAfter && and(gt(delivery.createdAt, createdAfter), gt(delivery.id, idAbove('dlv', createdAfter))),
    createdBefore && and(lt(delivery.createdAt, createdBefore), lt(delivery.id, idBelow('dlv', createdBefore))),
    errorClasses && inArray(delivery.errorClass, errorClasses),
    lastError === undefined ? undefined : eq(delivery.lastError, lastError),
    holdReasons && inArray(delivery.holdReason, holdReasons),
    nextAttemptBefore && lt(delivery.nextAttemptAt, nextAttemptBefore),
    updatedSince && gte(delivery.updatedAt, updatedSince),
    updatedBefore && lt(delivery.updatedAt, updatedBefore),
    // Whatever has ended has changed then or later: the second condition has the index.
    endedAfter && and(gt(delivery.endedAt, endedAfter), gte(delivery.updatedAt, endedAfter)),
    endedBefore && lt(delivery.endedAt, endedBefore),
    reason === undefined ? undefined : eq(delivery.deadLetterReason, reason),
  );
}

/** Names the type of the event too: the events have an index on it. Of rare types, it finds the deliveries without one of their own. */
const isOfType = (type: string) =>
  and(eq(delivery.eventType, type), inArray(delivery.eventId, fragment`(select ${event.id} from ${event} where ${event.type} = ${type})`));

/** One condition for each partial index that contains rows with this status, so that the planner can use it. */
function isIn(status: DeliveryStatus) {
  const condition = eq(delivery.status, status);
  if (status !== 'pending') return condition;
  return [and(condition, isNull(delivery.workflowId)), and(condition, isNotNull(delivery.workflowId))];
}

/** The delivery with its timeline, unless it belongs to a partner other than `partnerId`. */
export async function getDelivery(
  db: Database,
  id: string,
  owner: { partnerId: string | undefined; status?: DeliveryStatus },
): Promise<DeliveryDetail> {
  const owned = owner.partnerId === undefined ? undefined : eq(delivery.partnerId, owner.partnerId);
  const inStatus = owner.status === undefined ? undefined : eq(delivery.status, owner.status);
  return readSnapshot(db, async ({ orm }) => {
    const [found] = await orm
      .select({ delivery, endpoint, event: { ...eventColumns } })
      .from(delivery)
      .innerJoin(endpoint, eq(endpoint.id, delivery.endpointId))
      .innerJoin(event, eq(event.id, delivery.eventId))
      .where(and(eq(delivery.id, id), owned, inStatus));
    if (!found) {
      const what = owner.status === 'dead_lettered' ? 'dead letter' : 'delivery';
      throw new DomainError('not_found', `There is no ${what} ${id}`);
    }
    const attempts = await orm.select().from(attempt).where(eq(attempt.deliveryId, id)).orderBy(asc(attempt.number));
    return { ...found, attempts };
  });
}

// Without the payload, which can be large and is available from the event's own route.
export const eventColumns = {
  id: event.id,
  type: event.type,
  externalId: event.externalId,
  occurredAt: event.occurredAt,
  createdAt: event.createdAt,
};
