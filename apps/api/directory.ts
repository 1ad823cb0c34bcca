import { findApiKey, markKeysUsed, type StoredApiKey } from '#db/api-key.ts';
import { type Change, listenForChanges } from '#db/changes.ts';
import type { Sql } from '#db/database.ts';
import { findTenant, listFeatureFlags } from '#db/tenant.ts';
import type { FeatureFlag } from '#domain/feature-flag.ts';
import type { Tenant } from '#domain/partner.ts';
import type { Settings } from '#domain/settings.ts';
import { createLookupCache, type LookupCache } from './lookup-cache.ts';

/** Who there is, in memory: every request asks. */
export interface Directory {
  apiKeys: LookupCache<StoredApiKey>;
  tenants: LookupCache<Tenant>;
  /** All of them, under the one key `all`. */
  flags: LookupCache<FeatureFlag[]>;
  /** For the key's `last_used_at`, which is written now and then. */
  noteUse(keyId: string): void;
  writeUses(): Promise<void>;
  /** Whether changes are heard as they happen. */
  readonly isListening: boolean;
  close(): Promise<void>;
}

/** How long a key may be refused that was created a moment after it was tried, if its announcement is missed. */
const UNKNOWN_MS = 2_000;
/** Without announcements everything is looked up again after this long. */
const DEAF_MS = 1_000;
const WRITE_USES_MS = 60_000;
const MAX_CACHED = 10_000;

/**
 * What is found is used for `gateway.tenant_cache_ttl_s`. A change is announced by the database as it commits, and forgotten
 * here at once. While announcements cannot be heard, entries are looked up again each second if the database answers, and
 * serve to the end of their time if it does not.
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

  function onChange({ table, key }: Change): void {
    if (table === 'api_key') apiKeys.forget(key);
    else if (table === 'partner' || table === 'partner_flag') tenants.forget(key);
    else if (table === 'feature_flag') flags.forgetAll();
  }
  const listener = listenForChanges(url, {
    onChange,
    onGap: () => [apiKeys, tenants, flags].forEach((cache) => cache.forgetAll()),
  });

  const used = new Set<string>();
  async function writeUses(): Promise<void> {
    const ids = [...used];
    used.clear();
    // Of no consequence when it fails: the key will be used again.
    if (ids.length > 0) await markKeysUsed(sql, ids).catch(() => undefined);
  }
  const timer = setInterval(() => void writeUses(), WRITE_USES_MS).unref();

  return {
    apiKeys,
    tenants,
    flags,
    writeUses,
    get isListening() {
      return listener.isListening;
    },
    noteUse: (keyId) => void used.add(keyId),
    async close() {
      clearInterval(timer);
      await Promise.all([listener.close(), writeUses()]);
    },
  };
}
