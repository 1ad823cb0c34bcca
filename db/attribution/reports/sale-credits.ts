import { nothingAffected } from '#db/attribution/versions/affected.ts';
import { readUnits } from '#db/attribution/versions/credit-unit.ts';
import { usePlansByIndex } from '#db/attribution/versions/plans.ts';
import type { Version } from '#db/attribution/versions/version.ts';
import { creditingUnits } from '#db/attribution/versions/write-credits.ts';
import type { Sql } from '#db/database.ts';
import type { Credit } from '#domain/attribution/credits.ts';

/** What sales bring each partner, by sale. Computed anew from the facts, as `explainFact` does it for one. */
export async function readSaleCredits(sql: Sql, version: Version, saleIds: readonly string[]): Promise<ReadonlyMap<string, Credit[]>> {
  if (saleIds.length === 0) return new Map();
  const units = await sql.begin(async (tx) => {
    await usePlansByIndex(tx);
    return readUnits(tx, { ...nothingAffected(), revenueIds: new Set(saleIds) });
  });
  const credit = creditingUnits(version);
  const wanted = new Set(saleIds);
  const credits = units.flatMap((unit) => credit(unit).credits).filter(({ factId }) => wanted.has(factId));
  return Map.groupBy(credits, ({ factId }) => factId);
}
