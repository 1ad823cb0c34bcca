import { ReportAsks } from '#db/attribution/reports/converted-for.ts';
import { RateBook } from '#db/attribution/reports/rate-book.ts';
import { hotPlans, openPool, type Sql } from '#db/database.ts';

/** The attribution store's own pools: a slow report takes no connection of a delivery, and the store can move to another database. */
export interface AttributionStore {
  sql: Sql;
  /** For statements that take longer to plan than to run, and for which one plan is right whatever their parameters: each connection plans them once. */
  planned: Sql;
  rates: RateBook;
  asks: ReportAsks;
  close(): Promise<void>;
}

/**
 * A report runs for milliseconds, so compiling its statement costs more than it saves, and it must not take several processors from deliveries.
 */
const plans = { jit: 'off', max_parallel_workers_per_gather: '0' };

/** Opens the pools, which connect at the first statement. */
export function openAttribution(url: string, { max = 6, name = 'causeway' } = {}): AttributionStore {
  const connection = { application_name: `${name}-attribution`, search_path: 'attribution', ...plans };
  const sql = openPool(url, { max, connection });
  const planned = openPool(url, { max, connection: { ...connection, ...hotPlans } });
  const close = async () => void (await Promise.all([sql, planned].map((pool) => pool.end({ timeout: 5 }))));
  return { sql, planned, rates: new RateBook(sql), asks: new ReportAsks(sql), close };
}
