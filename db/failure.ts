import postgres from 'postgres';

/**
 * What postgres.js calls a database that cannot be reached, and the SQLSTATE classes of one that is starting, stopping or
 * full (https://www.postgresql.org/docs/18/errcodes-appendix.html). Anything else is not an outage.
 */
const unreachable = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '55000', // the database was closed to connections (ALTER DATABASE … ALLOW_CONNECTIONS false); no statement of ours gives it
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '25P03', // idle_in_transaction_session_timeout: the process itself was frozen for a while
  '25006', // read_only_sql_transaction: a standby, in the middle of a failover
]);

/** What sockets say, whoever is at their other end: a client, a receiver, a file, or the database. */
const errnos = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // a unix socket that is not there
]);

/** Whether the database was unavailable, so that the same request can succeed in a moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, isOfQuery } = innermost(error) ?? {};
  if (code === undefined) return false;
  return unreachable.has(code) || code.startsWith('08') || (errnos.has(code) && isOfQuery === true);
}

/**
 * Whether a statement was canceled because it waited too long for a lock (`lock_timeout`) or ran too long (`statement_timeout`). Its
 * transaction was rolled back, and the same request can succeed when the other transaction has ended.
 */
export function isDatabaseBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code === '55P03' || code === '57014';
}

// The connection stays open after these errors.
const openStill = new Set(['25006', '53300']);

/** Whether the connection itself was lost, with all statements on it. */
export function isConnectionLost(error: unknown): boolean {
  return isDatabaseUnavailable(error) && !openStill.has(codeOf(error) ?? '');
}

/** Whether this transaction was rolled back to end a deadlock. */
export function isDeadlock(error: unknown): boolean {
  return codeOf(error) === '40P01';
}

/** Whether the statement needs a table that migrations have not created yet. */
export function isUndefinedTable(error: unknown): boolean {
  return codeOf(error) === '42P01';
}

/** Whether a row has the key of another one in this unique index. */
export function isViolationOf(error: unknown, index: string): boolean {
  return error instanceof postgres.PostgresError && error.code === '23505' && error.constraint_name === index;
}

/** A string with U+0000 or half of a surrogate pair, which JSON can contain but PostgreSQL's text and jsonb cannot. */
export function isUnstorableText(error: unknown): boolean {
  const { code, message } = innermost(error) ?? {};
  // Nothing else can be wrong with JSON that we serialise ourselves.
  return code === '22021' || code === '22P05' || (code === '22P02' && message?.endsWith('type json') === true);
}

/** A value that PostgreSQL rejects, such as the year 0 or a string that is too long for an index (SQLSTATE classes 22 and 54). */
export function isUnstorableValue(error: unknown): boolean {
  return /^(22|54)/.test(codeOf(error) ?? '');
}

/** Drizzle and other libraries wrap the driver's error. The innermost code is the driver's. */
function codeOf(error: unknown): string | undefined {
  return innermost(error)?.code;
}

interface Innermost {
  code: string;
  message: string;
  /** postgres.js notes the query on each error that fails one: an errno says what happened, this says to whom. */
  isOfQuery: boolean;
}

function innermost(error: unknown): Innermost | undefined {
  let found: Innermost | undefined;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (!('code' in cause) || typeof cause.code !== 'string') continue;
    found = { code: cause.code, message: cause.message, isOfQuery: 'query' in cause && 'parameters' in cause };
  }
  return found;
}
