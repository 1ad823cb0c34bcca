import { defineQuery } from '@temporalio/workflow';

/** Workflows and their first, local attempts. */
export const taskQueue = 'webhooks';
/** Workflows of deals, a few at a time: a thousand submissions at once wait here, and nobody else waits for them. */
export const dealTaskQueue = 'deals';
/** Later attempts, drains and what is done for partners: regular activities, so that waiting partners share them fairly. */
export const retryTaskQueue = 'webhooks-retry';

/** Of the workflows of partners (`erase-…`, `provision-sandbox/…`, `promote-partner/…`, `import-deals/…`): the step they are at. */
export const progress = defineQuery<string>('progress');
