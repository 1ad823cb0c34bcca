import type { PartnerStatus } from '#domain/partners/partner.ts';

/** The data that the checks of a promotion use. */
export interface PromotionFacts {
  partnerStatus: PartnerStatus;
  /** Null if the partner has no sandbox row. */
  sandboxStatus: 'provisioning' | 'ready' | null;
  /** Enabled endpoints, and those of them that accepted a test event since their URL was set. */
  enabledEndpoints: number;
  verifiedEndpoints: number;
  testEventsDelivered: number;
  dealsSubmitted: number;
  technicalContacts: number;
  runningImports: number;
}

export interface PromotionCheck {
  check: string;
  passed: boolean;
  /** What the check found and, if it failed, what to do. */
  detail: string;
}

interface Rule {
  check: string;
  passes: (facts: PromotionFacts) => boolean;
  found: (facts: PromotionFacts) => string;
  toDo: string;
}

/** All must pass. To add a check, add an entry here and its data to `readPromotionFacts`. */
const rules: readonly Rule[] = [
  {
    check: 'partner_active',
    passes: ({ partnerStatus }) => partnerStatus === 'active',
    found: ({ partnerStatus }) => `The partner is ${partnerStatus}`,
    toDo: 'ask the operator to activate it with POST /partners/{id}/activate',
  },
  {
    check: 'sandbox_settled',
    passes: ({ sandboxStatus }) => sandboxStatus !== 'provisioning',
    found: ({ sandboxStatus }) => (sandboxStatus === 'provisioning' ? 'The sandbox is being provisioned' : 'Nothing is being provisioned'),
    toDo: 'wait until GET /sandboxes/{partner_id} returns the status ready',
  },
  {
    check: 'endpoint_verified',
    passes: ({ verifiedEndpoints }) => verifiedEndpoints > 0,
    found: ({ verifiedEndpoints, enabledEndpoints }) =>
      `Enabled endpoints: ${enabledEndpoints}; of these, ${verifiedEndpoints} returned 2xx for a test event since their URL was set`,
    toDo: 'create or enable an endpoint, and send it a test event with POST /endpoints/{id}/test',
  },
  {
    check: 'test_event_delivered',
    passes: ({ testEventsDelivered }) => testEventsDelivered > 0,
    found: ({ testEventsDelivered }) => `Test events delivered: ${testEventsDelivered}`,
    toDo: 'send one with POST /partners/webhooks/test, and check its delivery with GET /deliveries/{id}',
  },
  {
    check: 'deal_submitted',
    passes: ({ dealsSubmitted }) => dealsSubmitted > 0,
    found: ({ dealsSubmitted }) => `Deals submitted: ${dealsSubmitted}`,
    toDo: 'create one with POST /deals and submit it with POST /deals/{id}/submit',
  },
  {
    check: 'imports_finished',
    passes: ({ runningImports }) => runningImports === 0,
    found: ({ runningImports }) => `Running imports: ${runningImports}`,
    toDo: 'wait until GET /deal-imports/{id} returns the status finished, because its remaining rows would become production deals',
  },
  {
    check: 'technical_contact',
    passes: ({ technicalContacts }) => technicalContacts > 0,
    found: ({ technicalContacts }) => `Technical contacts: ${technicalContacts}`,
    toDo: 'ask the operator to add a contact with the role technical with PATCH /partners/{id}',
  },
];

export function checkPromotion(facts: PromotionFacts): PromotionCheck[] {
  return rules.map(({ check, passes, found, toDo }) => {
    const passed = passes(facts);
    return { check, passed, detail: passed ? `${found(facts)}.` : `${found(facts)}. To do: ${toDo}.` };
  });
}
