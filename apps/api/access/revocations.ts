import { MAX_ACCESS_TOKEN_S } from '#domain/access/gateway-settings.ts';
import type { LookupCache } from './lookup-cache.ts';

/** Access tokens that were revoked before they expired. */
export interface Revocations {
  isRevoked(jti: string): Promise<boolean>;
  /** A token was revoked, by this process or another. */
  note(jti: string): void;
}

/**
 * The list as it was last read, plus later notifications. A notification does not contain the token's expiry, so its entry is kept for the
 * maximum lifetime of a token.
 */
export function createRevocations(lists: LookupCache<Set<string>>, now = Date.now): Revocations {
  const heard = new Map<string, number>();
  return {
    note(jti) {
      for (const [old, until] of heard) {
        if (until > now()) break;
        heard.delete(old);
      }
      heard.set(jti, now() + MAX_ACCESS_TOKEN_S * 1_000);
    },
    async isRevoked(jti) {
      if (heard.has(jti)) return true;
      const list = lists.cached('all') ?? (await lists.get('all'));
      return list?.has(jti) ?? false;
    },
  };
}
