import type { Database } from '#db/database.ts';
import { inArray } from '#db/drizzle.ts';
import { partner } from '#db/schema.ts';
import type { PartnerRow } from './partner.ts';

type PartnerSummary = Pick<PartnerRow, 'id' | 'name' | 'tier' | 'status'>;

/** By their ids, also of those that were deleted. */
export async function readPartnerSummaries({ orm }: Pick<Database, 'orm'>, ids: Iterable<string>): Promise<Map<string, PartnerSummary>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const columns = { id: partner.id, name: partner.name, tier: partner.tier, status: partner.status };
  const rows = await orm.select(columns).from(partner).where(inArray(partner.id, wanted));
  return new Map(rows.map((row) => [row.id, row]));
}
