import { drizzle, type PostgresJsDatabase } from './drizzle.ts';
import postgres from 'postgres';
import { isConnectionLost, isDeadlock } from './failure.ts';
import * as schema from './schema.ts';

/** The pool. */
export type Sql = postgres.Sql;
/** The pool or a transaction: what a single statement needs. */
export type Queryable = postgres.ISql<{}>;

/** One pool, two views of it: `orm` for plain reads and writes, `sql` where a statement is the point or every microsecond counts. */
export interface Database {
  sql: Sql;
  orm: PostgresJsDatabase<typeof schema>;
  close(): Promise<void>;
}

/** Opens a pool; nothing connects until the first query. A lost connection fails its queries and is replaced on the next. */
export function openDatabase(url: string, { max = 10, name = 'causeway' } = {}): Database {
  const sql = postgres(url, {
    max,
    // Errors must come back while the caller can still answer 503.
    connect_timeout: 5,
    // The client counts failures over the whole pool and would wait 20 s after a short outage: longer than a lease lasts.
    backoff: (failures: number) => Math.min(0.1 * 2 ** Math.min(failures, 4), 1) * (0.5 + Math.random() / 2),
    connection: { application_name: name, statement_timeout: 30_000, TimeZone: 'UTC' },
    onnotice: () => {},
  });
  guardTransactions(sql);
  return { sql, orm: wrap(sql), close: () => sql.end({ timeout: 5 }) };
}

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;
type Begin = (...args: [Work] | [string, Work]) => Promise<unknown>;

/**
 * Two faults of transactions are dealt with for everybody. A connection that dies within one: postgres.js would send
 * ROLLBACK into it and crash the process, although `begin` has been rejected already, so that error is not passed on to it.
 * A deadlock: PostgreSQL has undone one of the two, which is simply run again.
 */
function guardTransactions(sql: Sql): void {
  const begin = sql.begin.bind(sql) as Begin;
  const guarded: Begin = async (...args) => {
    const work = args.pop() as Work;
    const options = args as unknown as [];
    const run = () =>
      (begin as (...all: unknown[]) => Promise<unknown>)(...options, async (tx: postgres.TransactionSql) => {
        try {
          return await work(tx);
        } catch (error) {
          if (isConnectionLost(error)) return new Promise(() => {});
          throw error;
        }
      });
    try {
      return await run();
    } catch (error) {
      if (!isDeadlock(error)) throw error;
      return run();
    }
  };
  Object.assign(sql, { begin: guarded });
}

// PostgreSQL's type numbers of json and jsonb.
const jsonTypes = [114, 3802];
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * drizzle() makes its client pass dates and arrays of them through as text. Its own columns do not need that, and plain
 * statements do need the client's conversions, so they are put back. JSON it writes as text itself, which must not be
 * quoted once more: a string is taken for JSON text.
 */
function wrap(sql: Sql): Database['orm'] {
  const { parsers, serializers } = sql.options;
  const kept = { parsers: { ...parsers }, serializers: { ...serializers } };
  for (const type of jsonTypes) kept.serializers[type] = asText;
  const orm = drizzle(sql, { schema });
  restore(parsers, kept.parsers);
  restore(serializers, kept.serializers);
  return orm;
}

function restore<T>(target: Record<string, T>, kept: Record<string, T>): void {
  for (const type of Object.keys(target)) if (!(type in kept)) delete target[type];
  Object.assign(target, kept);
}
