import {
  type CalendarSpec,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
} from '@temporalio/client';
import type { Sql } from '#db/database.ts';
import { clockOf, findPlan, noteScheduled, type ReconciliationPlan, scheduleKey } from '#db/reconciliation/reconciliation-plan.ts';
import { type NightClock, skippedNights } from '#domain/reconciliation/night.ts';
import type { reconcileConnection } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { reconcileConnectionId, reconciliationChanged, wakeReconciliationId } from '#workflows/reconciliation/messages.ts';
import { syncAttributes } from '#workflows/search-attributes.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts, signals and schedules the workflows of reconciliations. All methods are idempotent. They throw if Temporal is unavailable. */
export interface ReconciliationWorkflows {
  /** Starts `reconcile-connection/<syncId>/<night>`, or tells it to look again. */
  runReconciliation(run: { syncId: string; night: string }): Promise<void>;
  /** Makes the schedule `wake-reconciliation/<syncId>` as the plan of the sync says; removes it if there is no such sync. */
  scheduleReconciliation(syncId: string): Promise<void>;
  unscheduleReconciliation(syncId: string): Promise<void>;
  /** Whether somebody paused the schedule in Temporal, or deleted it. */
  findScheduleState(syncId: string): Promise<'running' | 'paused' | 'deleted'>;
}

/** Nights of many pairs are at the same time; they begin within these minutes. */
const JITTER = '10 min';
/** Of what was missed while Temporal was away, the last night at most is caught up by itself. The sweeper tells of the others. */
const CATCHUP_WINDOW = '12 h';
/** The schedule is made again each night, so this bounds only how long it stays right if nothing runs. */
const KNOWN_DAYS = 750;
const pausedByPlan = 'paused by the reconciliation plan of the sync';

export function createReconciliationWorkflows(temporal: CallTemporal, sql: Sql): ReconciliationWorkflows {
  async function unscheduleReconciliation(syncId: string): Promise<void> {
    try {
      await temporal((client) => client.schedule.getHandle(wakeReconciliationId(syncId)).delete());
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }

  async function putSchedule(plan: ReconciliationPlan): Promise<void> {
    const scheduleId = wakeReconciliationId(plan.syncId);
    const spec = specOf(clockOf(plan));
    const isPaused = plan.pausedAt !== null;
    const state = { paused: isPaused, ...(isPaused && { note: pausedByPlan }) };
    try {
      await temporal((client) =>
        client.schedule.create({
          scheduleId,
          spec,
          state,
          policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW },
          action: {
            ...{ type: 'startWorkflow', workflowType: 'wakeReconciliation', workflowId: scheduleId, taskQueue },
            ...{ args: [{ syncId: plan.syncId }], typedSearchAttributes: syncAttributes(plan.syncId) },
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      // Who paused it in Temporal did so for a reason; only another plan ends that.
      const isChanged = plan.scheduledFor !== scheduleKey(plan);
      await temporal((client) =>
        client.schedule
          .getHandle(scheduleId)
          .update((present) => ({ ...present, spec, state: isChanged ? { ...present.state, ...state } : present.state })),
      );
    }
  }

  return {
    async runReconciliation({ syncId, night }) {
      const args: Parameters<typeof reconcileConnection> = [{ syncId, night }];
      const options = {
        ...idempotentStart,
        ...{ workflowId: reconcileConnectionId(syncId, night), taskQueue, signal: reconciliationChanged, args },
        typedSearchAttributes: syncAttributes(syncId),
      };
      await temporal((client) => client.workflow.signalWithStart<typeof reconcileConnection, []>('reconcileConnection', options));
    },

    async scheduleReconciliation(syncId) {
      const plan = await findPlan(sql, syncId);
      if (!plan) return unscheduleReconciliation(syncId);
      await putSchedule(plan);
      await noteScheduled(sql, plan);
    },

    unscheduleReconciliation,

    async findScheduleState(syncId) {
      try {
        const { state } = await temporal((client) => client.schedule.getHandle(wakeReconciliationId(syncId)).describe());
        return state.paused ? 'paused' : 'running';
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
        return 'deleted';
      }
    },
  };
}

/** Temporal leaves a night out whose time a clock change skips, so those have their own entries. */
export function specOf(clock: NightClock): ScheduleSpec {
  const nights = skippedNights(new Date(), KNOWN_DAYS, clock).map(({ night, timeOfDay }) => {
    const [year = 0, month = 0, dayOfMonth = 0] = night.split('-').map(Number);
    return {
      year,
      month: monthNames[month - 1] ?? 'JANUARY',
      dayOfMonth,
      ...hourAndMinute(timeOfDay),
      comment: 'clocks skip the usual time',
    };
  });
  return { calendars: [hourAndMinute(clock.timeOfDay), ...nights], timezone: clock.timeZone, jitter: JITTER };
}

function hourAndMinute(timeOfDay: string): CalendarSpec {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return { hour, minute };
}

const monthNames = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];
