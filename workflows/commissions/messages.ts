import { defineSignal } from '@temporalio/workflow';

export const accrueCommissionId = (goalId: string) => `accrue-commission/${goalId}`;

export const disputeId = (id: string) => `dispute/${id}`;
export const runPayoutId = (batchId: string) => `run-payout/${batchId}`;
/** Of the schedule, and with a time of each workflow that it starts. */
export const releaseHoldsId = 'release-holds';

/** To `accrue-commission/…`: there is a new sale, or a refund. */
export const goalChanged = defineSignal('goalChanged');
/** To `run-payout/…`: it was approved or cancelled, or there are results. */
export const payoutChanged = defineSignal('payoutChanged');
/** To `dispute/…`: it was decided. */
export const disputeChanged = defineSignal('disputeChanged');
