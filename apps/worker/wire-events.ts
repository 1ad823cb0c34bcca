import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Sql } from '#db/database.ts';

/** Checks for other subjects whether a payload matches the newest schema of its event type. */
export function wireEvents({ sql, schemas }: { sql: Sql; schemas: SchemaChecker }) {
  const eventTypes = createEventTypeCatalogue(sql, schemas);
  return {
    /** The version of that schema; undefined if the payload does not match it, or the type does not exist. */
    async fittingVersion(name: string, data: Record<string, unknown>): Promise<number | undefined> {
      const type = await eventTypes.find(name);
      if (!type) return undefined;
      const check = await eventTypes.checkOf(type);
      return (await check(data, JSON.stringify(data))).length === 0 ? type.version : undefined;
    },
  };
}
