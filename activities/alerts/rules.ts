import { readQuotas, readReconnects, readVendors } from './read-connections.ts';
import { readGivenUp, readQueue, readStreaks } from './read-deliveries.ts';
import { readCertificates, readEvents, readKeys, readReviews } from './read-dues.ts';
import { readObjectives } from './read-objectives.ts';
import { readDrift, readFailingSyncs, readMissed } from './read-syncs.ts';
import type { ReadableRule, ReadRule } from './rule-reader.ts';

/** How each rule is read. */
export const ruleReaders: { readonly [Rule in ReadableRule]: ReadRule<Rule> } = {
  failure_streak: readStreaks,
  dead_letters_growing: readGivenUp,
  queue_stuck: readQueue,
  reconnect_needed: readReconnects,
  vendor_down: readVendors,
  quota_low: readQuotas,
  sync_failing: readFailingSyncs,
  schedule_missed: readMissed,
  drift: readDrift,
  objective_burning: readObjectives,
  deal_review_due: readReviews,
  key_expiring: readKeys,
  certificate_expiring: readCertificates,
  event_reported: readEvents,
};
