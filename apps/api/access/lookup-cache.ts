interface Entry<Value> {
  value: Value | undefined;
  readAt: number;
}

/** Remembers for a time what a lookup found, and that it found nothing. */
export interface LookupCache<Value> {
  /** What is remembered as found; undefined when that is unknown or due to be looked up. */
  cached(key: string): Value | undefined;
  get(key: string): Promise<Value | undefined>;
  /** Something changed: the next `get` asks. */
  forget(key: string): void;
  forgetAll(): void;
}

interface CacheTimes {
  /** How long what was found is used without asking again. */
  freshMs: () => number;
  /** How long it is used at most, when asking fails. */
  staleMs: () => number;
  /** How long it is believed that there is nothing. */
  unknownMs: number;
  max: number;
  /** How long what may be used still is waited for anew. */
  patienceMs?: number;
  now?: () => number;
}

interface Lookup<Value> {
  answer: Promise<Value | undefined>;
  startedAt: number;
}

/** Much longer than a look-up takes while PostgreSQL is well. One that hangs would take until its connection is given up. */
const PATIENCE_MS = 250;

/**
 * Concurrent lookups of one key share a query; a failed one is not remembered. What was found and what was not are kept
 * apart: a stream of made-up keys must not push the real ones out.
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
        // Forgotten meanwhile: this may be what it was before the change.
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

/** Oldest first out: a Map keeps the order of insertion. */
function remember<Value>(entries: Map<string, Entry<Value>>, key: string, entry: Entry<Value>, max: number): void {
  entries.delete(key);
  entries.set(key, entry);
  if (entries.size <= max) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}

function within<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), Math.max(0, patienceMs));
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
