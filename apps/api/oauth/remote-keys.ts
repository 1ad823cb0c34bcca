import { isDeepStrictEqual } from 'node:util';
import type { JWK } from 'jose';
import type { ApiDeps } from '#apps/api/deps.ts';
import { type IgnoredKey, readPublishedJwks } from '#domain/access/client-jwks.ts';

/** How long a client's keys are cached. A withdrawn key works at most this long. */
const FRESH_MS = 5 * 60_000;
/** Minimum interval between requests to a host. Made-up key ids or a host that does not respond cannot cause more. */
const ASK_EVERY_MS = 15_000;
const MAX_REMEMBERED = 1_000;
/** Of the keys that are ignored, so many are named in the log: a set may hold anything. */
const MAX_TOLD = 10;

interface Remembered {
  keys: JWK[];
  ignored: IgnoredKey[];
  readAt: number;
  askedAt: number;
  asking: Promise<void> | undefined;
}

/** Keys that clients publish themselves (`jwks_uri`). Fetched again if none `suffices`; empty if they cannot be fetched. */
export function createRemoteKeys(fetchJwks: ApiDeps['fetchJwks'], log: ApiDeps['log']) {
  const remembered = new Map<string, Remembered>();

  async function ask(uri: string, entry: Remembered): Promise<void> {
    entry.askedAt = Date.now();
    try {
      const { keys, ignored = [] } = readPublishedJwks(await fetchJwks(uri));
      // Logged once for each change of the set, which is read every few minutes.
      if (ignored.length > 0 && !isDeepStrictEqual(ignored, entry.ignored)) {
        log.warn(
          { uri: withoutQuery(uri), ignored: ignored.slice(0, MAX_TOLD), count: ignored.length },
          'keys of an OAuth client are ignored',
        );
      }
      entry.keys = keys;
      entry.ignored = ignored;
      entry.readAt = Date.now();
    } catch (error) {
      log.warn(
        { uri: withoutQuery(uri), problem: error instanceof Error ? error.message : String(error) },
        'keys of an OAuth client cannot be fetched',
      );
    }
    entry.asking = undefined;
  }

  return async (uri: string, suffices: (keys: JWK[]) => boolean): Promise<JWK[]> => {
    const entry = remembered.get(uri) ?? { keys: [], ignored: [], readAt: 0, askedAt: 0, asking: undefined };
    remember(remembered, uri, entry);
    const isFresh = () => Date.now() - entry.readAt < FRESH_MS;
    if (!isFresh() || !suffices(entry.keys)) {
      if (!entry.asking && Date.now() - entry.askedAt >= ASK_EVERY_MS) entry.asking = ask(uri, entry);
      await entry.asking;
    }
    return isFresh() ? entry.keys : [];
  };
}

/** Queries can contain tokens. */
const withoutQuery = (uri: string) => uri.split('?', 1)[0];

function remember(entries: Map<string, Remembered>, uri: string, entry: Remembered): void {
  entries.set(uri, entry);
  const [oldest] = entries.keys();
  if (entries.size > MAX_REMEMBERED && oldest !== undefined) entries.delete(oldest);
}
