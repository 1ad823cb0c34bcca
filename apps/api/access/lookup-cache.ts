interface Entry<Value> {
  value: Value | undefined;
  readAt: number;
}

/** Caches the results of a lookup for a limited time, including "not found". */
export interface LookupCache<Value> {
  /** The cached value; undefined if there is none or if it is due for a lookup. */
  cached(key: string): Value | undefined;
  get(key: string): Promise<Value | undefined>;
  /** The value changed: the next `get` looks it up. */
  forget(key: string): void;
  forgetAll(): void;
}

interface CacheTimes {
  /** How long a found value is used without another lookup. */
  freshMs: () => number;
  /** How long it is used at most while lookups fail. */
  staleMs: () => number;
  /** How long "not found" is cached. */
  unknownMs: number;
  max: number;
  /** How long to wait for a lookup while a stale value is still usable. */
  patienceMs?: number;
  now?: () => number;
}

interface Lookup<Value> {
  answer: Promise<Value | undefined>;
  startedAt: number;
}

/**
 * Much longer than a lookup takes while PostgreSQL is healthy. Without this limit a hanging lookup would block until its connection times
 * out.
 */
const PATIENCE_MS = 250;

/**
 * Concurrent lookups of one key share a query. Failed lookups are not cached. Found and not-found entries have separate limits, so that a
 * stream of made-up keys cannot evict the real ones.
 */
export function createLookupCache<Value>(
  find: (key: string) => Promise<Value | undefined>,
  { freshMs, staleMs, unknownMs, max, patienceMs = PATIENCE_MS, now = Date.now }: CacheTimes,
): LookupCache<Value> {
  const known = new Map<string, Entry<Value>>();
  const unknown = new Map<string, Entry<Value>>();
  const running = new Map<string, Lookup<Value>>();

  const younger = (entries: Map<string, Entry<Value>>, key: string, ms: number) => {
    const entry = entries.get(key);
    return entry && now() - entry.readAt < ms ? entry : undefined;
  };

  function lookUp(key: string): Lookup<Value> {
    const startedAt = now();
    const answer = find(key)
      .then((value) => {
        // Evicted while the query was running: the result may predate the change.
        if (running.get(key) === lookup) remember(value === undefined ? unknown : known, key, { value, readAt: startedAt }, max);
        return value;
      })
      .finally(() => {
        if (running.get(key) === lookup) running.delete(key);
      });
    const lookup = { answer, startedAt };
    running.set(key, lookup);
    return lookup;
  }

  async function get(key: string): Promise<Value | undefined> {
    const entry = younger(known, key, freshMs()) ?? younger(unknown, key, unknownMs);
    if (entry) return entry.value;
    const { answer, startedAt } = running.get(key) ?? lookUp(key);
    try {
      return await (younger(known, key, staleMs()) ? within(startedAt + patienceMs - now(), answer) : answer);
    } catch (error) {
      const stale = younger(known, key, staleMs());
      if (stale) return stale.value;
      throw error;
    }
  }

  return {
    cached: (key) => younger(known, key, freshMs())?.value,
    get,
    forget(key) {
      for (const entries of [known, unknown, running]) entries.delete(key);
    },
    forgetAll() {
      for (const entries of [known, unknown, running]) entries.clear();
    },
  };
}

/** Evicts the oldest entry first: a Map iterates in insertion order. */
function remember<Value>(entries: Map<string, Entry<Value>>, key: string, entry: Entry<Value>, max: number): void {
  entries.delete(key);
  entries.set(key, entry);
  if (entries.size <= max) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}

function within<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the lookup timed out')), Math.max(0, patienceMs));
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
