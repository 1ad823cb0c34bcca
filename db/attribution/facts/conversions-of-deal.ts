import type { Queryable } from '#db/database.ts';
import { liveScope } from '#domain/attribution/facts.ts';

/** The conversions that a deal has told by itself, oldest first. */
export function listConversionsOfDeal(sql: Queryable, dealId: string): Promise<{ id: string; kind: string; occurredAt: Date }[]> {
  return sql<{ id: string; kind: string; occurredAt: Date }[]>`
    select id, kind, occurred_at as "occurredAt" from conversion
    where scope = ${liveScope} and origin = 'deals' and external_id in (${`${dealId}/opportunity`}, ${`${dealId}/customer`}) order by occurred_at, id limit 20`;
}
