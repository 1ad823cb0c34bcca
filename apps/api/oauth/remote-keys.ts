import { isDeepStrictEqual } from 'node:util';
import type { JWK } from 'jose';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { StoredOauthClient } from '#db/access/oauth-client.ts';
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

/**
 * Keys that clients publish themselves (`jwks_uri`). Fetched again if none `suffices`; empty if they cannot be fetched, which is told once a
 * day for each client.
 */
export function createRemoteKeys({ fetchJwks, log, notify }: Pick<ApiDeps, 'fetchJwks' | 'log' | 'notify'>) {
  const remembered = new Map<string, Remembered>();

  async function ask(client: StoredOauthClient, uri: string, entry: Remembered): Promise<void> {
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
      const reason = error instanceof Error ? error.message : String(error);
      log.info({ uri: withoutQuery(uri), reason }, 'keys of an OAuth client cannot be fetched');
      void tell(client, withoutQuery(uri), reason);
    }
    entry.asking = undefined;
  }

  async function tell({ id, partnerId }: StoredOauthClient, uri: string, reason: string): Promise<void> {
    const type = 'causeway.oauth_client.keys_unavailable';
    const day = new Date().toISOString().slice(0, 10);
    await notify(type, { client_id: id, partner_id: partnerId, jwks_uri: uri, reason }, `${type}/${id}/${day}`).catch((error: unknown) =>
      log.warn({ err: error }, 'an event about keys of an OAuth client could not be published'),
    );
  }

  return async (client: StoredOauthClient, uri: string, suffices: (keys: JWK[]) => boolean): Promise<JWK[]> => {
    const entry = remembered.get(uri) ?? { keys: [], ignored: [], readAt: 0, askedAt: 0, asking: undefined };
    remember(remembered, uri, entry);
    const isFresh = () => Date.now() - entry.readAt < FRESH_MS;
    if (!isFresh() || !suffices(entry.keys)) {
      if (!entry.asking && Date.now() - entry.askedAt >= ASK_EVERY_MS) entry.asking = ask(client, uri, entry);
      await entry.asking;
    }
    return isFresh() ? entry.keys : [];
  };
}

/** Queries can contain tokens. */
const withoutQuery = (uri: string) => uri.split('?', 1)[0] ?? uri;

function remember(entries: Map<string, Remembered>, uri: string, entry: Remembered): void {
  entries.set(uri, entry);
  const [oldest] = entries.keys();
  if (entries.size > MAX_REMEMBERED && oldest !== undefined) entries.delete(oldest);
}
