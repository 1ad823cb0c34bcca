import type { Queryable } from '#db/database.ts';
import { platformPartnerId, type Tier } from '#domain/partners/partner.ts';

/** A partner that can earn, as the conditions of plans see it. */
export interface EarningPartner {
  id: string;
  tier: Tier;
  programmeId: string;
}

/** Those of the ids that exist, are not deleted, and are neither a sandbox nor the company itself, by id. */
export async function readEarningPartners(sql: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, EarningPartner>> {
  const rows = await sql<EarningPartner[]>`
    select id, tier, programme_id as "programmeId" from partner
    where id = any(${[...ids]}::text[]) and status <> 'deleted' and tier <> 'sandbox' and id <> ${platformPartnerId}`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** A page of those that can earn, after an id, with their fields. */
export function listFieldsOfPartners(
  sql: Queryable,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; fields: Record<string, unknown> }[]> {
  return sql<{ id: string; fields: Record<string, unknown> }[]>`
    select id, fields from partner
    where id > ${after} and status <> 'deleted' and tier <> 'sandbox' and id <> ${platformPartnerId} order by id limit ${limit}`;
}
