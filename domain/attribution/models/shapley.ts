import { seededRandom } from '#domain/random.ts';

/** Up to this many players all coalitions are looked at: 2^15. */
const exactPlayers = 15;
const orders = 20_000;

/**
 * What each player adds to the coalitions that it joins, on average over all orders of joining. Exact to 15 players; beyond that, over orders
 * that are drawn with a fixed seed. `worth` is that of a coalition, given by the places of its players; that of nobody is 0.
 */
export function shapleyValues(players: number, worth: (coalition: ReadonlySet<number>) => number, seed = 1): number[] {
  return players <= exactPlayers ? exactValues(players, worth) : sampledValues(players, worth, seed);
}

function exactValues(players: number, worth: (coalition: ReadonlySet<number>) => number): number[] {
  const worths = Array.from({ length: 2 ** players }, (_, mask) => (mask === 0 ? 0 : worth(membersOf(mask, players))));
  const chances = Array.from({ length: players }, (_, size) => 1 / (players * choose(players - 1, size)));
  return Array.from({ length: players }, (_, player) => {
    let value = 0;
    for (let mask = 0; mask < worths.length; mask++) {
      if ((mask & (1 << player)) !== 0) continue;
      value += (chances[bits(mask)] ?? 0) * ((worths[mask | (1 << player)] ?? 0) - (worths[mask] ?? 0));
    }
    return value;
  });
}

const membersOf = (mask: number, players: number): Set<number> =>
  new Set(Array.from({ length: players }, (_, player) => player).filter((player) => (mask & (1 << player)) !== 0));

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

function sampledValues(players: number, worth: (coalition: ReadonlySet<number>) => number, seed: number): number[] {
  const random = seededRandom(seed);
  const values = Array.from({ length: players }, () => 0);
  const order = [...values.keys()];
  for (let round = 0; round < orders; round++) {
    shuffle(order, random);
    const coalition = new Set<number>();
    let before = 0;
    for (const player of order) {
      const after = worth(coalition.add(player));
      values[player] = (values[player] ?? 0) + (after - before) / orders;
      before = after;
    }
  }
  return values;
}

function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] ?? 0, list[i] ?? 0];
  }
}

/**
 * The game over all conversions: a coalition of channels is worth the conversions that would have happened through them alone, those whose
 * channels all belong to it. Each conversion is then a game of its own, in which all of its channels are needed and so equal; and the values
 * of added games are the added values. So the result is exact for any number of channels, without looking at their coalitions.
 */
export class Coalitions {
  readonly #values = new Map<string, number>();

  /** A path that ended with a conversion. */
  add(path: readonly string[]): void {
    const channels = new Set(path);
    for (const channel of channels) this.#values.set(channel, (this.#values.get(channel) ?? 0) + 1 / channels.size);
  }

  values(): ReadonlyMap<string, number> {
    return this.#values;
  }
}
