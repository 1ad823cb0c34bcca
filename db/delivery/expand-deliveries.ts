import type { Database } from '#db/database.ts';
import { asc, getTableColumns, inArray, lte, sql } from '#db/drizzle.ts';
import { attempt, event } from '#db/schema.ts';
import { type AttemptRow, type DeliveryRow, eventColumns, type EventSummary } from './delivery-query.ts';

/** What a list of deliveries can contain beside them. */
export const deliveryParts = ['event', 'attempts'] as const;
type DeliveryPart = (typeof deliveryParts)[number];

/** Of each delivery; the delivery itself has all. */
export const ATTEMPTS_SHOWN = 10;

export interface ExpandedDelivery {
  id: string;
  delivery: DeliveryRow;
  event?: EventSummary | undefined;
  attempts?: AttemptRow[] | undefined;
}

/** One statement for each part, however many deliveries there are. */
export async function expandDeliveries(
  db: Pick<Database, 'orm'>,
  deliveries: readonly DeliveryRow[],
  parts: ReadonlySet<DeliveryPart>,
): Promise<ExpandedDelivery[]> {
  const [events, attempts] = await Promise.all([
    parts.has('event') ? readEvents(db, [...new Set(deliveries.map((row) => row.eventId))]) : undefined,
    parts.has('attempts')
      ? readAttempts(
          db,
          deliveries.map((row) => row.id),
        )
      : undefined,
  ]);
  return deliveries.map((delivery) => ({
    id: delivery.id,
    delivery,
    event: events?.get(delivery.eventId),
    attempts: attempts && (attempts.get(delivery.id) ?? []),
  }));
}

async function readEvents({ orm }: Pick<Database, 'orm'>, ids: string[]): Promise<Map<string, EventSummary>> {
  const rows = await orm.select(eventColumns).from(event).where(inArray(event.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The newest ones of each delivery, oldest first. */
async function readAttempts({ orm }: Pick<Database, 'orm'>, ids: string[]): Promise<Map<string, AttemptRow[]>> {
  const nth = sql<number>`row_number() over (partition by ${attempt.deliveryId} order by ${attempt.number} desc)`.as('nth');
  const ranked = orm
    .select({ ...getTableColumns(attempt), nth })
    .from(attempt)
    .where(inArray(attempt.deliveryId, ids))
    .as('ranked');
  const rows = await orm.select().from(ranked).where(lte(ranked.nth, ATTEMPTS_SHOWN)).orderBy(asc(ranked.number));
  return Map.groupBy(rows, (row) => row.deliveryId);
}
