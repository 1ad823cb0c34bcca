import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

/** What the database tells of a change: the table, and the id by which processes remember the row. */
export interface Change {
  table: string;
  key: string;
}

export interface ChangeListener {
  /** Whether every change since the last `onGap` has been heard, as far as can be known. */
  readonly isListening: boolean;
  close(): Promise<void>;
}

const channel = 'causeway_changed';
/** A connection can be gone without a word: it is asked this often, and given this long. */
const beatMs = 2_000;
const patienceMs = 2_000;
const reconnectMs = 500;

/**
 * Listens on a connection of its own to what the triggers announce. `onGap` is called whenever changes may have been missed:
 * at the start, and each time after a connection was lost.
 */
export function listenForChanges(
  url: string,
  { onChange, onGap, name = 'causeway' }: { onChange: (change: Change) => void; onGap: () => void; name?: string },
): ChangeListener {
  let isListening = false;
  const closing = new AbortController();
  const running = keepListening();

  async function keepListening(): Promise<void> {
    while (!closing.signal.aborted) {
      const lost = Promise.withResolvers<void>();
      const sql = postgres(url, {
        max: 1,
        idle_timeout: 0,
        max_lifetime: null,
        connect_timeout: 5,
        fetch_types: false,
        connection: { application_name: `${name}-listen` },
        onnotify: (_channel: string, payload: string) => onChange(readChange(payload)),
        onclose: () => lost.resolve(),
      } as postgres.Options<{}>);
      try {
        await within(sql.unsafe(`listen ${channel}`));
        isListening = true;
        onGap();
        while (!closing.signal.aborted) {
          await Promise.race([lost.promise.then(() => Promise.reject(new Error('the connection was lost'))), pause(beatMs)]);
          if (!closing.signal.aborted) await within(sql`select`);
        }
      } catch {
        // What is remembered is looked up again until the next connection listens.
      }
      isListening = false;
      await sql.end({ timeout: 0 }).catch(() => undefined);
      await pause(reconnectMs);
    }
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);

  return {
    get isListening() {
      return isListening;
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

function within<Result>(query: PromiseLike<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('PostgreSQL did not answer in time')), patienceMs);
  return Promise.race([query, promise]).finally(() => clearTimeout(timer));
}

function readChange(payload: string): Change {
  const at = payload.indexOf(':');
  return { table: payload.slice(0, at), key: payload.slice(at + 1) };
}
