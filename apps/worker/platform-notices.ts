/** What happened and what to do, for the line of the log that goes with an event for the company's own people. */
const notices: Record<string, string> = {
  'causeway.delivery.dead_lettered':
    'a delivery was dead-lettered: read last_error, and replay it once the receiver works (runbook: "The number of dead letters grows")',
  'causeway.endpoint.failing':
    'an endpoint keeps failing and will be disabled at disabled_at: ask its partner to mend it (runbook: "An endpoint was disabled automatically")',
  'causeway.endpoint.disabled':
    'an endpoint was disabled and its deliveries are held: ask its partner to mend it, then enable it (runbook: "An endpoint was disabled automatically")',
  'causeway.endpoint.transformation_failed':
    'payloads cannot be transformed for an endpoint and are held: correct its transformation or schema_versions (runbook: "A payload cannot be transformed")',
  'causeway.deal.review_due': 'the review of a deal is due soon: decide it, or ask the assignee',
  'causeway.deal.review_overdue': 'the review of a deal is overdue: decide it, or extend it (runbook: "A review is overdue")',
  'causeway.deal.crm_refused':
    'the CRM rejected a deal: correct what reason names, then change or assign the deal (runbook: "A deal is missing in the CRM")',
  'causeway.crm.unavailable': 'the CRM is away and approved deals wait: restore it (runbook: "A deal is missing in the CRM")',
  'causeway.crm.token_refused':
    'the CRM refuses the token and approved deals wait: set a valid CRM_TOKEN and restart the workers (runbook: "A deal is missing in the CRM")',
  'causeway.crm.recovered': 'the CRM can be written to again: nothing to do, waiting deals are written now',
  'causeway.encryption_key.missing':
    'an encryption key is missing and deliveries that need it are held: add it and restart (runbook: "An encryption key is lost")',
};

export const noticeOf = (type: string): string => notices[type] ?? `${type}: GET /events?type=${type} shows the details`;
