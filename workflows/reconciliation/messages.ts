import { defineSignal, defineUpdate } from '@temporalio/workflow';

/** Of the book, and of the night by its calendar. */
export const reconcileBookId = (book: string, night: string) => `reconcile-book/${book}/${night}`;
/** Of the schedule, and of the workflow that it starts. */
export const wakeBooksId = 'wake-books';

export const reconcileConnectionId = (syncId: string, night: string) => `reconcile-connection/${syncId}/${night}`;
/** Of the schedule of a pair, and of the workflow that it starts. */
export const wakeReconciliationId = (syncId: string) => `wake-reconciliation/${syncId}`;

/** To `reconcile-connection/…`: PostgreSQL has news of this run, such as a person's yes, or its end. */
export const reconciliationChanged = defineSignal('reconciliationChanged');
/** To `reconcile-connection/…`: a person agrees to what the run asks, as with the API. Rejected with the reason if it asks nothing. */
export const approveReconciliation = defineUpdate<void, [{ by: string }]>('approveReconciliation');
