import type { ReconciliationFeed } from '#db/reconciliation/reconciliation-feed.ts';
import type { Feed } from './reconciliation-step.ts';

interface OpenFeed {
  feed: Feed;
  /** Where it goes on. */
  at: ReconciliationFeed;
}

/** The feeds of one side that are to be read, and the readers that wait for one. Subscriptions come before the records whose sums they are. */
export class OpenFeeds {
  readonly #ready: OpenFeed[];
  /** Until the subscriptions of their object are read. */
  #blocked: OpenFeed[];
  readonly #waiting: ((next: OpenFeed | undefined) => void)[] = [];
  readonly #unread: Map<string, number>;
  #beingRead = 0;

  constructor(listings: readonly Feed[], stored: ReadonlyMap<string, ReconciliationFeed>) {
    const open = [...stored.values()].flatMap((at): OpenFeed[] => {
      const listing = listings.find(({ name }) => at.feed === name || at.feed.startsWith(`${name}/`));
      return listing === undefined || at.endedAt !== null ? [] : [{ feed: { ...listing, name: at.feed }, at }];
    });
    this.#unread = new Map([...Map.groupBy(open, ({ feed }) => feed.listing)].map(([listing, its]) => [listing, its.length]));
    this.#blocked = open.filter(({ feed }) => this.#isBlocked(feed));
    this.#ready = open.filter(({ feed }) => !this.#isBlocked(feed));
  }

  /** Whether a reader has nothing to do. */
  get isWanted(): boolean {
    return this.#waiting.length > 0;
  }

  /** The next one; nothing once there is none, and can be none. Who takes one releases it. */
  take(): Promise<OpenFeed | undefined> {
    const next = this.#ready.shift();
    if (next === undefined && this.#beingRead > 0) return new Promise((resolve) => this.#waiting.push(resolve));
    if (next !== undefined) this.#beingRead++;
    return Promise.resolve(next);
  }

  /** A part that a feed was divided into. */
  add(feed: Feed, at: ReconciliationFeed): void {
    this.#unread.set(feed.listing, this.#unreadOf(feed.listing) + 1);
    this.#offer({ feed, at });
  }

  release({ listing }: Feed, isEnded: boolean): void {
    this.#beingRead--;
    if (isEnded) this.#unread.set(listing, this.#unreadOf(listing) - 1);
    const ready = this.#blocked.filter(({ feed }) => !this.#isBlocked(feed));
    this.#blocked = this.#blocked.filter(({ feed }) => this.#isBlocked(feed));
    for (const next of ready) this.#offer(next);
    if (this.#beingRead === 0) for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }

  #offer(next: OpenFeed): void {
    const resolve = this.#waiting.shift();
    if (resolve === undefined) return void this.#ready.push(next);
    this.#beingRead++;
    resolve(next);
  }

  #unreadOf(listing: string): number {
    return this.#unread.get(listing) ?? 0;
  }

  #isBlocked({ map, side, isPart }: Feed): boolean {
    return side === 'b' && !isPart && map.subscriptions !== null && this.#unreadOf(`${map.name}/parts`) > 0;
  }
}
