import type { DealFields } from '#domain/deals/deal.ts';
import type { SyntheticEvent } from './synthetic-events.ts';

/** A deal of a sandbox, and the decision of its review. */
export interface SyntheticDeal {
  dealId: string;
  fields: DealFields;
  decision: 'approved' | 'rejected' | null;
}

/** The deals that the synthetic events report, so that deals and events agree. */
export function syntheticDeals(events: readonly SyntheticEvent[]): SyntheticDeal[] {
  const decided = new Map(events.flatMap(({ type, data }) => decisionOf(type, String(data['deal_id']))));
  return events
    .filter((event) => event.type === 'deal.submitted')
    .map(({ data }, index) => {
      const [dealId, company, domain] = [String(data['deal_id']), String(data['company']), String(data['domain'])];
      return {
        dealId,
        decision: decided.get(dealId) ?? null,
        fields: {
          customer: { company_name: company, website: domain },
          title: `${company}: first order`,
          expected_value: { amount: String(data['amount']), currency: String(data['currency']) },
          // Far in the future, and the same whenever the sandbox is filled.
          close_date: `2099-${String((index % 12) + 1).padStart(2, '0')}-28`,
          type: 'new_business',
          origin: 'partner',
        },
      };
    });
}

function decisionOf(type: SyntheticEvent['type'], dealId: string): [string, 'approved' | 'rejected'][] {
  if (type === 'deal.approved') return [[dealId, 'approved']];
  return type === 'deal.rejected' ? [[dealId, 'rejected']] : [];
}
