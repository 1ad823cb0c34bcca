import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import { isConnectionLost, isDeadlock } from './failure.ts';

type Pool = postgres.Sql;
type Work = (tx: postgres.TransactionSql) => unknown;

/** Each costs a second, PostgreSQL's deadlock_timeout. */
const maxDeadlocks = 5;
/** Until the other transaction has taken the lock that was freed. Without a wait, a busy machine lets this one take it again first. */
const lockWaitMs = [10, 50] as const;

/**
 * A postgres.js pool that is replaced as a whole if one of its connections is lost. In 3.4.9, queries that were sent on such a connection, or
 * are sent after the loss (such as a transaction's ROLLBACK), never settle, or writing to the closed socket ends the process. Queries of the
 * old pool fail immediately as unavailable, and the next query uses a new pool. A transaction that PostgreSQL rolled back to end a deadlock is
 * run again.
 */
export function openRenewedPool(url: string, options: postgres.Options<{}>): Pool {
  let current = open();
  let ended = false;

  function open(): Pool {
    const pool: Pool = postgres(url, {
      ...options,
      onclose() {
        // Also called for each connection of a discarded pool.
        if (current !== pool || ended) return;
        current = open();
        void pool.end({ timeout: 0 });
      },
    });
    return pool;
  }

  function begin(work: Work): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const guarded: Work = async (tx) => {
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
    });
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
    unsafe: (...asked: Parameters<Pool['unsafe']>) => alone(current.unsafe(...asked)),
    end: (how?: { timeout?: number }) => {
      ended = true;
      return current.end(how);
    },
  };
  return new Proxy(current, {
    apply: (_target, _self, args: Parameters<Pool>) => alone(current(...args)),
    get: (_target, name) => own[name as string] ?? Reflect.get(current, name),
  });
}

/**
 * Disables pipelining. postgres.js would send up to 100 statements to a connection before their results arrive. They would wait for a slow
 * statement although another connection is free. And a BEGIN that is the hundredth, or finds the socket full, fails and leaves its connection
 * inside the transaction, together with all later statements (execute in its connection.js).
 */
function alone<Asked>(asked: Asked): Asked {
  const { options } = asked as { options?: { onexecute?: () => boolean } };
  // Only queries have options; fragments and identifiers are created by the same function.
  if (options) options.onexecute = () => false;
  return asked;
}
