/** A round-robin queue: every asker gets its turn, however many items one of them adds. */
export class FairQueue<Item> {
  readonly #byAsker = new Map<string, Item[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(asker: string, item: Item): void {
    const waiting = this.#byAsker.get(asker);
    if (waiting) waiting.push(item);
    else this.#byAsker.set(asker, [item]);
    this.#size++;
  }

  next(): Item | undefined {
    const [turn] = this.#byAsker;
    if (!turn) return undefined;
    const [asker, waiting] = turn;
    const item = waiting.shift();
    // Moves the asker to the end, because a map is ordered by insertion.
    this.#byAsker.delete(asker);
    if (waiting.length > 0) this.#byAsker.set(asker, waiting);
    this.#size--;
    return item;
  }
}
