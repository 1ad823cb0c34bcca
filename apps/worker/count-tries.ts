import { hash } from 'node:crypto';
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { MustWait, presentTry, TriedInVain, type UnfinishedWork } from '#activities/unfinished-work.ts';
import { triedInVain } from '#workflows/messages.ts';

/** Claims show which deliveries were in flight when a process died, so their attempts need no note. */
const countedByClaims = new Set(['attemptFirst', 'attemptLater']);
/** Trying other work takes a moment or a minute. */
const waitMs = 1_000;

/**
 * Ends an activity that was tried three times and never ended, because each time its process died or did not respond. Temporal would hand it
 * from process to process for ever.
 */
export function countTries(unfinished: UnfinishedWork): ActivityInterceptors {
  return {
    inbound: {
      async execute(input, next) {
        const { activityType, workflowExecution } = activityInfo();
        if (countedByClaims.has(activityType)) return next(input);
        // Not its attempt or run: a workflow that repeats the activity by itself, or is started again, continues the count. The first argument
        // tells activities apart that a workflow runs side by side.
        const subject = hash('sha256', JSON.stringify(input.args[0] ?? null), 'base64url').slice(0, 16);
        const id = `${workflowExecution?.workflowId ?? ''}/${activityType}/${subject}`;
        const present = await unfinished.begin(id, { what: activityType }).catch((error: unknown) => {
          throw toFailure(error);
        });
        try {
          return await presentTry.run(present, () => next(input));
        } finally {
          await present.end();
        }
      },
    },
  };
}

function toFailure(error: unknown): unknown {
  if (error instanceof TriedInVain) return ApplicationFailure.nonRetryable(error.message, triedInVain);
  if (error instanceof MustWait) {
    const nextRetryDelay = waitMs * (1 + Math.random());
    return ApplicationFailure.create({ message: error.message, type: 'MustWait', nextRetryDelay, category: 'BENIGN' });
  }
  return error;
}
