import { type Fact, goalOf } from './credits.ts';
import { type LostReason, models } from './facts.ts';
import type { Learnt } from './models/learnt.ts';
import { weigh } from './models/weigh.ts';
import { type Goal, type History, influencedBy, pathTo, refusal, sourcedBy, type Touch } from './path.ts';
import type { VersionSettings } from './version-settings.ts';

/** A touch of the subject, and what it counts. */
interface WeighedTouch extends Touch {
  /** Why it does not count; null if it does. */
  refusal: LostReason | null;
  /** Its part of the path by each model, from 0 to 1, in the order of `models`; empty if it does not count. */
  weights: number[];
}

export interface PathExplanation {
  /** What the touches led to, with its time in milliseconds: the conversion, or the revenue itself. Null for a cost. */
  goal: (Goal & { leadAt: number | null; opportunityAt: number | null }) | null;
  /** All touches of the subject, those that count first, in the order of the path. */
  touches: WeighedTouch[];
  /** Null: the company itself. */
  sourcedBy: string | null;
  influencedBy: string[];
}

/** The touches behind a goal: which of them count, why the others do not, and how much each weighs. */
export function explainPath(
  fact: Exclude<Fact, { type: 'cost' }>,
  history: History | null,
  { settings, learnt }: { settings: VersionSettings; learnt: Learnt },
): PathExplanation {
  const path = pathTo(goalOf(fact, history), history, settings);
  const weights = path.touches.length === 0 ? [] : models.map((model) => fractions(weigh[model](path, settings, learnt)));
  const counted = path.touches.map((touch, place) => ({ ...touch, refusal: null, weights: weights.map((of) => of[place] ?? 0) }));
  const refused = (history?.touches ?? []).flatMap((touch) => {
    const reason = refusal(touch, path.goal, settings);
    return reason === null ? [] : [{ ...touch, refusal: reason, weights: [] }];
  });
  return {
    goal: { ...path.goal, leadAt: path.leadAt, opportunityAt: path.opportunityAt },
    touches: [...counted, ...refused.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))],
    ...{ sourcedBy: sourcedBy(path), influencedBy: influencedBy(path) },
  };
}

function fractions(weights: bigint[]): number[] {
  const sum = weights.reduce((added, weight) => added + weight, 0n);
  return weights.map((weight) => Number((weight * 1_000_000_000n) / sum) / 1e9);
}
