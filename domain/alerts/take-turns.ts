/** What is wrong with many subjects of many partners. */
interface Shared<One> {
  /** Null for what belongs to the company. */
  partnerOf: (one: One) => string | null;
  /** What has a smaller number comes first. */
  rankOf: (one: One) => number;
  /** So many are taken, and so many of one partner. */
  limit: number;
  ofPartner: number;
}

/**
 * Takes as many as may be: those of the best rank first, of which the partners take turns. So a partner of which everything is wrong hides nobody
 * else. `crowded`: how many of which partner are not taken because it has as many as one may have; `beyond`: how many others are not.
 */
export function takeTurns<One>(
  all: readonly One[],
  { partnerOf, rankOf, limit, ofPartner }: Shared<One>,
): { taken: One[]; left: One[]; crowded: ReadonlyMap<string, number>; beyond: number } {
  const [counts, crowded] = [new Map<string, number>(), new Map<string, number>()];
  const inTurn = all
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((one) => {
      const partnerId = partnerOf(one);
      const turn = partnerId === null ? 0 : (counts.get(partnerId) ?? 0);
      if (partnerId !== null) counts.set(partnerId, turn + 1);
      if (partnerId !== null && turn >= ofPartner) crowded.set(partnerId, (crowded.get(partnerId) ?? 0) + 1);
      return { one, turn };
    });
  const fitting = inTurn.filter(({ turn }) => turn < ofPartner).toSorted((a, b) => rankOf(a.one) - rankOf(b.one) || a.turn - b.turn);
  const rest = [...fitting.slice(limit), ...inTurn.filter(({ turn }) => turn >= ofPartner)];
  return {
    taken: fitting.slice(0, limit).map(({ one }) => one),
    left: rest.map(({ one }) => one),
    crowded,
    beyond: Math.max(0, fitting.length - limit),
  };
}
