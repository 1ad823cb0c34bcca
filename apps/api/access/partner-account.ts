import type { Principal } from '#apps/api/http/principal.ts';
import { limitOf, type RateLimit } from '#domain/partners/partner-rate-limit.ts';
import type { Settings } from '#domain/settings.ts';

/** A page of the console asks several times at once. All people of a partner share it, so that inviting more brings no more. A partner that may send more may do so here, too. */
const PEOPLE: RateLimit = { per_minute: 300, burst: 60 };

/**
 * Whose bucket a request takes from: that of the partner's programs, or that of its people, so that neither locks out the other. Null: the
 * company's own, which has none, also while one of its people looks as a partner.
 */
export function accountOf(principal: Principal, settings: Settings): { account: string; limit: RateLimit } | null {
  if (principal.kind === 'platform' || principal.isView) return null;
  const { partnerId, tenant, sessionId } = principal;
  const limit = limitOf(tenant, settings.rate_limit);
  if (sessionId === undefined) return { account: partnerId, limit };
  const { per_minute, burst } = PEOPLE;
  return {
    account: `${partnerId}/people`,
    limit: { per_minute: Math.max(per_minute, limit.per_minute), burst: Math.max(burst, limit.burst) },
  };
}
