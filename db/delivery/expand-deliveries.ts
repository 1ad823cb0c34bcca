import type { Database } from '#db/database.ts';
import { asc, eq, getTableColumns, inArray, lte, sql } from '#db/drizzle.ts';
import { attempt, event } from '#db/schema.ts';
import { type AttemptRow, type DeliveryRow, eventColumns, type EventSummary } from './delivery-query.ts';

/** What a list of deliveries can contain beside them. */
export const deliveryParts = ['event', 'attempts'] as const;
type DeliveryPart = (typeof deliveryParts)[number];

/** Of each delivery; the delivery itself has all. */
export const ATTEMPTS_SHOWN = 10;
/** Deliveries whose payloads are read before it is known how large they are. */
const FIRST_PAYLOADS = 10;

/** The payload is the text that was published. */
type EventWithPayload = EventSummary & { dataJson: string };
const payload = sql<string>`${event.data}::text`;

export interface ExpandedDelivery {
  id: string;
  delivery: DeliveryRow;
  event?: EventWithPayload | undefined;
  attempts?: AttemptRow[] | undefined;
}

/**
 * Adds the parts to deliveries. With their events, only the first deliveries: those after which the payloads have more than `maxCharacters`
 * are left out. A caller with so many shows fewer anyway.
 */
export async function expandDeliveries(
  db: Pick<Database, 'orm'>,
  deliveries: readonly DeliveryRow[],
  { parts, maxCharacters }: { parts: ReadonlySet<DeliveryPart>; maxCharacters: number },
): Promise<ExpandedDelivery[]> {
  const events = new Map<string, EventWithPayload>();
  const shown = parts.has('event') ? deliveries.slice(0, await readEvents(db, deliveries, { events, maxCharacters })) : deliveries;
  const ids = shown.map((row) => row.id);
  const attempts = parts.has('attempts') ? await readAttempts(db, ids) : undefined;
  return shown.map((delivery) => ({
    id: delivery.id,
    delivery,
    event: events.get(delivery.eventId),
    attempts: attempts && (attempts.get(delivery.id) ?? []),
  }));
}

/** Fills `events`, until the payloads have more characters than wanted. Returns for how many deliveries. */
async function readEvents(
  { orm }: Pick<Database, 'orm'>,
  deliveries: readonly DeliveryRow[],
  { events, maxCharacters }: { events: Map<string, EventWithPayload>; maxCharacters: number },
): Promise<number> {
  let done = 0;
  let size = 0;
  for (let wanted = FIRST_PAYLOADS; done < deliveries.length && size <= maxCharacters;) {
    const some = deliveries.slice(done, done + wanted);
    const missing = [...new Set(some.map((row) => row.eventId))].filter((id) => !events.has(id));
    const rows = await orm
      .select({ ...eventColumns, dataJson: payload })
      .from(event)
      .where(inArray(event.id, missing));
    for (const row of rows) events.set(row.id, row);
    for (const { eventId } of some) size += events.get(eventId)?.dataJson.length ?? 0;
    done += some.length;
    wanted = Math.max(1, Math.ceil(((maxCharacters - size) * done) / Math.max(1, size)));
  }
  return done;
}

/** The payload of an event, as it was published. */
export async function readPayload({ orm }: Pick<Database, 'orm'>, eventId: string): Promise<string | undefined> {
  const [row] = await orm.select({ dataJson: payload }).from(event).where(eq(event.id, eventId));
  return row?.dataJson;
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
