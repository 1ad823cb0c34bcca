import type { Receiver } from '#test/support/stack/receiver.ts';

/** Every event of the run: what was accepted, and when each was received. What `lost` is counted from. */
export class Ledger {
  readonly #receiver: Receiver;
  readonly #accepted = new Set<string>();
  readonly #receivedAt = new Map<string, number>();

  constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  accept(ids: string[]): void {
    for (const id of ids) this.#accepted.add(id);
  }

  receivedAt(id: string): number | undefined {
    return this.#receivedAt.get(id);
  }

  get accepted(): number {
    return this.#accepted.size;
  }

  get lost(): number {
    let lost = 0;
    for (const id of this.#accepted) if (!this.#receivedAt.has(id)) lost++;
    return lost;
  }

  /** Fetches what the receiver took since the last time. Not while something is being measured: it is work for both. */
  async collect(): Promise<void> {
    const { ids, at } = await this.#receiver.call('collect');
    ids.forEach((id, index) => this.#receivedAt.set(id, at[index] as number));
  }
}
