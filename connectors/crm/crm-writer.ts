import type { Stage } from '#domain/deals/deal-states.ts';
import type { Money } from '#domain/money.ts';

/** An approved deal as the company's CRM is to know it. */
export interface CrmOpportunity {
  /** Ours; in the CRM the external id, of which there is one opportunity at most. */
  dealId: string;
  partner: { id: string; name: string };
  companyName: string;
  website: string | null;
  title: string;
  /** How far the sale is; of one that was lost, how far it got. */
  stage: Stage;
  status: 'open' | 'won' | 'lost';
  /** Why, when it was lost; null otherwise. */
  lostReason: string | null;
  value: Money | null;
  /** YYYY-MM-DD */
  closeDate: string | null;
  /** Null when nothing is protected any more. */
  protectedUntil: Date | null;
}

/** Where approved deals are written on to: one implementation a vendor. */
export interface CrmWriter {
  /**
   * Creates the opportunity or replaces its state: an upsert keyed by our deal id. Repeating it is safe, whatever happened to the
   * answer of an earlier call. Answers the CRM's own id. Throws ConnectorError; after `unavailable` and `malformed` the state may
   * have arrived or not. Of two calls at once either may be the last.
   */
  writeOpportunity(opportunity: CrmOpportunity): Promise<{ id: string }>;
}
