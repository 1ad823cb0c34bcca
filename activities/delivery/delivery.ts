import { promises as timers } from 'node:timers';
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { withHeartbeats } from '#activities/with-heartbeats.ts';
import type { Sql } from '#db/database.ts';
import { requestAttempt } from '#db/delivery/attempt-request.ts';
import { linkWorkflow, type DeliveryState } from '#db/delivery/claim.ts';
import { cancelDelivery } from '#db/delivery/outcome.ts';
import { explainAttempt, temporalActor } from '#domain/delivery/attempt.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { isFinal, type AttemptOutcome, type DeliveryWait, type LaterOutcome, type UnfinishedAttempt } from '#domain/delivery/delivery.ts';
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

interface LaterAttempt {
  early: boolean;
  manual?: boolean;
  wait?: DeliveryWait | undefined;
}

/**
 * How long a workflow task waits for first attempts. The wait blocks a worker slot, and a delivery that failed quickly waits for the slowest
 * of its round, so it is no longer than the shortest retry delay. For slower POSTs a round waits outside of workflow tasks, for longer than
 * any takes.
 */
const [patienceMs, longPatienceMs] = [2_000, 40_000];
const beatMs = 1_000;
/** After one of them has failed: what fails at about the same time is told together. */
const togetherMs = 500;
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
      return outcomesOf(deliveryIds, inFlight, { workflowId, patience: startPatience(patienceMs), isOpen: mayBegin });
    },

    /**
     * Waits for first attempts that `attemptFirst` has left in flight, in this process or in another one, and records their outcomes, until all
     * have ended, or one has failed. Safe to repeat: it makes no attempt. Heartbeats.
     */
    async awaitFirst(deliveryIds: string[]): Promise<AttemptOutcome[]> {
      const workflowId = carrier();
      const inFlight = deliveryIds.flatMap((id) => deliverer.find(id) ?? []);
      const patience = startPatience(longPatienceMs);
      const isOpen = (state: DeliveryState) => state.isHeldByOther;
      const wait = { workflowId, patience, isOpen, onFailed: () => patience.endWithin(togetherMs) };
      return withHeartbeats(beatMs, () => outcomesOf(deliveryIds, inFlight, wait));
    },

    /**
     * Makes one further attempt: when it is due, when a request for it is stored, or (`manual`) now. `wait` is what the workflow shows until
     * then; without `early`, it is known not to be due before. Until the attempt can be made, the activity fails with the time until then
     * (`nextRetryDelay`) and with the reason of the wait, so that Temporal UI shows both. Safe to repeat for the same reason as the first
     * attempt; a manual one is then made again. Without `wait`, a workflow of an earlier version called it: then it fails also after an
     * attempt that is followed by another one.
     */
    async attemptLater(deliveryId: string, { early, manual = false, wait }: LaterAttempt): Promise<LaterOutcome> {
      const workflowId = carrier();
      if (!early && wait && untilTime(wait.nextAttemptAt) > 0) throw comeBack(wait.reason, untilTime(wait.nextAttemptAt));
      const entry = deliverer.find(deliveryId) ?? (await claimLater(deliveryId, workflowId, { early, manual, wait }));
      if ('status' in entry) return entry;
      entry.workflowId = workflowId;
      // A queued entry must not occupy a slot: slots are for POSTs, and a slow endpoint must not take them all.
      if (!entry.started) throw comeBack(withLast('queued: the endpoint is at its limits', wait?.reason), waitForTurnMs);
      const recorded = await deliverer.record(entry);
      const posted = await entry.posted;
      if (!recorded || !posted) throw comeBack(withLast('the claim was released before the POST', wait?.reason), roomAfterMs);
      const { attempts } = waitAfter(posted);
      if (recorded.status !== 'retrying') return { status: recorded.status, reason: explain(posted), attempts };
      if (!wait) throw comeBack(explain(posted), untilTime(posted.verdict.nextAttemptAt));
      return { status: 'retrying', wait: waitAfter(posted) };
    },

    /** Marks a delivery cancelled when an operator cancels its workflow. Safe to repeat: only an unfinished one changes. */
    async stopDelivery(deliveryId: string): Promise<void> {
      onReleased((await cancelDelivery(sql, deliveryId, temporalActor)).released);
    },
  };

  async function outcomesOf(deliveryIds: readonly string[], inFlight: readonly InFlight[], wait: Wait): Promise<AttemptOutcome[]> {
    const outcomes = await Promise.all(inFlight.map((entry) => adopt(entry, wait)));
    wait.patience.stop();
    const known = new Set(outcomes.map((outcome) => outcome?.deliveryId));
    const elsewhere = deliveryIds.filter((id) => !known.has(id));
    return [...outcomes.filter((outcome) => outcome !== undefined), ...(await lookUp(elsewhere, wait))];
  }

  /** Claims a delivery for its next attempt. Returns its status if no attempt is left to make. */
  async function claimLater(
    deliveryId: string,
    workflowId: string,
    { early, manual = false, wait }: LaterAttempt,
  ): Promise<InFlight | LaterOutcome> {
    const [state] = await linkWorkflow(sql, [deliveryId], workflowId);
    if (!state) throw ApplicationFailure.nonRetryable(`Delivery ${deliveryId} does not exist`, 'UnknownDelivery');
    if (isFinal(state.status) || state.status === 'held') return { status: state.status };
    const { reason } = state;
    // In a workflow of an earlier version, the attempts that follow the one that was asked for are `early`, too.
    const evenIfEarly = early && !wait;
    if (!manual && !evenIfEarly && !state.isRequested && untilTime(state.nextAttemptAt) > 0) {
      // An attempt was made that the workflow does not know, because its process died before it could tell.
      if (wait && wait.attempts !== state.attempts) return { status: 'retrying', wait: waitOf(state) };
      throw comeBack(waitOf(state).reason, untilTime(state.nextAttemptAt));
    }
    // Claims only if the queue has room, because a retry must not wait in this process while another process is idle.
    if (!deliverer.hasRoom(state.endpointId)) {
      throw comeBack(withLast('the endpoint is at its limits', reason), roomAfterMs * (1 + Math.random()));
    }
    if (manual && !state.isRequested) await requestAttempt(sql, deliveryId, temporalActor);
    const [entry] = await deliverer.claim([deliveryId], workflowId, { evenIfEarly });
    if (entry) return entry;
    // The delivery has just been held, or another process owns it. The next attempt finds out which.
    throw comeBack(withLast('the delivery could not be claimed', reason), roomAfterMs);
  }

  async function adopt(entry: InFlight, { workflowId, patience, onFailed }: Wait): Promise<AttemptOutcome | undefined> {
    entry.workflowId = workflowId;
    const posted = await Promise.race([entry.posted, patience.passed]);
    if (posted === null) return undefined;
    if (posted === 'late') return { ...retry(entry.delivery, lateWait(entry.delivery)), isInFlight: true };
    const recorded = await deliverer.record(entry);
    const status = recorded?.status ?? 'pending';
    if (status === 'retrying') {
      onFailed?.();
      return retry(entry.delivery, waitAfter(posted));
    }
    return { deliveryId: entry.delivery.id, then: 'done', status, ...(status === 'delivered' ? {} : { reason: explain(posted) }) };
  }

  /** Polls deliveries that are in flight in another process for their outcome. Deliveries that are not due yet are retried later. */
  async function lookUp(ids: string[], wait: Wait): Promise<AttemptOutcome[]> {
    if (ids.length === 0) return [];
    const { workflowId, patience, isOpen } = wait;
    const states = await linkWorkflow(sql, ids, workflowId);
    if (states.some(isOpen) && Date.now() < patience.until) {
      await timers.setTimeout(lookEveryMs);
      return lookUp(ids, wait);
    }
    return states.map((state) => {
      if (isFinal(state.status) || state.status === 'held') return { deliveryId: state.id, then: 'done', status: state.status };
      return retry(state, waitOf(state));
    });
  }
}

