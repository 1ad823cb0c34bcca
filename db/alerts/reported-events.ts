import type { Queryable } from '#db/database.ts';
import type { ReportedEvent } from '#domain/alerts/judge-events.ts';
import { idAbove } from '#domain/id-range.ts';
import type { PlatformEventTypeName } from '#domain/platform-event-types.ts';

/** Of one type: a fault is published once, or once an hour. */
const MAX_EVENTS = 100;

/** The latest events of these types, of the last so many seconds. */
export function listReportedEvents(
  sql: Queryable,
  { types, now, withinS }: { types: readonly PlatformEventTypeName[]; now: Date; withinS: number },
): Promise<ReportedEvent[]> {
  const from = idAbove('evt', new Date(now.getTime() - withinS * 1_000));
  const found = sql<ReportedEvent[]>`
    select e.id, e.type, e.data, extract(epoch from now() - e.created_at)::float8 as "ageS"
    from unnest(${[...types]}::text[]) wanted (type) cross join lateral (
      select id, type, data, created_at from event where event.type = wanted.type and id > ${from} order by id desc limit ${MAX_EVENTS}) e
    where e.created_at > now() - ${withinS} * interval '1 s'`;
  return found.then((rows) => [...rows]);
}
