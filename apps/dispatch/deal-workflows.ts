import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { dealChanged, importDealsId, registerDealId } from '#workflows/deals/messages.ts';
import type { importDeals, registerDeal } from '#workflows/index.ts';
import { dealTaskQueue } from '#workflows/messages.ts';
import { dealAttributes } from '#workflows/search-attributes.ts';
import { coalesce } from './coalesce.ts';
import { type CallTemporal, idempotentStart, partnerWorkflowOptions } from './start-workflow.ts';

/** Starts and signals the workflows of deals. All methods are idempotent. They throw if Temporal is unavailable; the sweeper then calls them. */
export interface DealWorkflows {
  /** Starts `register-deal/<dealId>`, or signals it that the deal has changed. `isNew`: it probably does not run yet. */
  registerDeal(deal: { id: string; partnerId: string; isNew?: boolean }): Promise<void>;
  /** Starts `import-deals/<id>`. */
  importDeals(job: { id: string; partnerId: string }): Promise<void>;
}

/**
 * A signal only says that the deal must be read again, so one is enough for all changes of this time. A flood of changes would otherwise
 * make a history that grows faster than the workflow handles it.
 */
const signalEveryMs = 500;

/** `hasWorkers`: this process has workers on the same connection, so the start of a workflow returns its first task to them. */
export function createDealWorkflows(temporal: CallTemporal, { hasWorkers }: { hasWorkers: boolean }): DealWorkflows {
  const tell = coalesce(signalEveryMs, async (deal: { id: string; partnerId: string }) => {
    const options = { ...optionsOf(deal), signal: dealChanged };
    await temporal((client) => client.workflow.signalWithStart<typeof registerDeal, []>('registerDeal', options));
  });

  return {
    async registerDeal({ isNew = false, ...deal }) {
      if (!isNew) return tell(deal);
      const onlyNew = { ...optionsOf(deal), workflowIdConflictPolicy: 'FAIL', requestEagerStart: hasWorkers } as const;
      try {
        await temporal((client) => client.workflow.start<typeof registerDeal>('registerDeal', onlyNew));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        await tell(deal);
      }
    },
    async importDeals({ id, partnerId }) {
      const options = partnerWorkflowOptions(importDealsId(id), partnerId);
      const args: Parameters<typeof importDeals> = [{ importId: id }];
      await temporal((client) => client.workflow.start<typeof importDeals>('importDeals', { ...options, args }));
    },
  };
}

function optionsOf(deal: { id: string; partnerId: string }) {
  const args: Parameters<typeof registerDeal> = [{ dealId: deal.id }];
  return {
    ...idempotentStart,
    workflowId: registerDealId(deal.id),
    taskQueue: dealTaskQueue,
    typedSearchAttributes: dealAttributes(deal),
    args,
  };
}
