import type { Logger } from 'pino';
import type { Sql } from '#db/database.ts';
import { claimDeliveries, listStillClaimed, unclaim, type ClaimOptions, type StillClaimed } from '#db/delivery/claim.ts';
import { GroupCommit } from '#db/group-commit.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { HoldReason } from '#domain/delivery/delivery.ts';

/** Ids in one line of the log. */
const MAX_LOGGED = 10;

export interface ClaimsDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
}

export interface ClaimRequest extends Pick<ClaimOptions, 'reopen' | 'evenIfEarly'> {
  /** Called when it is this request's turn: returns the deliveries to claim. */
  pick: () => string[];
  /** Endpoints whose deliveries are held instead of claimed. */
  fullEndpoints: () => string[];
  /** Puts the claimed deliveries in flight, before the next request's turn. */
  take: (claimed: ClaimedDelivery[]) => void;
}

/** This process's claims in PostgreSQL: takes, checks and releases them. */
export class Claims {
  readonly #deps: ClaimsDeps;
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #checker: GroupCommit<string, StillClaimed | undefined>;

  constructor(deps: ClaimsDeps) {
    this.#deps = deps;
    this.#checker = new GroupCommit(async (ids) => {
      const still = new Map((await listStillClaimed(deps.sql, ids, deps.instanceId)).map((one) => [one.id, one]));
      return ids.map((id) => still.get(id));
    });
  }

  /** Requests for the same delivery wait for each other, because the claim would let the same process pass twice. */
  async claim(ids: string[], { pick, take, fullEndpoints, ...options }: ClaimRequest): Promise<void> {
    for (;;) {
      const busy = ids.flatMap((id) => this.#underWay.get(id) ?? []);
      if (busy.length === 0) break;
      await Promise.allSettled(busy);
    }
    const picked = pick();
    if (picked.length === 0) return;
    const { sql, instanceId: owner } = this.#deps;
    const taken = claimDeliveries(sql, picked, { ...options, owner, fullEndpoints: fullEndpoints() }).then(take);
    // Nothing was awaited since the last check: of two requests that waited for the same claim, the second one finds this one.
    for (const id of picked) this.#underWay.set(id, taken);
    try {
      await taken;
    } finally {
      for (const id of picked) this.#underWay.delete(id);
    }
  }

  /** The current state of a claim of this process; undefined if the process no longer owns it. */
  check(deliveryId: string): Promise<StillClaimed | undefined> {
    return this.#checker.submit(deliveryId);
  }

  /** Releases claims. With a reason the deliveries are held; without one, any process can claim them. */
  async giveBack(ids: string[], reason: HoldReason | null): Promise<void> {
    if (ids.length === 0) return;
    try {
      await unclaim(this.#deps.sql, ids, { owner: this.#deps.instanceId, reason });
    } catch (error) {
      this.#deps.log.warn(
        { err: error, delivery_ids: ids.slice(0, MAX_LOGGED), count: ids.length },
        'claims could not be released; the sweeper will take over their deliveries',
      );
    }
  }
}
