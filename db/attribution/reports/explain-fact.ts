import { nothingAffected } from '#db/attribution/versions/affected.ts';
import { readUnits } from '#db/attribution/versions/credit-unit.ts';
import type { Version } from '#db/attribution/versions/version.ts';
import { creditedOf } from '#db/attribution/versions/write-credits.ts';
import type { Sql } from '#db/database.ts';
import type { Credit } from '#domain/attribution/credits.ts';
import { explainPath, type PathExplanation } from '#domain/attribution/explain-path.ts';
import type { LostReason } from '#domain/attribution/facts.ts';

/** Everything behind the credits of a fact. */
export interface FactExplanation extends PathExplanation {
  factId: string;
  scope: string;
  type: 'conversion' | 'revenue' | 'cost';
  /** Why the company itself gets all of it; null if touches explain it, and for costs. */
  lost: LostReason | null;
  /** A refund waits for its sale, and brings nothing until then. */
  isWaiting: boolean;
  /** Of a sale, its refunds; of a refund, its sale and its other refunds; of a subscription, all its changes. In order. */
  chain: string[];
  /** What it brings each partner, as `creditsOf` computes it: the shares of `byModel` are in the order of `models`. */
  credits: Credit[];
}

/**
 * Explains a conversion, a revenue or a cost by its id: which touches counted, what each weighs by each model, and what follows. Computed anew from the facts,
 * by the code that credits them; null if there is no such fact. `scopes` are those that the caller may see.
 */
export async function explainFact(sql: Sql, version: Version, factId: string): Promise<FactExplanation | null> {
  const affected = nothingAffected();
  const ids = new Set([factId]);
  Object.assign(affected, { conversionIds: ids, revenueIds: ids, costIds: ids });
  const units = await readUnits(sql, affected);
  const unit = units.find(({ factIds }) => factIds.includes(factId));
  if (unit === undefined) return null;
  const { credits, lost } = creditedOf(unit, version);
  const { fact, history, scope, isWaiting, factIds } = unit;
  const path = fact.type === 'cost' ? { goal: null, touches: [], sourcedBy: null, influencedBy: [] } : explainPath(fact, history, version);
  return {
    ...path,
    ...{ factId, scope, type: fact.type, lost, isWaiting, chain: factIds.length > 1 ? factIds : [] },
    credits: credits.filter((credit) => credit.factId === factId),
  };
}
