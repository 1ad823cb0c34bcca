import { ApplicationFailure, Context, heartbeat } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { createEvaluateField } from '#activities/sync/evaluate-field.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { withHeartbeats } from '#activities/with-heartbeats.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { listFeeds, stopFeeds } from '#db/reconciliation/reconciliation-feed.ts';
import { beginQueuedRun, endRuns, findUnfinishedRun } from '#db/reconciliation/reconciliation-run.ts';
import { approveReconciliation } from '#db/reconciliation/run-list.ts';
import { dropAbandonedStaging, dropStaging } from '#db/reconciliation/staging.ts';
import { DomainError } from '#domain/errors.ts';
import type { RunStep } from '#domain/reconciliation/reconciliation.ts';
import type { ReconciliationDeps } from './reconciliation-step.ts';
import { runStep } from './run-step.ts';
import { type NightWorkflows, wakeNight } from './wake-night.ts';

export interface ReconciliationActivityDeps extends Omit<ReconciliationDeps, 'evaluate'>, NightWorkflows {
  transformer: Transformer;
}

interface Night {
  syncId: string;
  night: string;
}

/**
 * The pauses between two activities do not count then, and histories stay short. While vendors are read, a pause costs a second of what they
 * permit, most of all if another process goes on.
 */
const [SLICE_MS, READ_SLICE_MS] = [20_000, 120_000];
/** The longest time without a sign of life is then a sixth of the heartbeat's timeout. */
const HEARTBEAT_MS = 5_000;

export function createReconciliationActivities(deps: ReconciliationActivityDeps) {
  const { db, notify } = deps;
  const stepDeps: ReconciliationDeps = { ...deps, evaluate: createEvaluateField(deps.transformer) };

  /** Safe to repeat: see runStep. Heartbeats with the place of the run. */
  const activityOf = (step: RunStep) => async (runId: string) => {
    let place = '';
    const { cancellationSignal } = Context.current();
    const endsAt = performance.now() + (step === 'read' ? READ_SLICE_MS : SLICE_MS);
    const isGoingOn = () => performance.now() < endsAt && !cancellationSignal.aborted;
    const onPlace = (next: string) => {
      heartbeat((place = next));
      progressed();
    };
    return withHeartbeats(
      HEARTBEAT_MS,
      () => runStep(stepDeps, runId, step, { isGoingOn, onPlace }),
      () => place,
    );
  };

  return {
    /** Asks for the run of a night. Safe to repeat: the schedule has one for each night. */
    async wakeReconciliation(syncId: string, nominal: string): Promise<void> {
      await wakeNight(deps, syncId, new Date(nominal));
      // Also for the time zone's next changes; and what is left of a pair that is gone ends here.
      await deps.scheduleReconciliation(syncId);
    },

    /** The run of this night that goes on or begins now, and its step; null if none is left. Safe to repeat. */
    async beginReconciliation({ syncId, night }: Night): Promise<{ runId: string; step: RunStep } | null> {
      const run = await beginQueuedRun(db.sql, syncId, night);
      if (run) return { runId: run.id, step: run.step };
      // Who ended it by the API did not wait for statements that still read its tables.
      await dropAbandonedStaging(db.sql);
      const next = await findUnfinishedRun(db.sql, syncId);
      if (next?.state === 'queued') await deps.runReconciliation({ syncId, night: next.night });
      return null;
    },

    readReconciliation: activityOf('read'),
    compareReconciliation: activityOf('compare'),
    checkReconciliation: activityOf('check'),
    repairReconciliation: activityOf('repair'),
    reportReconciliation: activityOf('report'),

    /** What is not read yet will not be: the run goes on with the rest, and ends as incomplete. Safe to repeat: a listing ends once. */
    async stopReading(runId: string, problem: string): Promise<void> {
      await stopFeeds(db.sql, runId, [...(await listFeeds(db.sql, runId)).keys()], problem);
    },

    /** A person's yes, by hand in Temporal. Safe to repeat: the second time nothing waits for one, which fails. */
    async approveNight({ syncId, night }: Night, by: string): Promise<void> {
      const run = await findUnfinishedRun(db.sql, syncId);
      try {
        if (run?.night !== night) throw new DomainError('conflict', `The night of ${night} waits for no yes`);
        await approveReconciliation(db, run.id, { kind: 'platform', id: `temporal:${by}` });
      } catch (error) {
        if (error instanceof DomainError) throw ApplicationFailure.nonRetryable(error.message, error.code);
        throw error;
      }
    },

    /** Ends the runs of a night. Safe to repeat: a run ends once. */
    async endReconciliation({ syncId, night }: Night, state: 'failed' | 'cancelled', reason: string): Promise<void> {
      for (const { id } of await endRuns(db.sql, { syncId, night }, { state, reason })) await dropStaging(db.sql, id);
      if (state === 'failed') await reportGivenUp(notify, syncId, reason);
    },
  };
}
