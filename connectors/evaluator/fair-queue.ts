/** What waits, by who asked: each of them has its turn, however much one of them asks for. */
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
    // To the end of the line, which a map keeps in order of insertion.
    this.#byAsker.delete(asker);
    if (waiting.length > 0) this.#byAsker.set(asker, waiting);
    this.#size--;
    return item;
  }
}
