import { defineQuery } from '@temporalio/workflow';

/** Workflows, with their first attempts as local activities. */
export const taskQueue = 'webhooks';
/** Workflows of deals, a few at a time: a thousand simultaneous submissions wait here without delaying other workflows. */
export const dealTaskQueue = 'deals';
/** Later attempts, drains and work for partners. They are regular activities, so that partners share them fairly. */
export const retryTaskQueue = 'webhooks-retry';

/** Of the workflows of partners (`erase-…`, `provision-sandbox/…`, `promote-partner/…`, `import-deals/…`): the current step. */
export const progress = defineQuery<string>('progress');
