import { maintainAttributionId, recomputeAttributionId } from '#workflows/attribution/messages.ts';
import type { maintainAttribution, recomputeAttribution } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts the workflows of attribution. All methods are idempotent. All throw when Temporal is unavailable; the sweeper then calls them. */
export interface AttributionWorkflows {
  /** Starts `attribution/<environment>`. */
  maintainAttribution(environment: string): Promise<void>;
  /** Starts `recompute-attribution/<version>`. */
  recomputeAttribution(version: number): Promise<void>;
}

export function createAttributionWorkflows(temporal: CallTemporal): AttributionWorkflows {
  return {
    async maintainAttribution(environment) {
      const options = { ...idempotentStart, workflowId: maintainAttributionId(environment), taskQueue };
      await temporal((client) => client.workflow.start<typeof maintainAttribution>('maintainAttribution', options));
    },
    async recomputeAttribution(version) {
      const args: Parameters<typeof recomputeAttribution> = [{ version }];
      const options = { ...idempotentStart, workflowId: recomputeAttributionId(version), taskQueue, args };
      await temporal((client) => client.workflow.start<typeof recomputeAttribution>('recomputeAttribution', options));
    },
  };
}
