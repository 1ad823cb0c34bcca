import { MAX_ACCESS_TOKEN_S } from '#domain/access/gateway-settings.ts';
import type { LookupCache } from './lookup-cache.ts';

/** Which access tokens were revoked before their time. */
export interface Revocations {
  isRevoked(jti: string): Promise<boolean>;
  /** One was revoked, here or elsewhere. */
  note(jti: string): void;
}

/**
 * The list as it was read, and what was heard since. An announcement does not say when its token expires, so it is
 * remembered for as long as any token can live.
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
