import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Database } from '#db/database.ts';
import type { Settings } from '#domain/settings.ts';
import { collectBillingFacts } from './billing-facts.ts';
import { collectDealFacts } from './deal-facts.ts';

export interface FactCollectorDeps {
  db: Database;
  attribution: AttributionStore;
  pseudonyms: () => Promise<Pseudonym>;
  settings: () => Settings;
}

/**
 * Records what deals, calls with API keys and the connected billing tell, as far as the settings want it. Returns how many facts are new. Safe
 * to repeat, and to run in two processes at once: each fact has an external id that says what it is of.
 */
export async function collectFacts(
  { db, attribution: { sql: store }, pseudonyms, settings }: FactCollectorDeps,
  now = Date.now(),
): Promise<number> {
  const { touch_sources: sources, revenue_source: revenueSource } = settings().attribution;
  const pseudonym = await pseudonyms();
  const deals = { sql: db.sql, store, pseudonym, isRevenue: revenueSource === 'deals', notesCalls: sources.includes('api_key') };
  const ofDeals = await collectDealFacts(deals);
  return ofDeals + (revenueSource === 'billing' ? await collectBillingFacts({ sql: db.sql, store, pseudonym }, now) : 0);
}
