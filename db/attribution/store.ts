import { ReportAsks } from '#db/attribution/reports/converted-for.ts';
import { RateBook } from '#db/attribution/reports/rate-book.ts';
import { openPool, type Sql } from '#db/database.ts';

/** The attribution store's own pool: a slow report takes no connection of a delivery, and the store can move to another database. */
export interface AttributionStore {
  sql: Sql;
  rates: RateBook;
  asks: ReportAsks;
  close(): Promise<void>;
}

/**
 * A report runs for milliseconds, so compiling its statement costs more than it saves, and it must not take several processors from deliveries.
 */
const plans = { jit: 'off', max_parallel_workers_per_gather: '0' };

/** Opens the pool, which connects at the first statement. */
export function openAttribution(url: string, { max = 6, name = 'causeway' } = {}): AttributionStore {
  const sql = openPool(url, { max, connection: { application_name: `${name}-attribution`, search_path: 'attribution', ...plans } });
  return { sql, rates: new RateBook(sql), asks: new ReportAsks(sql), close: () => sql.end({ timeout: 5 }) };
}
