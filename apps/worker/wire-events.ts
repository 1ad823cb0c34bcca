import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Sql } from '#db/database.ts';

/** What others ask of events: whether a payload fits the newest schema of its type. */
export function wireEvents({ sql, schemas }: { sql: Sql; schemas: SchemaChecker }) {
  const eventTypes = createEventTypeCatalogue(sql, schemas);
  return {
    /** That schema's version; undefined when the payload does not fit, or there is no such type. */
    async fittingVersion(name: string, data: Record<string, unknown>): Promise<number | undefined> {
      const type = await eventTypes.find(name);
      if (!type) return undefined;
      const check = await eventTypes.checkOf(type);
      return (await check(data, JSON.stringify(data))).length === 0 ? type.version : undefined;
    },
  };
}
