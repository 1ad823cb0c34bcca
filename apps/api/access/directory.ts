import { findApiKey, markKeysUsed, type StoredApiKey } from '#db/access/api-key.ts';
import { findOauthClient, markClientSecretsUsed, markClientsUsed, type StoredOauthClient } from '#db/access/oauth-client.ts';
import { listRevokedTokens } from '#db/access/oauth-token.ts';
import { listSigningKeys, type StoredSigningKey } from '#db/access/signing-key.ts';
import { findSession, markSessionsUsed, type StoredSession } from '#db/access/user-session.ts';
import { type Change, listenForChanges } from '#db/changes.ts';
import type { Sql } from '#db/database.ts';
import { findTenant, listFeatureFlags } from '#db/partners/tenant.ts';
import type { FeatureFlag } from '#domain/partners/feature-flag.ts';
import type { Tenant } from '#domain/partners/partner.ts';
import type { Settings } from '#domain/settings.ts';
import { createLookupCache, type LookupCache } from './lookup-cache.ts';
import { createRevocations, type Revocations } from './revocations.ts';

/** In-memory cache of keys, partners and OAuth clients, because every request reads them. */
export interface Directory {
  apiKeys: LookupCache<StoredApiKey>;
  tenants: LookupCache<Tenant>;
  /** All flags, under the single key `all`. */
  flags: LookupCache<FeatureFlag[]>;
  /** Keyed by client_id. */
  oauthClients: LookupCache<StoredOauthClient>;
  /** Signing keys of access tokens: all of them, newest first, under the single key `all`. */
  signingKeys: LookupCache<StoredSigningKey[]>;
  revocations: Revocations;
  /** Sessions of people who are signed in, by the hash of their secret. */
  sessions: LookupCache<StoredSession>;
  /** Records a use of the key for its `last_used_at`, which is written periodically. */
  noteUse(keyId: string): void;
  /** The same for an OAuth client, when it obtains a token. */
  noteClientUse(clientId: string): void;
  /** The same for one of its secrets that was rotated and is still used. */
  noteClientSecretUse(secretId: string): void;
  /** The same for a session, which ends when it is not used. */
  noteSessionUse(sessionId: string): void;
  writeUses(): Promise<void>;
  /** Whether change notifications are being received. */
  readonly isListening: boolean;
  close(): Promise<void>;
}

/** If a notification is missed, a key that was tried shortly before its creation can be rejected for this long. */
const UNKNOWN_MS = 2_000;
/** Without notifications every entry is looked up again after this time. */
const DEAF_MS = 1_000;
const WRITE_USES_MS = 60_000;
const MAX_CACHED = 10_000;

/**
 * Entries are used for `gateway.tenant_cache_ttl_s`. The database notifies the directory of each committed change, and the entry is evicted
 * immediately. While the listener is disconnected, entries are looked up again every second; if the database fails or does not respond,
 * they are used until they expire.
 */
export function openDirectory(deps: { sql: Sql; url: string; settings: () => Settings }): Directory {
  const { sql, url, settings } = deps;
  const ttlMs = () => settings().gateway.tenant_cache_ttl_s * 1_000;
  const times = {
    freshMs: () => (listener.isListening ? ttlMs() : Math.min(DEAF_MS, ttlMs())),
    staleMs: ttlMs,
    unknownMs: UNKNOWN_MS,
    max: MAX_CACHED,
  };
  const apiKeys = createLookupCache((publicId: string) => findApiKey(sql, publicId), times);
  const tenants = createLookupCache((id: string) => findTenant(sql, id), times);
  const flags = createLookupCache(() => listFeatureFlags(sql), times);
  const oauthClients = createLookupCache((id: string) => findOauthClient(sql, id), times);
  const signingKeys = createLookupCache(() => listSigningKeys(sql), times);
  const revokedTokens = createLookupCache(() => listRevokedTokens(sql), times);
  const revocations = createRevocations(revokedTokens);
  const sessions = createLookupCache((secretHash: string) => findSession(sql, secretHash), times);
  const caches = [apiKeys, tenants, flags, oauthClients, signingKeys, revokedTokens, sessions];

  function onChange({ table, key }: Change): void {
    if (table === 'api_key') apiKeys.forget(key);
    else if (table === 'partner' || table === 'partner_flag') tenants.forget(key);
    else if (table === 'feature_flag') flags.forgetAll();
    else if (table === 'oauth_client' || table === 'oauth_client_secret') oauthClients.forget(key);
    else if (table === 'oauth_signing_key') signingKeys.forgetAll();
    else if (table === 'oauth_revoked_token') revocations.note(key);
    else if (table === 'user_session') sessions.forget(key);
    else if (table === 'user_account') sessions.forgetAll();
  }
  const listener = listenForChanges(url, {
    onChange,
    onGap: () => caches.forEach((cache) => cache.forgetAll()),
  });

  const uses = {
    keys: collectUses((ids) => markKeysUsed(sql, ids)),
    clients: collectUses((ids) => markClientsUsed(sql, ids)),
    clientSecrets: collectUses((ids) => markClientSecretsUsed(sql, ids)),
    sessions: collectUses((ids) => markSessionsUsed(sql, ids)),
  };
  async function writeUses(): Promise<void> {
    for (const { write } of Object.values(uses)) await write();
  }
  const timer = setInterval(() => void writeUses(), WRITE_USES_MS).unref();

  return {
    apiKeys,
    tenants,
    flags,
    oauthClients,
    signingKeys,
    revocations,
    sessions,
    writeUses,
    get isListening() {
      return listener.isListening;
    },
    noteUse: uses.keys.note,
    noteClientUse: uses.clients.note,
    noteClientSecretUse: uses.clientSecrets.note,
    noteSessionUse: uses.sessions.note,
    async close() {
      clearInterval(timer);
      await Promise.all([listener.close(), writeUses()]);
    },
  };
}

/** Ids that were used since they were last written. A failure has no consequence: the next use is noted again. */
function collectUses(mark: (ids: string[]) => Promise<void>): { note: (id: string) => void; write: () => Promise<void> } {
  const used = new Set<string>();
  return {
    note: (id) => void used.add(id),
    async write() {
      const ids = [...used];
      used.clear();
      if (ids.length > 0) await mark(ids).catch(() => undefined);
    },
  };
}
