import { defineQuery } from '@temporalio/workflow';

/** Workflows, with their first attempts as local activities. */
export const taskQueue = 'webhooks';
/** Workflows of deals, a few at a time: a thousand simultaneous submissions wait here without delaying other workflows. */
export const dealTaskQueue = 'deals';
/** Later attempts, drains and work for partners. They are regular activities, so that partners share them fairly. */
export const retryTaskQueue = 'webhooks-retry';

/** The same two of a region; the empty text is the home region. */
export const taskQueueOf = (region: string): string => (region === '' ? taskQueue : `${taskQueue}@${region}`);
export const retryTaskQueueOf = (queue: string): string =>
  queue.startsWith(`${taskQueue}@`) ? queue.replace(taskQueue, retryTaskQueue) : retryTaskQueue;

/** The type of the failure of an activity that was tried three times, and each time its process died or did not respond. */
export const triedInVain = 'TriedInVain';

/** Of the workflows of partners (`erase-…`, `provision-sandbox/…`, `promote-partner/…`, `import-deals/…`): the current step. */
export const progress = defineQuery<string>('progress');
