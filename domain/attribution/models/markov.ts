import { invert } from './invert.ts';

/** Of one state: how often it was left, for which channel, by its place, and for a conversion. The rest ended with nothing. */
interface Exits {
  /** Among the channels, in the order in which they were seen. */
  place: number;
  all: number;
  converted: number;
  to: Float64Array;
}
const none = (place: number): Exits => ({ place, all: 0, converted: 0, to: new Float64Array(16) });

function leave(state: Exits, place: number): void {
  state.all += 1;
  if (place >= state.to.length) {
    const longer = new Float64Array(Math.max(place + 1, state.to.length * 2));
    longer.set(state.to);
    state.to = longer;
  }
  state.to[place] = (state.to[place] ?? 0) + 1;
}

/** A Markov chain of order 1, counted from all paths. Its size depends on the number of channels, not on that of paths. */
export class Chain {
  readonly #start = none(-1);
  readonly #channels = new Map<string, Exits>();

  /** A path through channels that ended with a conversion, or with nothing. */
  add(path: readonly string[], isConverted: boolean): void {
    let state = this.#start;
    for (const channel of path) {
      let next = this.#channels.get(channel);
      if (next === undefined) this.#channels.set(channel, (next = none(this.#channels.size)));
      leave(state, next.place);
      state = next;
    }
    state.all += 1;
    if (isConverted) state.converted += 1;
  }

  /**
   * The removal effect of each channel: 1 − P(conversion, the channel being replaced by nothing) ÷ P(conversion). What is lost without a channel
   * are the conversions through it: P(it is visited) · P(conversion from it). Both follow from the fundamental matrix N = (I − Q)⁻¹, so one
   * inversion gives all of them; nothing is simulated.
   */
  async removalEffects(pause?: () => Promise<void>): Promise<Map<string, number>> {
    const names = [...this.#channels.keys()].toSorted();
    const size = names.length;
    const exits = names.map((name) => this.#channels.get(name) ?? none(-1));
    const n = await invert(leaving(exits), size, pause);
    const entry = (row: number, column: number): number => n[row * size + column] ?? 0;
    const chance = (of: Exits, times: number): number => (of.all === 0 ? 0 : times / of.all);

    const fromStart = exits.map(({ place }) => chance(this.#start, this.#start.to[place] ?? 0));
    const conversion = names.map((_, row) =>
      exits.reduce((sum, exit, column) => sum + entry(row, column) * chance(exit, exit.converted), 0),
    );
    const visits = names.map((_, column) => fromStart.reduce((sum, entering, row) => sum + entering * entry(row, column), 0));
    const total = fromStart.reduce(
      (sum, entering, index) => sum + entering * (conversion[index] ?? 0),
      chance(this.#start, this.#start.converted),
    );
    return new Map(
      names.map((name, index) => {
        const isVisited = (visits[index] ?? 0) / entry(index, index);
        return [name, total === 0 ? 0 : (isVisited * (conversion[index] ?? 0)) / total];
      }),
    );
  }
}

/** I − Q. */
function leaving(exits: readonly Exits[]): Float64Array {
  const matrix = new Float64Array(exits.length ** 2);
  for (const [row, { all, to }] of exits.entries()) {
    for (const [column, { place }] of exits.entries()) {
      const times = to[place] ?? 0;
      matrix[row * exits.length + column] = (row === column ? 1 : 0) - (times === 0 ? 0 : times / all);
    }
  }
  return matrix;
}
