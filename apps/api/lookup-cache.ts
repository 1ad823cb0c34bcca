interface Entry<Value> {
  value: Value | undefined;
  expiresAt: number;
}

/** Remembers for a short time what a lookup found, and that it found nothing. */
export interface LookupCache<Value> {
  /** What is remembered as found; undefined when that is unknown or stale. */
  cached(key: string): Value | undefined;
  get(key: string): Promise<Value | undefined>;
}

/**
 * Concurrent lookups of one key share a query; a failed one is not remembered. What was found and what was not are kept
 * apart: a stream of made-up keys must not push the real ones out.
 */
export function createLookupCache<Value>(
  find: (key: string) => Promise<Value | undefined>,
  { knownMs, unknownMs, max, now = Date.now }: { knownMs: number; unknownMs: number; max: number; now?: () => number },
): LookupCache<Value> {
  const known = new Map<string, Entry<Value>>();
  const unknown = new Map<string, Entry<Value>>();
  const running = new Map<string, Promise<Value | undefined>>();

  const fresh = (entries: Map<string, Entry<Value>>, key: string) => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > now() ? entry : undefined;
  };
  const lookUp = async (key: string) => {
    try {
      const value = await find(key);
      if (value === undefined) remember(unknown, key, { value, expiresAt: now() + unknownMs }, max);
      else remember(known, key, { value, expiresAt: now() + knownMs }, max);
      return value;
    } finally {
      running.delete(key);
    }
  };

  return {
    cached: (key) => fresh(known, key)?.value,
    async get(key) {
      const entry = fresh(known, key) ?? fresh(unknown, key);
      if (entry) return entry.value;
      const lookup = running.get(key) ?? lookUp(key);
      running.set(key, lookup);
      return await lookup;
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
