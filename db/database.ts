import net from 'node:net';
import type postgres from 'postgres';
import { drizzle, type PostgresJsDatabase } from './drizzle.ts';
import { openRenewedPool } from './renewed-pool.ts';
import * as schema from './schema.ts';

/** The pool. */
export type Sql = postgres.Sql;
/** The pool or a transaction, either of which can run a single statement. */
export type Queryable = postgres.ISql<{}>;

/** `orm` is for plain reads and writes, `sql` for handwritten statements. Both use the same pool. */
export interface Database {
  sql: Sql;
  orm: PostgresJsDatabase<typeof schema>;
  /** A separate pool for statements that run constantly on a few keys: accepting, claiming, recording, sweeping. */
  hot: Sql;
  close(): Promise<void>;
}

/**
 * Statements are planned once per connection, and use indexes even if the statistics of a new table still say that it is empty. PostgreSQL
 * would plan the accepting statement for every execution, which costs more than running it.
 */
export const hotPlans = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' };

/** Opens the pools, which connect at the first query. If a connection is lost, its queries fail, and the next query opens another. */
export function openDatabase(url: string, { max = 10, name = 'causeway' } = {}): Database {
  const sql = openPool(url, { max, connection: { application_name: name } });
  const hot = openPool(url, { max, connection: { application_name: `${name}-hot`, ...hotPlans } });
  return { sql, orm: wrap(sql), hot, close: async () => void (await Promise.all([sql, hot].map((pool) => pool.end({ timeout: 5 })))) };
}

/** In milliseconds. Each is shorter than the time limit of a request (30 s), so that the reason arrives before it. */
const timeouts = {
  statement_timeout: 20_000,
  // Our own transactions release their locks within milliseconds. It must be longer than PostgreSQL's deadlock_timeout, 1 s.
  lock_timeout: 3_000,
  // If this process is frozen, it must not keep its locks.
  idle_in_transaction_session_timeout: 20_000,
};

/**
 * As libpq does. postgres.js leaves Nagle's algorithm on: the end of a COPY waits twice for an acknowledgement that PostgreSQL delays by 40 ms. The
 * option is not in its types, and its first host is the only one that is tried.
 */
function openSocket({ host: [host = ''], port: [port = 0], path }: { host: string[]; port: number[]; path: string | false }): net.Socket {
  const socket = new net.Socket().setNoDelay(true);
  // By this name TLS verifies the server.
  Object.assign(socket, { host, port });
  return path ? socket.connect(path) : socket.connect(port, host);
}

export function openPool(url: string, { max, connection }: { max: number; connection: Record<string, string> }): Sql {
  return openRenewedPool(url, {
    max,
    ...{ socket: openSocket },
    // Errors must arrive while the caller can still return 503.
    connect_timeout: 5,
    // The client counts failures across the whole pool and would wait 20 s after a short outage, which is longer than a lease.
    backoff: (failures: number) => Math.min(0.1 * 2 ** Math.min(failures, 4), 1) * (0.5 + Math.random() / 2),
    connection: { ...connection, ...timeouts, TimeZone: 'UTC' },
    onnotice: () => {},
    // postgres.js would query the array types on each new connection first. If the connection breaks at that moment, nothing handles the
    // failure, and the unhandled rejection ends the process (fetchArrayTypes in its connection.js).
    fetch_types: false,
    types: { ...arrayTypes, json: jsonType(114), jsonb: jsonType(3802) },
  });
}

/** The array types of our statements, by PostgreSQL's OIDs: int4, text, int8, timestamptz. All are read as strings. */
const arrayTypes = Object.fromEntries(
  [1007, 1009, 1016, 1185].map((type) => [type, { to: type, from: [type], serialize: writeArray, parse: readTextArray }]),
);

/** Drizzle serialises JSON itself, and the result must not be quoted again. So a string is treated as JSON. */
const jsonType = (type: number) => ({
  to: type,
  from: [type],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
});

const quoted = /["\\]/;

/** PostgreSQL's text format of an array, for parameters whose type is not known. */
export function writeArray(values: (string | number | null | undefined)[] | string): string {
  // Drizzle serialises its arrays itself.
  if (typeof values === 'string') return values;
  let literal = '{';
  for (const value of values) {
    if (literal.length > 1) literal += ',';
    if (value === null || value === undefined) literal += 'NULL';
    else if (typeof value === 'number') literal += value;
    // Few have one of these, and finding none is cheaper than replacing none.
    else literal += quoted.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : `"${value}"`;
  }
  return `${literal}}`;
}

/** Parses a one-dimensional array such as `{a,"b, \"c\"",NULL}` into strings. */
function readTextArray(literal: string): (string | null)[] {
  const items = literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g);
  return Array.from(items, ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? (plain === 'NULL' ? null : (plain ?? null)));
}

/**
 * drizzle() makes its client pass dates and arrays of dates through as strings. Its own columns do not need that, and plain statements need
 * the client's conversions, so this restores them.
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
 * drizzle does not use prepared statements, so that each execution is parsed and planned again and takes an extra round trip. Within
 * transactions statements are prepared once per connection. Outside of transactions they are not, because lists have any combination of
 * filters, and each connection would store a statement for each. Reads by an id that are made often prepare theirs themselves.
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
