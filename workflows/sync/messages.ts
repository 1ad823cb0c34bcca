import { defineSignal } from '@temporalio/workflow';

export const syncConnectionId = (syncId: string) => `sync-connection/${syncId}`;
export const testSyncId = (testId: string) => `test-sync/${testId}`;
/** Of the schedule that polls, and of the workflow that it starts. */
export const wakeSyncId = (syncId: string) => `wake-sync/${syncId}`;

/** What a person can ask of a sync, by the API or with the signal of the same name in Temporal. */
export const syncRequests = ['triggerSync', 'pauseSync', 'resumeSync', 'backfillSync', 'resetSync'] as const;
export type SyncRequest = (typeof syncRequests)[number];

/** To `sync-connection/…`: run now; stop; go on; read everything again; forget how far was read and read everything again. */
export const syncRequest = Object.fromEntries(syncRequests.map((name) => [name, defineSignal(name)])) as Record<
  SyncRequest,
  ReturnType<typeof defineSignal>
>;
/** To `sync-connection/…`: PostgreSQL has a new wish for this sync. */
export const syncChanged = defineSignal('syncChanged');
