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
  /** The first attempts of this workflow are in hand, so only POSTs are left to wait for. */
  onAdopted: (workflowId: string) => void;
  /** Deliveries became pending because the one before them of the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/**
 * How long a workflow task waits for first attempts. It blocks a worker slot, and whoever failed quickly waits for the
 * slowest of its round, so it stays at the shortest retry delay; slower POSTs go on in a workflow of their own.
 */
const patienceMs = 2_000;
/** How often the outcome of an attempt in another process is looked for. */
const lookEveryMs = 250;
/** When an endpoint is at its limits, a retry comes back after this long; spread, so that they do not come at once. */
const roomAfterMs = 500;
const waitForTurnMs = 2_000;

export function createDeliveryActivities({ sql, deliverer, onAdopted, onReleased }: DeliveryActivityDeps) {
  return {
    /**
     * Adopts the attempts that are in flight in this process, or claims and makes them, and records how they ended.
     * Safe to repeat: the claim lets one process at a time post a delivery, and a finished one is only looked at.
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
     * One further attempt. Fails with the time of the next one (`nextRetryDelay`) while there is one to come, so each
     * activity attempt is a POST that Temporal UI shows. Safe to repeat for the same reason as the first.
     */
    async attemptLater(deliveryId: string, { early }: { early: boolean }): Promise<SettledDelivery> {
      const workflowId = carrier();
      const entry = deliverer.find(deliveryId) ?? (await claimLater(deliveryId, workflowId, early));
      if ('status' in entry) return entry;
      entry.workflowId = workflowId;
      // It waits in its queue: a slot is for POSTs, and the endpoint's slowness is not to take them all.
      if (!entry.started) throw comeBack('it waits for its turn at the endpoint', waitForTurnMs);
      const recorded = await deliverer.record(entry);
      const posted = await entry.posted;
      if (!recorded || !posted) throw comeBack('given back before it was posted', roomAfterMs);
      if (recorded.status === 'retrying') throw comeBack(explain(posted), untilNext(posted));
      return { status: recorded.status, reason: explain(posted) };
    },

    /** Marks a delivery cancelled when an operator cancels its workflow. Safe to repeat: only an unfinished one changes. */
    async stopDelivery(deliveryId: string): Promise<void> {
      onReleased((await cancelDelivery(sql, deliveryId)).released);
    },
  };

  /** Claims a delivery for its next attempt; answers how it stands if nothing is left to attempt. */
  async function claimLater(deliveryId: string, workflowId: string, early: boolean): Promise<InFlight | SettledDelivery> {
    const [state] = await linkWorkflow(sql, [deliveryId], workflowId);
    if (!state) throw ApplicationFailure.nonRetryable(`Delivery ${deliveryId} does not exist`, 'UnknownDelivery');
    if (isFinal(state.status) || state.status === 'held') return { status: state.status };
    if (!early && untilDue(state) > 0) throw comeBack('not due yet', untilDue(state));
    // Not claimed before there is room: a retry must not queue in this process while another one is idle.
    if (!deliverer.hasRoom(state.endpointId)) throw comeBack('the endpoint is at its limits', roomAfterMs * (1 + Math.random()));
    const [entry] = await deliverer.claim([deliveryId], workflowId, { evenIfEarly: early });
    if (entry) return entry;
    // Held just now, or in another process's hand: the next look tells which.
    throw comeBack('it could not be claimed', roomAfterMs);
  }

  async function adopt(entry: InFlight, workflowId: string, late: Promise<'late'>): Promise<AttemptOutcome | undefined> {
    entry.workflowId = workflowId;
    const posted = await Promise.race([entry.posted, late]);
    if (posted === null) return undefined;
    if (posted === 'late') return retry(entry.delivery, 0, 'the receiver has not answered yet');
    const recorded = await deliverer.record(entry);
    const status = recorded?.status ?? 'pending';
    if (status === 'retrying') return retry(entry.delivery, untilNext(posted), explain(posted));
    return { deliveryId: entry.delivery.id, then: 'done', status, ...(status === 'delivered' ? {} : { reason: explain(posted) }) };
  }

  /** Those that another process has in hand: waits for what it records. Those that are not due yet go on later. */
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
      return retry(state, afterMs, afterMs > 0 ? 'not due yet' : 'another process has it in hand');
    });
  }
}

/** One timer for all that are waited for together. */
function startPatience(until: number): { passed: Promise<'late'>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, Math.max(until - Date.now(), 0), 'late');
  return { passed: promise, stop: () => clearTimeout(timer) };
}

const carrier = (): string => activityInfo().workflowExecution?.workflowId ?? '';

const untilNext = ({ verdict }: PostedAttempt): number => Math.max((verdict.nextAttemptAt?.getTime() ?? 0) - Date.now(), 0);

const untilDue = ({ nextAttemptAt }: DeliveryState): number => Math.max((nextAttemptAt?.getTime() ?? 0) - Date.now(), 0);

/** One line for Temporal UI: what happened, and what follows. Holds no payload and no secret. */
const explain = ({ result, verdict }: PostedAttempt): string =>
  `${result.statusCode ? `HTTP ${result.statusCode}` : (result.errorDetail ?? result.errorClass ?? 'no answer')}: ${verdict.because}`;

const retry = (
  { id, partnerId, endpointId, eventType }: { id: string; partnerId: string; endpointId: string; eventType: string },
  afterMs: number,
  reason: string,
): AttemptOutcome => ({ deliveryId: id, then: 'retry', afterMs, reason, attributes: { partnerId, endpointId, eventType } });

/** Benign: a partner's failing endpoint is this system's normal day, not an error of it. */
function comeBack(why: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({ message: why, type: 'NotDelivered', category: 'BENIGN', nextRetryDelay: Math.max(afterMs, 1) });
}
