import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import type { Sql } from '#db/database.ts';

/** Checks for other subjects whether a payload matches the newest schema of its event type. */
export function wireEvents({ sql }: { sql: Sql }) {
  const eventTypes = createEventTypeCatalogue(sql);
  return {
    /** The version of that schema; undefined if the payload does not match it, or the type does not exist. */
    async fittingVersion(name: string, data: Record<string, unknown>): Promise<number | undefined> {
      const type = await eventTypes.find(name);
      return type && (await eventTypes.checkOf(type))(data).length === 0 ? type.version : undefined;
    },
  };
}
