import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { BookRun } from '#db/reconciliation/books/book-run.ts';
import type { BookNights } from '#domain/reconciliation/book-night.ts';
import type { reconcileBook, wakeBooks } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { reconcileBookId, wakeBooksId } from '#workflows/reconciliation/messages.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts and schedules the workflows of the company's books. All methods are idempotent. They throw if Temporal is unavailable. */
export interface BookWorkflows {
  /** Starts `reconcile-book/<book>/<night>`. */
  reconcileBook(run: Pick<BookRun, 'id' | 'book' | 'night'>): Promise<void>;
  /** Makes the schedule `wake-books`, or changes its time. */
  scheduleBooks(nights: BookNights): Promise<void>;
  /** Does what the schedule does, now. */
  wakeBooks(): Promise<void>;
  /** What a nightly schedule has done last; null if there is none. */
  describeSchedule(id: string): Promise<NightlySchedule | null>;
}

interface NightlySchedule {
  isPaused: boolean;
  createdAt: Date;
  /** When it was due last. */
  lastAt: Date | null;
}

export function createBookWorkflows(temporal: CallTemporal): BookWorkflows {
  return {
    async reconcileBook({ id, book, night }) {
      const args: Parameters<typeof reconcileBook> = [{ runId: id }];
      const options = { ...idempotentStart, workflowId: reconcileBookId(book, night), taskQueue, args };
      await temporal((client) => client.workflow.start<typeof reconcileBook>('reconcileBook', options));
    },

    async scheduleBooks({ timeOfDay, timeZone }) {
      const [hour, minute] = timeOfDay.split(':').map(Number);
      const spec = { calendars: [{ hour: hour ?? 0, minute: minute ?? 0 }], timezone: timeZone, jitter: '10 min' as const };
      try {
        await temporal((client) =>
          client.schedule.create({
            scheduleId: wakeBooksId,
            spec,
            policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12 hours' },
            action: { type: 'startWorkflow', workflowType: 'wakeBooks', workflowId: wakeBooksId, taskQueue },
          }),
        );
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        await temporal((client) => client.schedule.getHandle(wakeBooksId).update((present) => ({ ...present, spec })));
      }
    },

    async wakeBooks() {
      const options = { ...idempotentStart, workflowId: wakeBooksId, taskQueue };
      await temporal((client) => client.workflow.start<typeof wakeBooks>('wakeBooks', options));
    },

    async describeSchedule(id) {
      try {
        const { state, info } = await temporal((client) => client.schedule.getHandle(id).describe());
        return { isPaused: state.paused, createdAt: info.createdAt, lastAt: info.recentActions.at(-1)?.scheduledAt ?? null };
      } catch (error) {
        if (error instanceof ScheduleNotFoundError) return null;
        throw error;
      }
    },
  };
}
