import { accrueCommissionId, disputeChanged, disputeId, goalChanged, payoutChanged, runPayoutId } from '#workflows/commissions/messages.ts';
import type { accrueCommission, answerDispute, runPayout } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts and signals the workflows of commissions. All methods are idempotent. They throw if Temporal is unavailable; the sweeper then calls them. */
export interface CommissionWorkflows {
  /** Starts `accrue-commission/<goalId>`, or signals it that there is news. */
  accrue(goalId: string): Promise<void>;
  /** Starts `run-payout/<batchId>`, or signals it that the batch has changed. */
  runPayout(batchId: string): Promise<void>;
  /** Starts `dispute/<id>`, or signals it that it was decided. */
  answerDispute(id: string): Promise<void>;
}

export function createCommissionWorkflows(temporal: CallTemporal): CommissionWorkflows {
  return {
    async accrue(goalId) {
      const args: Parameters<typeof accrueCommission> = [{ goalId }];
      const options = { ...idempotentStart, workflowId: accrueCommissionId(goalId), taskQueue, args, signal: goalChanged };
      await temporal((client) => client.workflow.signalWithStart<typeof accrueCommission, []>('accrueCommission', options));
    },
    async runPayout(batchId) {
      const args: Parameters<typeof runPayout> = [{ batchId }];
      const options = { ...idempotentStart, workflowId: runPayoutId(batchId), taskQueue, args, signal: payoutChanged };
      await temporal((client) => client.workflow.signalWithStart<typeof runPayout, []>('runPayout', options));
    },
    async answerDispute(id) {
      const args: Parameters<typeof answerDispute> = [{ disputeId: id }];
      const options = { ...idempotentStart, workflowId: disputeId(id), taskQueue, args, signal: disputeChanged };
      await temporal((client) => client.workflow.signalWithStart<typeof answerDispute, []>('answerDispute', options));
    },
  };
}
