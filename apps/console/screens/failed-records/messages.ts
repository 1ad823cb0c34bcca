import type { Schema } from '#apps/console/api/schema.ts';
import { count, messages } from '#apps/console/messages/messages.ts';

const operations: Record<Schema<'SyncWriteOperation'>, string> = { create: 'Create', update: 'Change', delete: 'Delete' };

export const texts = messages({
  title: 'Failed records',
  operations,
  toSync: 'The sync',
  toConflicts: 'Its conflicts',
  csv: 'CSV of all that match',
  groups: 'Why they failed',
  number: 'Number',
  remedy: 'Remedy',
  last: 'Last',
  only: 'Only these',
  reason: 'Reason',
  record: 'Record',
  recordId: 'Record ID',
  what: 'To be done',
  inSide: (operation: string, side: string) => `${operation} in ${side}`,
  field: 'Field',
  message: 'What the vendor says',
  attempts: 'Attempts',
  next: 'Next attempt',
  nothing: 'No failed records',
  nothingText: 'Every record that this sync wanted to write is written, or waits for its turn.',
  retryAll: 'Retry all that match …',
  retryTitle: 'Retry failed records',
  retryText:
    'All failed records that match the filters, on all pages, are written again by the next run. Those that fail again are back here.',
  retryNow: 'Retry',
  retried: (value: number) => `${count(value, 'record is', 'records are')} written again by the next run.`,
  retry: 'Retry',
  dismiss: 'Dismiss …',
  dismissTitle: 'Dismiss failed records',
  dismissText: 'They stay as they are in the target. Each is written again only if another state of it is wanted.',
  because: 'Reason, for those who look',
  dismissNow: 'Dismiss',
  dismissed: (value: number) => `${count(value, 'record', 'records')} dismissed.`,
});
