import type postgres from 'postgres';
import { drizzle, type PostgresJsDatabase } from './drizzle.ts';
import { openRenewedPool } from './renewed-pool.ts';
import * as schema from './schema.ts';

/** The pool. */
export type Sql = postgres.Sql;
/** The pool or a transaction: what a single statement needs. */
export type Queryable = postgres.ISql<{}>;

/** `orm` for plain reads and writes, `sql` where a statement is the point; both are views of one pool. */
export interface Database {
  sql: Sql;
  orm: PostgresJsDatabase<typeof schema>;
  /** A pool of its own for what runs all the time on a few keys: accepting, claiming, recording, sweeping. */
  hot: Sql;
  close(): Promise<void>;
}

/**
 * Planned once a connection, and by index even while a table is young and its statistics say that it is empty. Planning the
 * accepting statement anew each time, as PostgreSQL would choose to, costs more than running it.
 */
const hotPlans = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' };

/** Opens the pools; nothing connects until the first query. A lost connection fails its queries and is replaced on the next. */
export function openDatabase(url: string, { max = 10, name = 'causeway' } = {}): Database {
  const sql = openPool(url, { max, connection: { application_name: name } });
  const hot = openPool(url, { max, connection: { application_name: `${name}-hot`, ...hotPlans } });
  return { sql, orm: wrap(sql), hot, close: async () => void (await Promise.all([sql, hot].map((pool) => pool.end({ timeout: 5 })))) };
}

function openPool(url: string, { max, connection }: { max: number; connection: Record<string, string> }): Sql {
  return openRenewedPool(url, {
    max,
    // Errors must come back while the caller can still answer 503.
    connect_timeout: 5,
    // The client counts failures over the whole pool and would wait 20 s after a short outage: longer than a lease lasts.
    backoff: (failures: number) => Math.min(0.1 * 2 ** Math.min(failures, 4), 1) * (0.5 + Math.random() / 2),
    connection: { ...connection, statement_timeout: 30_000, TimeZone: 'UTC' },
    onnotice: () => {},
    // Each new connection would be asked for its array types first, and when it breaks at that moment postgres.js leaves
    // the failure to nobody: an unhandled rejection, which ends the process (fetchArrayTypes in its connection.js).
    fetch_types: false,
    types: { ...arrayTypes, json: jsonType(114), jsonb: jsonType(3802) },
  });
}

/** The arrays of our statements, by PostgreSQL's type numbers: int4, text, timestamptz. Read back, all are text. */
const arrayTypes = Object.fromEntries(
  [1007, 1009, 1185].map((type) => [type, { to: type, from: [type], serialize: writeArray, parse: readTextArray }]),
);

/** Drizzle writes JSON as text itself, which must not be quoted once more: a string is taken for JSON text. */
const jsonType = (type: number) => ({
  to: type,
  from: [type],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
});

/** PostgreSQL's text form of a list, for where a parameter's type cannot tell. */
export function writeArray(values: (string | number | null | undefined)[] | string): string {
  // Drizzle writes its arrays itself.
  if (typeof values === 'string') return values;
  let literal = '{';
  for (const value of values) {
    if (literal.length > 1) literal += ',';
    if (value === null || value === undefined) literal += 'NULL';
    else if (typeof value === 'number') literal += value;
    else literal += `"${value.replace(/["\\]/g, '\\$&')}"`;
  }
  return `${literal}}`;
}

/** One dimension, as text: `{a,"b, \"c\"",NULL}`. */
function readTextArray(literal: string): (string | null)[] {
  const items = literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g);
  return Array.from(items, ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? (plain === 'NULL' ? null : (plain ?? null)));
}

/**
 * drizzle() makes its client pass dates and arrays of them through as text. Its own columns do not need that, and plain
 * statements do need the client's conversions, so they are put back.
 */
function wrap(sql: Sql): Database['orm'] {
  const { parsers, serializers } = sql.options;
  const kept = { parsers: { ...parsers }, serializers: { ...serializers } };
  const orm = drizzle(withPreparedTransactions(sql), { schema });
  restore(parsers, kept.parsers);
  restore(serializers, kept.serializers);
  return orm;
}

/**
 * drizzle has each statement parsed, described and planned anew: a round trip more than running it takes. Within transactions they
 * are prepared, once a connection. Not outside of them: lists have filters in any combination, and each connection would keep each.
 */
function withPreparedTransactions(sql: Sql): Sql {
  const begin = (work: (tx: postgres.TransactionSql) => unknown) => sql.begin((tx) => work(prepared(tx)));
  return new Proxy(sql, { get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)) });
}

function prepared(tx: postgres.TransactionSql): postgres.TransactionSql {
  const unsafe = (query: string, parameters: never[], options: object) => tx.unsafe(query, parameters, { ...options, prepare: true });
  return new Proxy(tx, { get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)) });
}

function restore<T>(target: Record<string, T>, kept: Record<string, T>): void {
  for (const type of Object.keys(target)) if (!(type in kept)) delete target[type];
  Object.assign(target, kept);
}
