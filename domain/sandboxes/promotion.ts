import type { PartnerStatus } from '#domain/partners/partner.ts';

/** What the checks of a promotion are decided by. */
export interface PromotionFacts {
  partnerStatus: PartnerStatus;
  /** Null where the partner has no sandbox row. */
  sandboxStatus: 'provisioning' | 'ready' | null;
  /** Enabled endpoints, and those of them that took a test event since their URL was set. */
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
  /** What was found, and if that does not do, what does. */
  detail: string;
}

interface Rule {
  check: string;
  passes: (facts: PromotionFacts) => boolean;
  found: (facts: PromotionFacts) => string;
  toDo: string;
}

/** All must pass. One more is one more entry here, and what it decides by in `readPromotionFacts`. */
const rules: readonly Rule[] = [
  {
    check: 'partner_active',
    passes: ({ partnerStatus }) => partnerStatus === 'active',
    found: ({ partnerStatus }) => `The partner is ${partnerStatus}`,
    toDo: 'have the operator activate it: POST /partners/{id}/activate',
  },
  {
    check: 'sandbox_settled',
    passes: ({ sandboxStatus }) => sandboxStatus !== 'provisioning',
    found: ({ sandboxStatus }) => (sandboxStatus === 'provisioning' ? 'The sandbox is being provisioned' : 'Nothing is being provisioned'),
    toDo: 'wait until GET /sandboxes/{partner_id} says ready',
  },
  {
    check: 'endpoint_verified',
    passes: ({ verifiedEndpoints }) => verifiedEndpoints > 0,
    found: ({ verifiedEndpoints, enabledEndpoints }) =>
      `Enabled endpoints: ${enabledEndpoints}; of these have answered a test event with 2xx since their URL was set: ${verifiedEndpoints}`,
    toDo: 'create or enable an endpoint, and send it a test with POST /endpoints/{id}/test',
  },
  {
    check: 'test_event_delivered',
    passes: ({ testEventsDelivered }) => testEventsDelivered > 0,
    found: ({ testEventsDelivered }) => `Test events delivered: ${testEventsDelivered}`,
    toDo: 'send one with POST /partners/webhooks/test, and read GET /deliveries/{id} to see how it went',
  },
  {
    check: 'deal_submitted',
    passes: ({ dealsSubmitted }) => dealsSubmitted > 0,
    found: ({ dealsSubmitted }) => `Deals submitted: ${dealsSubmitted}`,
    toDo: 'create one with POST /deals and hand it in with POST /deals/{id}/submit',
  },
  {
    check: 'imports_finished',
    passes: ({ runningImports }) => runningImports === 0,
    found: ({ runningImports }) => `Imports under way: ${runningImports}`,
    toDo: 'wait until GET /deal-imports/{id} says finished: the rest of its rows would be deals of production',
  },
  {
    check: 'technical_contact',
    passes: ({ technicalContacts }) => technicalContacts > 0,
    found: ({ technicalContacts }) => `Technical contacts: ${technicalContacts}`,
    toDo: 'have the operator add a contact with the role technical: PATCH /partners/{id}',
  },
];

export function checkPromotion(facts: PromotionFacts): PromotionCheck[] {
  return rules.map(({ check, passes, found, toDo }) => {
    const passed = passes(facts);
    return { check, passed, detail: passed ? `${found(facts)}.` : `${found(facts)}. To do: ${toDo}.` };
  });
}
