import { promises as timers } from 'node:timers';
import { heartbeat } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { withHeartbeats } from '#activities/with-heartbeats.ts';
import type { Sql } from '#db/database.ts';
import { claimHeld } from '#db/delivery/claim.ts';
import { disableEndpoint } from '#db/delivery/endpoint-health.ts';
import { findHoldState, type HoldState } from '#db/delivery/hold.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';
import type { Deliverer } from './deliverer.ts';
import type { EndpointHealth } from './endpoint-health.ts';

export interface DrainActivityDeps {
  notify: Notify;
  sql: Sql;
  instanceId: string;
  deliverer: Deliverer;
  health: EndpointHealth;
  settings: () => Settings;
}

/** The result of a drain activity: nothing left, a reason to wait (for a time, or until a signal), or more to do. */
export type DrainProgress = { next: 'finished' } | ({ next: 'wait' } & DrainWait) | { next: 'continue' };

export interface DrainWait {
  because: string;
  forMs: number | null;
  /** Missing in results of an earlier version. */
  partnerId?: string;
}

/** Deliveries per claim: an endpoint's default concurrency, and few enough for live deliveries to queue behind them. */
const page = 32;
/** How long one activity runs. Longer activities have no benefit for the workflow; shorter ones enlarge its history. */
const shiftMs = 30_000;
/** The queue can be slower than the heartbeat timeout, so waiting for it is interrupted this often. */
const lookUpMs = 5_000;

export function createDrainActivities({ sql, instanceId, deliverer, health, settings, notify }: DrainActivityDeps) {
  /** The time of the next page, across all endpoints. */
  let nextFeedAt = 0;

  return {
    /**
     * Moves an endpoint's held deliveries, oldest first, into its queue as fast as the queue accepts them. They are then sent like all others.
     * While the breaker is open, it sends one probe when that is due. Safe to repeat: queued deliveries are claimed, the others stay held.
     */
    async drainHeld(endpointId: string): Promise<DrainProgress> {
      const until = Date.now() + shiftMs;
      while (Date.now() < until) {
        heartbeat();
        if (deliverer.isStopping) return { next: 'continue' };
        const hold = await findHoldState(sql, endpointId);
        if (!hold?.hasHeld) return { next: 'finished' };
        const { partnerId } = hold;
        if (hold.closedBy) return { next: 'wait', because: closedBecause(hold), forMs: null, partnerId };
        if (hold.probeInMs !== null && hold.probeInMs > 0) {
          return { next: 'wait', because: because('the breaker is open', hold.breakerReason), forMs: hold.probeInMs, partnerId };
        }
        if (hold.probeInMs !== null) await probe(endpointId);
        else if (!(await feed(endpointId))) return { next: 'continue' };
      }
      return { next: 'continue' };
    },

    /** Disables an endpoint whose deliveries cannot be drained, and reports it. Safe to repeat: only an enabled endpoint changes. */
    async giveUpDrain(endpointId: string, reason: string): Promise<void> {
      await disableEndpoint(sql, endpointId, `Its held deliveries cannot be sent: ${reason}`);
      await reportGivenUp(notify, endpointId, reason);
    },
  };

  async function feed(endpointId: string): Promise<boolean> {
    // What is in the queue is sent by others; this activity is not to blame for it.
    progressed();
    if (!(await deliverer.belowWaiting(endpointId, page, lookUpMs)) || !(await takesTurn())) return true;
    const claimed = await claimHeld(sql, endpointId, { owner: instanceId, limit: page });
    deliverer.take(claimed);
    return claimed.length > 0;
  }

  /** Limits all drains of this process to one rate, so that a backlog leaves room for live traffic. False: not yet. */
  async function takesTurn(): Promise<boolean> {
    const now = performance.now();
    const waitMs = Math.max(nextFeedAt - now, 0);
    if (waitMs <= lookUpMs) nextFeedAt = now + waitMs + (page / settings().webhooks.delivery.max_drain_per_s) * 1_000;
    await timers.setTimeout(Math.min(waitMs, lookUpMs));
    return waitMs <= lookUpMs;
  }

  async function probe(endpointId: string): Promise<void> {
    const claimed = await claimHeld(sql, endpointId, { owner: instanceId, limit: 1, probe: true });
    const [entry] = deliverer.take(claimed);
    if (!entry) return;
    progressed();
    const posted = await withHeartbeats(lookUpMs, () => entry.posted);
    // The claim was released before the POST, so there is no result about the endpoint.
    if (posted === null) return;
    await health.noteProbe(entry.delivery, posted);
  }
}

/** The reason of the state belongs to the endpoint; the partner's status has no reason here. */
const closedBecause = ({ closedBy, stateReason }: HoldState): string =>
  because(
    closedBy === 'suspended' ? 'the partner is not active' : `the endpoint is ${closedBy}`,
    closedBy === 'suspended' ? null : stateReason,
  );

const because = (what: string, reason: string | null): string => (reason ? `${what} (${reason})` : what);
