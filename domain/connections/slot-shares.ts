/**
 * How many of the slots of a limit one process may hold, when each of several says how many it wants. Nobody gets more than it wants; what
 * one does not want, the others share equally, and the first of them get what division leaves. `wanted` is in an order on which all of them
 * agree; `place` is that of the process that asks.
 */
export function fairShare(slots: number, wanted: readonly number[], place: number): number {
  const mine = wanted[place] ?? 0;
  let [left, sharers] = [slots, wanted.length];
  for (const wish of wanted.toSorted((a, b) => a - b)) {
    const equal = Math.floor(left / sharers);
    if (wish > equal) {
      const before = wanted.slice(0, place).filter((other) => other > equal).length;
      return Math.min(mine, Math.max(equal + (before < left % sharers ? 1 : 0), 1));
    }
    if (wish === mine) return mine;
    left -= wish;
    sharers--;
  }
  return mine;
}

/**
 * Slots of a share that only the interactive lane may use, so that a person never waits for a sync that fills the limit: 2 % of the limit, and
 * at least one, over all processes.
 */
export const reservedSlots = (share: number, max: number): number =>
  max < 10 ? 0 : Math.round((Math.max(1, Math.floor(max * 0.02)) * share) / max);
