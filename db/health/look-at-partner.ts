import type { Queryable } from '#db/database.ts';
import { isWorse } from '#domain/health/health.ts';
import { type Look, stalest } from '#domain/health/look.ts';
import { judgePartner } from '#domain/health/partner-health.ts';
import type { PartnerStatus } from '#domain/partners/partner.ts';
import { lookAtEndpoints } from './look-at-endpoints.ts';

interface HealthPartner {
  id: string;
  name: string;
  status: PartnerStatus;
  statusReason: string | null;
}

/** A partner has more than this only if the operator has raised its limit; the rest is in the list. */
const MAX_ENDPOINTS = 200;

/** A partner, and its endpoints one by one. */
export async function lookAtPartner(sql: Queryable, partner: HealthPartner, now: Date): Promise<{ partner: Look; endpoints: Look[] }> {
  const endpoints = await lookAtEndpoints(sql, { partnerIds: [partner.id], limit: MAX_ENDPOINTS }, { now });
  const latest = <T>(values: readonly T[], at: (value: T) => Date): T | null =>
    values.reduce<T | null>((best, value) => (best === null || at(value) > at(best) ? value : best), null);
  // What is wrong with the partner itself is told once: its endpoints repeat it.
  const own = endpoints.filter(({ verdict }) => verdict.code !== 'partner_not_active');
  return {
    endpoints,
    partner: {
      kind: 'partner',
      ...{ id: partner.id, name: partner.name, partnerId: partner.id, vendor: null },
      verdict: judgePartner({ ...partner, endpoints: own.map(({ verdict }) => verdict) }),
      lastSuccessAt: latest(
        endpoints.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []),
        (at) => at,
      ),
      lastError: latest(
        endpoints.flatMap(({ lastError }) => lastError ?? []),
        ({ at }) => at,
      ),
      freshness: stalest(endpoints.flatMap(({ freshness }) => freshness ?? [])),
      failedRecords: endpoints.reduce((sum, { failedRecords }) => sum + failedRecords, 0),
      quota: null,
      nextRunAt: endpoints
        .filter(({ verdict }) => isWorse(verdict.state, 'healthy'))
        .reduce<Date | null>((next, { nextRunAt }) => (nextRunAt && (next === null || nextRunAt < next) ? nextRunAt : next), null),
    },
  };
}
