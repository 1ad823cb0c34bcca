import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { dealChanged, importDealsId, registerDealId } from '#workflows/deals/messages.ts';
import type { importDeals, registerDeal } from '#workflows/index.ts';
import { dealTaskQueue } from '#workflows/messages.ts';
import { dealAttributes } from '#workflows/search-attributes.ts';
import { type CallTemporal, idempotentStart, partnerWorkflowOptions } from './start-workflow.ts';

/** Starts and signals the workflows of deals. All methods are idempotent. They throw if Temporal is unavailable; the sweeper then calls them. */
export interface DealWorkflows {
  /** Starts `register-deal/<dealId>`, or signals it that the deal has changed. `isNew`: it probably does not run yet. */
  registerDeal(deal: { id: string; partnerId: string; isNew?: boolean }): Promise<void>;
  /** Starts `import-deals/<id>`. */
  importDeals(job: { id: string; partnerId: string }): Promise<void>;
}

/** `hasWorkers`: this process has workers on the same connection, so the start of a workflow returns its first task to them. */
export function createDealWorkflows(temporal: CallTemporal, { hasWorkers }: { hasWorkers: boolean }): DealWorkflows {
  return {
    async registerDeal({ id, partnerId, isNew = false }) {
      const args: Parameters<typeof registerDeal> = [{ dealId: id }];
      const options = {
        ...idempotentStart,
        workflowId: registerDealId(id),
        taskQueue: dealTaskQueue,
        typedSearchAttributes: dealAttributes({ id, partnerId }),
        args,
      };
      const tell = async () => {
        const signal = dealChanged;
        await temporal((client) => client.workflow.signalWithStart<typeof registerDeal, []>('registerDeal', { ...options, signal }));
      };
      if (!isNew) return tell();
      const onlyNew = { ...options, workflowIdConflictPolicy: 'FAIL', requestEagerStart: hasWorkers } as const;
      try {
        await temporal((client) => client.workflow.start<typeof registerDeal>('registerDeal', onlyNew));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        await tell();
      }
    },
    async importDeals({ id, partnerId }) {
      const options = partnerWorkflowOptions(importDealsId(id), partnerId);
      const args: Parameters<typeof importDeals> = [{ importId: id }];
      await temporal((client) => client.workflow.start<typeof importDeals>('importDeals', { ...options, args }));
    },
  };
}
