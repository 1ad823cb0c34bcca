import { promises as timers } from 'node:timers';
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { Sql } from '#db/database.ts';
import { linkWorkflow, type DeliveryState } from '#db/delivery/claim.ts';
import { cancelDelivery } from '#db/delivery/outcome.ts';
import { isFinal, type AttemptOutcome, type SettledDelivery } from '#domain/delivery/delivery.ts';
import type { PostedAttempt } from './attempt.ts';
import type { Deliverer } from './deliverer.ts';
import type { InFlight } from './in-flight.ts';

export interface DeliveryActivityDeps {
  sql: Sql;
  deliverer: Deliverer;
  /** The first attempts of this workflow are in flight, so that it waits only for POSTs. */
  onAdopted: (workflowId: string) => void;
  /** Deliveries became pending because the previous delivery with the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/**
 * How long a workflow task waits for first attempts. The wait blocks a worker slot, and a delivery that failed quickly waits for the slowest
 * of its round, so it is no longer than the shortest retry delay. Slower POSTs continue in their own workflow.
 */
const patienceMs = 2_000;
/** How often the outcome of an attempt in another process is polled. */
const lookEveryMs = 250;
/** The delay of a retry while its endpoint is at its limits, with jitter so that retries do not all start at the same time. */
const roomAfterMs = 500;
const waitForTurnMs = 2_000;

export function createDeliveryActivities({ sql, deliverer, onAdopted, onReleased }: DeliveryActivityDeps) {
  return {
    /**
     * Adopts the attempts that are in flight in this process, or claims and makes them, and records their outcomes. Safe to repeat: the claim
     * lets only one process at a time post a delivery, and a finished delivery is only read.
     */
    async attemptFirst(deliveryIds: string[], { reopen }: { reopen: boolean }): Promise<AttemptOutcome[]> {
      const workflowId = carrier();
      const inFlight = await deliverer.claim(deliveryIds, workflowId, { reopen });
      onAdopted(workflowId);
      const until = Date.now() + patienceMs;
      const late = startPatience(until);
      const outcomes = await Promise.all(inFlight.map((entry) => adopt(entry, workflowId, late.passed)));
      late.stop();
      const known = new Set(outcomes.map((outcome) => outcome?.deliveryId));
      const elsewhere = deliveryIds.filter((id) => !known.has(id));
      return [...outcomes.filter((outcome) => outcome !== undefined), ...(await lookUp(elsewhere, workflowId, until))];
    },

    /**
     * Makes one further attempt. If another attempt follows, the activity fails with the time until then (`nextRetryDelay`), so that Temporal
     * UI shows each POST as an activity attempt. Safe to repeat for the same reason as the first attempt.
     */
    async attemptLater(deliveryId: string, { early }: { early: boolean }): Promise<SettledDelivery> {
      const workflowId = carrier();
      const entry = deliverer.find(deliveryId) ?? (await claimLater(deliveryId, workflowId, early));
      if ('status' in entry) return entry;
      entry.workflowId = workflowId;
      // A queued entry must not occupy a slot: slots are for POSTs, and a slow endpoint must not take them all.
      if (!entry.started) throw comeBack('queued: the endpoint is at its limits', waitForTurnMs);
      const recorded = await deliverer.record(entry);
      const posted = await entry.posted;
      if (!recorded || !posted) throw comeBack('the claim was released before the POST', roomAfterMs);
      if (recorded.status === 'retrying') throw comeBack(explain(posted), untilNext(posted));
      return { status: recorded.status, reason: explain(posted) };
    },

    /** Marks a delivery cancelled when an operator cancels its workflow. Safe to repeat: only an unfinished one changes. */
    async stopDelivery(deliveryId: string): Promise<void> {
      onReleased((await cancelDelivery(sql, deliveryId)).released);
    },
  };

  /** Claims a delivery for its next attempt. Returns its status if no attempt is left to make. */
  async function claimLater(deliveryId: string, workflowId: string, early: boolean): Promise<InFlight | SettledDelivery> {
    const [state] = await linkWorkflow(sql, [deliveryId], workflowId);
    if (!state) throw ApplicationFailure.nonRetryable(`Delivery ${deliveryId} does not exist`, 'UnknownDelivery');
    if (isFinal(state.status) || state.status === 'held') return { status: state.status };
    if (!early && untilDue(state) > 0) throw comeBack('not due yet', untilDue(state));
    // Claims only if the queue has room, because a retry must not wait in this process while another process is idle.
    if (!deliverer.hasRoom(state.endpointId)) throw comeBack('the endpoint is at its limits', roomAfterMs * (1 + Math.random()));
    const [entry] = await deliverer.claim([deliveryId], workflowId, { evenIfEarly: early });
    if (entry) return entry;
    // The delivery has just been held, or another process owns it. The next attempt finds out which.
    throw comeBack('the delivery could not be claimed', roomAfterMs);
  }

  async function adopt(entry: InFlight, workflowId: string, late: Promise<'late'>): Promise<AttemptOutcome | undefined> {
    entry.workflowId = workflowId;
    const posted = await Promise.race([entry.posted, late]);
    if (posted === null) return undefined;
    if (posted === 'late') return retry(entry.delivery, 0, 'the receiver has not responded yet');
    const recorded = await deliverer.record(entry);
    const status = recorded?.status ?? 'pending';
    if (status === 'retrying') return retry(entry.delivery, untilNext(posted), explain(posted));
    return { deliveryId: entry.delivery.id, then: 'done', status, ...(status === 'delivered' ? {} : { reason: explain(posted) }) };
  }

  /** Polls deliveries that are in flight in another process for their outcome. Deliveries that are not due yet are retried later. */
  async function lookUp(ids: string[], workflowId: string, until: number): Promise<AttemptOutcome[]> {
    if (ids.length === 0) return [];
    const states = await linkWorkflow(sql, ids, workflowId);
    const isOpen = (state: DeliveryState) => state.status === 'pending' || (state.status === 'retrying' && state.isHeldByOther);
    if (states.some(isOpen) && Date.now() < until) {
      await timers.setTimeout(lookEveryMs);
      return lookUp(ids, workflowId, until);
    }
    return states.map((state) => {
      if (isFinal(state.status) || state.status === 'held') return { deliveryId: state.id, then: 'done', status: state.status };
      const afterMs = untilDue(state);
      return retry(state, afterMs, afterMs > 0 ? 'not due yet' : 'the delivery is in flight in another process');
    });
  }
}

/** One timer for all attempts of a wait. */
function startPatience(until: number): { passed: Promise<'late'>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, Math.max(until - Date.now(), 0), 'late');
  return { passed: promise, stop: () => clearTimeout(timer) };
}

const carrier = (): string => activityInfo().workflowExecution?.workflowId ?? '';

const untilNext = ({ verdict }: PostedAttempt): number => Math.max((verdict.nextAttemptAt?.getTime() ?? 0) - Date.now(), 0);

const untilDue = ({ nextAttemptAt }: DeliveryState): number => Math.max((nextAttemptAt?.getTime() ?? 0) - Date.now(), 0);

/** One line for Temporal UI: what happened, and what follows. Contains no payload and no secret. */
const explain = ({ result, verdict }: PostedAttempt): string =>
  `${result.statusCode ? `HTTP ${result.statusCode}` : (result.errorDetail ?? result.errorClass ?? 'no response')}: ${verdict.because}`;

const retry = (
  { id, partnerId, endpointId, eventType }: { id: string; partnerId: string; endpointId: string; eventType: string },
  afterMs: number,
  reason: string,
): AttemptOutcome => ({ deliveryId: id, then: 'retry', afterMs, reason, attributes: { partnerId, endpointId, eventType } });

/** Benign, because a partner's failing endpoint is normal operation, not an error of this system. */
function comeBack(why: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({ message: why, type: 'NotDelivered', category: 'BENIGN', nextRetryDelay: Math.max(afterMs, 1) });
}
