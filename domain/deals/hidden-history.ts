/** Steps of a deal that only the company sees. */
export const hiddenActions = ['assigned'];
/** Only the company sees what a deal was matched with, who is responsible for it, who owned it before and its state in the CRM. */
export const hiddenColumns = [
  'mergedInto',
  'assignee',
  'partnerId',
  'crmId',
  'crmWrittenAt',
  'crmVersion',
  'crmError',
  'crmIsWaiting',
  'crmNextAttemptAt',
  'processError',
  'protectedFrom',
];
/** The reasons of these can name other partners, for example why a deal was approved despite a conflict. */
export const hiddenReasons = ['moved', 'overridden', 'approved', 'merged'];
