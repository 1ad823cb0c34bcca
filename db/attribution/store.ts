import { openPool, type Sql } from '#db/database.ts';

/** The attribution store's own pool: a slow report takes no connection of a delivery, and the store can move to another database. */
export interface AttributionStore {
  sql: Sql;
  close(): Promise<void>;
}

/** Opens the pool, which connects at the first statement. */
export function openAttribution(url: string, { max = 6, name = 'causeway' } = {}): AttributionStore {
  const sql = openPool(url, { max, connection: { application_name: `${name}-attribution`, search_path: 'attribution' } });
  return { sql, close: () => sql.end({ timeout: 5 }) };
}
