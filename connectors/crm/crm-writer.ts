import type { Stage } from '#domain/deals/deal-states.ts';
import type { Money } from '#domain/money.ts';

/** An approved deal as it is written to the company's CRM. */
export interface CrmOpportunity {
  /** Our id, which is the unique external id of the opportunity in the CRM. */
  dealId: string;
  partner: { id: string; name: string };
  companyName: string;
  website: string | null;
  title: string;
  /** How far the sale has progressed; for a lost sale, how far it got. */
  stage: Stage;
  status: 'open' | 'won' | 'lost';
  /** The reason if the sale was lost; null otherwise. */
  lostReason: string | null;
  value: Money | null;
  /** YYYY-MM-DD */
  closeDate: string | null;
  /** Null if the deal is no longer protected. */
  protectedUntil: Date | null;
}

/** An opportunity as the CRM has it now. Text is as the CRM writes it. */
export interface HeldOpportunity {
  /** The CRM's own id. */
  id: string;
  dealId: string;
  partnerId: string;
  stage: string;
  status: string;
  amount: string | null;
  currency: string | null;
  closeDate: string | null;
}

/** The CRM that approved deals are written to, with one implementation per vendor. */
export interface CrmWriter {
  /**
   * Creates the opportunity or replaces its state: an upsert with our deal id as the key. Safe to repeat, whatever happened to the response of
   * an earlier call. Returns the CRM's own id. Throws ConnectorError; after `unavailable` and `malformed` the state can have arrived or not.
   * Either of two simultaneous calls can take effect last.
   */
  writeOpportunity(opportunity: CrmOpportunity): Promise<{ id: string }>;
  /**
   * A page of all opportunities that have a deal, in the order of the deals' ids, from above `after`. Two with the same deal are both listed. Fewer
   * than `limit` are the last. Throws ConnectorError. Absent where a CRM cannot list them: then they are not compared each night.
   */
  listOpportunities?(page: { after: string; limit: number }): Promise<HeldOpportunity[]>;
}
