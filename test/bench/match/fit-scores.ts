interface Observed {
  score: number;
  same: boolean;
}

/** Steps of scores up to `to`, with the share of pairs that are one company. */
export type Fit = { to: number; share: number }[];

/** Fewer pairs say little of how often such pairs are one company. */
const leastPairs = 25;

/** Isotonic regression: the share of pairs that are one company never falls as the score rises. */
export function fitOf(observed: Observed[]): Fit {
  const pooled: { to: number; pairs: number; same: number }[] = [];
  const byScore = Map.groupBy(observed, ({ score }) => score);
  for (const [to, pairs] of [...byScore].toSorted(([a], [b]) => a - b)) {
    let step = { to, pairs: pairs.length, same: pairs.filter(({ same }) => same).length };
    for (let before = pooled.at(-1); before && (before.pairs < leastPairs || shareOf(before) >= shareOf(step)); before = pooled.at(-1)) {
      pooled.pop();
      step = { to, pairs: before.pairs + step.pairs, same: before.same + step.same };
    }
    pooled.push(step);
  }
  return pooled.map((step) => ({ to: step.to, share: shareOf(step) }));
}

export function fittedScore(fit: Fit, score: number): number {
  return (fit.find(({ to }) => score <= to) ?? fit.at(-1))?.share ?? score;
}

const shareOf = ({ pairs, same }: { pairs: number; same: number }): number => same / pairs;
