import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import type { Sql } from '#db/database.ts';

/** What others ask of events: whether a payload fits the newest schema of its type. */
export function wireEvents({ sql }: { sql: Sql }) {
  const eventTypes = createEventTypeCatalogue(sql);
  return {
    /** That schema's version; undefined when the payload does not fit, or there is no such type. */
    async fittingVersion(name: string, data: Record<string, unknown>): Promise<number | undefined> {
      const type = await eventTypes.find(name);
      return type && (await eventTypes.checkOf(type))(data).length === 0 ? type.version : undefined;
    },
  };
}
