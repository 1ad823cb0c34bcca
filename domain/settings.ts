import { z } from 'zod';
import { Gateway } from './access/gateway-settings.ts';
import { Alerts } from './alerts/alert-settings.ts';
import { Attribution } from './attribution/attribution-settings.ts';
import { wholeNumber } from './bounded-number.ts';
import { Commissions } from './commissions/commission-settings.ts';
import { Connections } from './connections/connection-settings.ts';
import { Inbound } from './connections/inbound-settings.ts';
import { Deals } from './deals/deal-settings.ts';
import { Webhooks } from './delivery/webhook-settings.ts';
import { Health } from './health/health-settings.ts';
import { RateLimit } from './partners/partner-rate-limit.ts';
import { Reconciliation } from './reconciliation/reconciliation-settings.ts';
import { Syncs } from './sync/sync-settings.ts';

const Security = z.strictObject({
  /** Private addresses, networks (10.0.0.0/8) and host names that webhooks may be sent to. All other private addresses are rejected. */
  egress_allow: z.array(z.string().min(1).max(255)).max(100).default([]),
});

const Metrics = z.strictObject({
  /** Partners with series of their own in the metrics of a process, the busiest first; the others are one. Each is about 2 KB of every scrape. */
  max_partners: wholeNumber(1, 1_000).default(200),
  /** What comes from PostgreSQL is read this often at most. */
  read_every_s: wholeNumber(5, 300).default(15),
});

const Traces = z.strictObject({
  /** The part of new traces that is exported. Those with an error are, whatever it says. A caller's traceparent decides about its own traces. */
  sample_ratio: z.number().min(0).max(1).default(0.05),
});

const Log = z.strictObject({
  /** Which requests have a line at the level info: all, those that took a second or failed (slow), those that failed with 5xx (errors), or none. */
  requests: z.enum(['all', 'slow', 'errors', 'none']).default('none'),
});

/** config/partners-engine.yaml. Every key has a default, so the file contains only the differences. */
export const Settings = z.strictObject({
  gateway: Gateway.prefault({}),
  rate_limit: z
    .strictObject({
      sandbox: RateLimit.default({ per_minute: 20, burst: 5 }),
      standard: RateLimit.default({ per_minute: 60, burst: 10 }),
      enterprise: RateLimit.default({ per_minute: 300, burst: 50 }),
    })
    .prefault({}),
  webhooks: Webhooks.prefault({}),
  inbound: Inbound.prefault({}),
  connections: Connections.prefault({}),
  syncs: Syncs.prefault({}),
  deals: Deals.prefault({}),
  attribution: Attribution.prefault({}),
  commissions: Commissions.prefault({}),
  reconciliation: Reconciliation.prefault({}),
  health: Health.prefault({}),
  alerts: Alerts.prefault({}),
  security: Security.prefault({}),
  metrics: Metrics.prefault({}),
  traces: Traces.prefault({}),
  log: Log.prefault({}),
});
export type Settings = z.infer<typeof Settings>;
