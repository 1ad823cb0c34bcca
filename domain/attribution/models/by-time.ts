import type { Path } from '#domain/attribution/path.ts';
import { toWeights } from '#domain/attribution/share-out.ts';
import { DAY_MS } from '#domain/days.ts';

/** A touch that is a half-life older than another one counts half as much. */
export function timeDecay({ touches, goal }: Path, { half_life_days }: { half_life_days: number }): bigint[] {
  return toWeights(touches.map(({ at }) => 2 ** ((at - goal.at) / (half_life_days * DAY_MS))));
}

/** 30 % each for the first touch, the lead and the opportunity; the touches that are none of these share 10 %. */
export const wShaped = (path: Path): bigint[] =>
  byMilestones(path, [0, touchAt(path, path.leadAt), touchAt(path, path.opportunityAt)], 300n);

/** 22.5 % each for the first touch, the lead, the opportunity and the close; the touches that are none of these share 10 %. */
export function fullPath(path: Path): bigint[] {
  const close = path.goal.kind === 'customer' ? path.touches.length - 1 : -1;
  return byMilestones(path, [0, touchAt(path, path.leadAt), touchAt(path, path.opportunityAt), close], 225n);
}

/** The last touch until a milestone is what made it; -1 if the milestone is missing, or older than all touches. */
const touchAt = ({ touches }: Path, at: number | null): number => (at === null ? -1 : touches.findLastIndex((touch) => touch.at <= at));

/** In thousandths, times the number of touches that share the rest. Milestones of one touch add up; what is missing leaves its part to the others. */
function byMilestones({ touches }: Path, milestones: number[], thousandths: bigint): bigint[] {
  const others = touches.filter((_, index) => !milestones.includes(index)).length;
  const each = thousandths * BigInt(Math.max(others, 1));
  return touches.map((_, index) => {
    const made = milestones.filter((milestone) => milestone === index).length;
    return made === 0 ? 100n : each * BigInt(made);
  });
}
