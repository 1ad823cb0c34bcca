import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

/** A notification of a change: the table, and the id under which processes cache the row. */
export interface Change {
  table: string;
  key: string;
}

export interface ChangeListener {
  /** Whether, as far as is known, every change since the last `onGap` has been received. */
  readonly isListening: boolean;
  close(): Promise<void>;
}

const channel = 'causeway_changed';
/** A connection can be lost silently, so it is checked at this interval and must respond within this time. */
const beatMs = 2_000;
const patienceMs = 2_000;
const reconnectMs = 500;

/**
 * Listens on a dedicated connection to the notifications of the triggers. `onGap` is called whenever notifications can have been missed: at
 * the start, and after each loss of the connection.
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
        // Cached rows are read again until the next connection listens.
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
  const timer = setTimeout(() => reject(new Error('PostgreSQL did not respond in time')), patienceMs);
  return Promise.race([query, promise]).finally(() => clearTimeout(timer));
}

function readChange(payload: string): Change {
  const at = payload.indexOf(':');
  return { table: payload.slice(0, at), key: payload.slice(at + 1) };
}