/** For attempts that are in flight. */
interface Wait {
  workflowId: string;
  patience: Patience;
  onFailed?: () => void;
  /** Whether the outcome of one in another process is still to be awaited. */
  isOpen: (state: DeliveryState) => boolean;
}

/** Also those that another process will claim. */
const mayBegin = ({ status, isHeldByOther }: DeliveryState) => status === 'pending' || (status === 'retrying' && isHeldByOther);

type Patience = ReturnType<typeof startPatience>;

/** One timer for all attempts of a wait. */
function startPatience(ms: number) {
  const { promise: passed, resolve } = Promise.withResolvers<'late'>();
  let timer = setTimeout(resolve, ms, 'late');
  const patience = {
    passed,
    /** By the clock of this process, in milliseconds. */
    until: Date.now() + ms,
    endWithin(soonMs: number): void {
      if (patience.until <= Date.now() + soonMs) return;
      patience.until = Date.now() + soonMs;
      clearTimeout(timer);
      timer = setTimeout(resolve, soonMs, 'late');
    },
    stop: () => clearTimeout(timer),
  };
  return patience;
}

const carrier = (): string => activityInfo().workflowExecution?.workflowId ?? '';

const untilTime = (time: Date | string | null | undefined): number => Math.max(time ? new Date(time).getTime() - Date.now() : 0, 0);

const explain = ({ result, verdict }: PostedAttempt): string => explainAttempt({ ...result, because: verdict.because });

/** What is awaited now, and the last attempt, which a person who looks for the cause wants to see. */
const withLast = (what: string, last: string | null | undefined): string => (last ? `${what}; last attempt: ${last}` : what);

const madeBefore = ({ attempts, attemptsBefore }: ClaimedDelivery): number => attemptsBefore + attempts;

const waitAfter = (posted: PostedAttempt): Required<DeliveryWait> => ({
  reason: explain(posted),
  attempts: madeBefore(posted.delivery) + 1,
  nextAttemptAt: posted.verdict.nextAttemptAt?.toISOString() ?? null,
});

const lateWait = (delivery: ClaimedDelivery): Required<DeliveryWait> => ({
  reason: withLast('the receiver has not responded yet', delivery.lastError),
  attempts: madeBefore(delivery),
  nextAttemptAt: null,
});

function waitOf({ reason, attempts, nextAttemptAt, isHeldByOther }: DeliveryState): Required<DeliveryWait> {
  const known = reason ?? 'no attempt has been made yet';
  return {
    reason: isHeldByOther ? withLast('the delivery is in flight in another process', reason) : known,
    attempts,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  };
}

function retry(
  { id, partnerId, endpointId, eventType }: { id: string; partnerId: string; endpointId: string; eventType: string },
  wait: Required<DeliveryWait>,
): UnfinishedAttempt {
  const afterMs = untilTime(wait.nextAttemptAt);
  return { deliveryId: id, then: 'retry', afterMs, attributes: { partnerId, endpointId, eventType }, ...wait };
}

/** Benign, because a partner's failing endpoint is normal operation, not an error of this system. */
function comeBack(why: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({ message: why, type: 'NotDelivered', category: 'BENIGN', nextRetryDelay: Math.max(afterMs, 1) });
}
