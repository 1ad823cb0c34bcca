import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import { isConnectionLost, isDeadlock } from './failure.ts';
import { SilenceWatch } from './silence-watch.ts';

type Pool = postgres.Sql;
type Work = (tx: postgres.TransactionSql) => unknown;

/** Each costs a second, PostgreSQL's deadlock_timeout. */
const maxDeadlocks = 5;
/** Until the other transaction has taken the lock that was freed. Without a wait, a busy machine lets this one take it again first. */
const lockWaitMs = [10, 50] as const;

const watches = new WeakMap<Pool, SilenceWatch>();

/** How many statements and transactions of a pool have a connection, and how many wait for one. */
export function poolUsage(pool: Pool): { running: number; waiting: number } {
  return watches.get(pool)?.usage ?? { running: 0, waiting: 0 };
}

/**
 * A postgres.js pool that is replaced as a whole if one of its connections is lost. In 3.4.9, queries that were sent on such a connection, or
 * are sent after the loss (such as a transaction's ROLLBACK), never settle, or writing to the closed socket ends the process. Queries of the
 * old pool fail immediately as unavailable, and the next query uses a new pool. The same happens if PostgreSQL hangs. A transaction that
 * PostgreSQL rolled back to end a deadlock is run again.
 */
export function openRenewedPool(url: string, options: postgres.Options<{}>): Pool {
  let current = open();
  let ended = false;
  /** The transactions that run now, each by what rejects it. */
  const transactions = new Set<(error: Error) => void>();
  const watch = new SilenceWatch({ probe: () => probeServer(url), onHang: renew });

  function open(): Pool {
    const pool: Pool = postgres(url, {
      ...options,
      onclose() {
        // Also called for each connection of a discarded pool.
        if (current === pool && !ended) renew();
      },
    });
    return pool;
  }

  function renew(): void {
    const lost = current;
    current = open();
    void lost.end({ timeout: 0 });
    // postgres.js only rejects what it has sent. A transaction between two statements would send the next one to the closed socket.
    for (const reject of transactions) reject(Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_DESTROYED' }));
  }

  function begin(work: Work): Promise<unknown> {
    const wait = watch.begin();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    transactions.add(reject);
    const guarded: Work = async (tx) => {
      wait.hasConnection = true;
      try {
        return await work(tx);
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
        // The caller's promise rejects now. The pool's never settles, because the pool would send a ROLLBACK on a lost connection.
        reject(error);
        return new Promise(() => {});
      }
    };
    current.begin(guarded).then(resolve, reject);
    return promise.finally(() => {
      transactions.delete(reject);
      watch.end(wait, { isAnswer: false });
    });
  }

  function watched<Asked>(asked: Asked): Asked {
    if (asked instanceof Promise) followQuery(asked as unknown as Query, watch);
    return asked;
  }

  const own: Record<string, unknown> = {
    begin: async (work: Work) => {
      for (let tries = 1; ; tries++) {
        try {
          return await begin(work);
        } catch (error) {
          if (!isDeadlock(error) || tries === maxDeadlocks) throw error;
          await setTimeout(randomInt(...lockWaitMs));
        }
      }
    },
    unsafe: (...asked: Parameters<Pool['unsafe']>) => watched(current.unsafe(...asked)),
    end: (how?: { timeout?: number }) => {
      ended = true;
      watch.close();
      return current.end(how);
    },
  };
  const renewed = new Proxy(current, {
    apply: (_target, _self, args: Parameters<Pool>) => watched(current(...args)),
    get: (_target, name) => own[name as string] ?? Reflect.get(current, name),
  });
  watches.set(renewed, watch);
  return renewed;
}

/** The parts of a postgres.js query (query.js, connection.js) that tell when it is sent and when it ends. */
interface Query {
  options: { onexecute?: () => boolean };
  /** Called when somebody awaits the query. Fragments of other queries are never awaited. */
  handler: (query: Query) => void;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Tells the watch about a query, and disables pipelining. postgres.js would send up to 100 statements to a connection before their results
 * arrive. They would wait for a slow statement although another connection is free. And a BEGIN that is the hundredth, or finds the socket
 * full, fails and leaves its connection inside the transaction, together with all later statements (execute in its connection.js).
 */
function followQuery(query: Query, watch: SilenceWatch): void {
  const { handler, resolve, reject } = query;
  query.handler = (self) => {
    const wait = watch.begin();
    query.options.onexecute = () => {
      watch.run(wait);
      return false;
    };
    query.resolve = (result) => {
      watch.end(wait, { isAnswer: true });
      resolve(result);
    };
    query.reject = (error) => {
      watch.end(wait, { isAnswer: error instanceof postgres.PostgresError });
      reject(error);
    };
    handler(self);
  };
}

/** Whether the server greets a new connection. An error that it reports, such as too many connections, is a response too. */
async function probeServer(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false, onnotice: () => {} });
  try {
    await sql`select`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
  } finally {
    void sql.end({ timeout: 0 });
  }
}
