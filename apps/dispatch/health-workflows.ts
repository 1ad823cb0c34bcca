import { watchHealthId } from '#workflows/health/messages.ts';
import type { watchHealth } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts the workflows of Integration Health. All methods are idempotent. All throw when Temporal is unavailable; the sweeper then calls them. */
export interface HealthWorkflows {
  /** Starts `watch-health/<environment>`. */
  watchHealth(environment: string): Promise<void>;
}

export function createHealthWorkflows(temporal: CallTemporal): HealthWorkflows {
  return {
    async watchHealth(environment) {
      const options = { ...idempotentStart, workflowId: watchHealthId(environment), taskQueue };
      await temporal((client) => client.workflow.start<typeof watchHealth>('watchHealth', options));
    },
  };
}
