import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';
import type { WorkflowTraces } from '#apps/dispatch/workflow-traces.ts';
import { errorTypeOf, type Tracer } from '#domain/tracer.ts';

/** A span of each activity. It belongs to the trace of the start of its workflow, if this process knows it. */
export function traceActivities(
  tracer: Tracer,
  traces: WorkflowTraces,
  { activityType, attempt, isLocal, workflowExecution }: Pick<Info, 'activityType' | 'attempt' | 'isLocal' | 'workflowExecution'>,
): ActivityInterceptors {
  const { workflowId = '', runId = '' } = workflowExecution ?? {};
  return {
    inbound: {
      async execute(input, next) {
        const span = tracer.begin({
          name: `RunActivity:${activityType}`,
          kind: 'internal',
          parent: traces.find(workflowId) ?? null,
          attributes: {
            'temporal.workflow.id': workflowId,
            'temporal.run.id': runId,
            'temporal.activity.type': activityType,
            'temporal.activity.attempt': attempt,
            'temporal.activity.local': isLocal,
          },
        });
        try {
          return await tracer.within(span.context, () => next(input));
        } catch (error) {
          if (!isWaiting(error)) span.fail(errorTypeOf(error));
          throw error;
        } finally {
          span.end();
        }
      },
    },
  };
}

/** It comes back later: nothing went wrong. */
const isWaiting = (error: unknown) => error instanceof ApplicationFailure && error.category === 'BENIGN';
