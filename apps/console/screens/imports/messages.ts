import type { Schema } from '#apps/console/api/schema.ts';
import { count, messages, number } from '#apps/console/messages/messages.ts';

const states: Record<Schema<'DealImportStatus'>, string> = {
  running: 'Running',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};
const rowStates: Record<Schema<'DealImportRowStatus'>, string> = {
  waiting: 'Waiting',
  created: 'Created',
  updated: 'Changed',
  unchanged: 'Unchanged',
  failed: 'Failed',
};

export const texts = messages({
  title: 'Imports of deals',
  states,
  rowStates,
  state: 'State',
  file: 'CSV file',
  fileText:
    'A header, then a deal a line. Columns are external_id and paths of fields, such as customer.company_name, customer.website, title, expected_value.amount, expected_value.currency, close_date and type. If columns have other names, you say what they are. The same file can be sent again: what it has brought already is changed, not doubled.',
  columns: 'Columns of the file',
  leftOut: 'Left out',
  partner: 'Partner',
  submit: 'Submit each deal at once',
  upload: 'Import',
  begun: 'Begun',
  ended: 'Ended',
  rows: 'Rows',
  done: 'Done',
  failed: 'Failed',
  reason: 'Reason',
  nothing: 'Nothing was imported yet',
  nothingText: 'Files that you import are here, with each row that could not be taken and why.',
  titleOf: (at: string) => `Import ${at}`,
  progress: (done: number, total: number) => `${number(done)} of ${count(total, 'row', 'rows')}`,
  row: 'Row',
  externalId: 'Your ID',
  deal: 'Deal',
  errors: 'What is wrong',
  noRows: 'There are no rows',
  noRowsText: 'They are here as soon as the file is read.',
  all: 'All imports',
  failedRows: (value: number) => `${count(value, 'row', 'rows')} could not be taken`,
  failedText: 'Mend them in the file, and import it again: what it has brought already is not doubled.',
  seeFailed: 'See them and why',
});
