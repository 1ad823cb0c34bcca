import { endedMessages, settledAlerts } from '#db/alerts/alert-purge.ts';
import { findExpiredTouch, purgeTouches } from '#db/attribution/facts/purge-touches.ts';
import { endedAttempts } from '#db/connections/connect-attempt.ts';
import { findExpiredWebhook } from '#db/connections/inbound-erasure.ts';
import type { Sql } from '#db/database.ts';
import { finishedImports } from '#db/deals/import-purge.ts';
import { findExpiredDeadLetter } from '#db/delivery/dead-letter.ts';
import { findOldHour, purgeDeliveryHours } from '#db/delivery/delivery-hours.ts';
import { findEndedDelivery, findPurgedUntil, purgeDeliveries, slackDays } from '#db/delivery/delivery-purge.ts';
import { type EndedRows, findEndedRow, purgeEndedRows } from '#db/ended-rows.ts';
import { findExpiredEvent, purgeEvents } from '#db/events/event-purge.ts';
import { findOldIdempotencyKey } from '#db/idempotency.ts';
import { endedReconciliations } from '#db/reconciliation/reconciliation-purge.ts';
import { endedRuns, endedTests, endedWrites, resolvedConflicts } from '#db/sync/sync-purge.ts';
import { daysAgo } from '#domain/days.ts';
import type { Settings } from '#domain/settings.ts';

/** What is kept for a time. */
interface Kept {
  name: string;
  days: number;
  /** How much longer it may be kept, because it goes in large pieces. */
  slackDays?: number;
  /** When the oldest of it ended that ended before; null if there is none. */
  findOldest: (sql: Sql, before: Date) => Promise<Date | null>;
}

/** What the nightly purge deletes table by table. */
export interface Purge extends Kept {
  /** Deletes what ended before, page by page, and yields how many rows each page had. Safe to repeat and to interrupt. */
  purge: (sql: Sql, before: Date) => AsyncIterable<number>;
}

const ended = (days: number, rows: EndedRows): Purge => ({
  ...{ name: rows.table, days },
  findOldest: (sql, before) => findEndedRow(sql, rows, before),
  purge: (sql, before) => purgeEndedRows(sql, rows, before),
});

/** How long the links to consent pages are kept after they stopped working, for questions about them. */
const CONNECT_ATTEMPT_DAYS = 30;
/** How long the numbers of deliveries by hour are kept, for charts. */
const DELIVERY_HOUR_DAYS = 92;
/** How long alerts are kept after their end was told, for whoever asks what was when. */
const ALERT_DAYS = 90;

/** Everything that is purged after a time by the same rule: a new table that grows is one line here. In the order of the purge. */
export function purges({ webhooks, syncs, deals, reconciliation }: Settings): Purge[] {
  const days = { days: webhooks.retention_days, slackDays: slackDays(webhooks.retention_days) };
  return [
    { name: 'delivery', ...days, findOldest: findEndedDelivery, purge: (sql, before) => purgeDeliveries(sql, before) },
    { name: 'delivery_hour', days: DELIVERY_HOUR_DAYS, findOldest: findOldHour, purge: purgeDeliveryHours },
    // Events after them: they are kept as long as their deliveries.
    { name: 'event', ...days, findOldest: findExpiredEvent, purge: purgeEventsBelow },
    ended(syncs.retention_days, endedWrites),
    ended(syncs.retention_days, endedTests),
    ended(syncs.retention_days, endedRuns),
    ended(syncs.retention_days, resolvedConflicts),
    ended(reconciliation.retention_days, endedReconciliations),
    ended(deals.import_retention_days, finishedImports),
    ended(CONNECT_ATTEMPT_DAYS, endedAttempts),
    ended(ALERT_DAYS, settledAlerts),
    // After them: messages are kept as long as their alerts.
    ended(ALERT_DAYS, endedMessages),
  ];
}

/** The same of the attribution store, which can be in another database: touches, for as long as their source says. */
export function factPurges({ attribution }: Settings, store: Sql): Purge[] {
  return Object.entries(attribution.retention_days).map(([source, days]) => ({
    name: `touch (${source})`,
    days,
    findOldest: (_sql, before) => findExpiredTouch(store, source, before),
    purge: (_sql, before) => purgeTouches(store, source, before),
  }));
}

/** As long as a partition is not dropped, its deliveries keep their events, so that looking at each of them would be in vain. */
async function* purgeEventsBelow(sql: Sql, before: Date): AsyncGenerator<number> {
  yield* purgeEvents(sql, await findPurgedUntil(sql, before));
}

/** What has a purge of its own. */
const purgedElsewhere = ({ gateway, webhooks, inbound }: Settings): Kept[] => [
  { name: 'dead_letter', days: webhooks.dlq.retention_days, findOldest: findExpiredDeadLetter },
  { name: 'inbound_webhook', days: inbound.retention_days, findOldest: findExpiredWebhook },
  { name: 'idempotency_key', days: gateway.idempotency_h / 24, findOldest: findOldIdempotencyKey },
];

export interface Overdue {
  /** The table, or what of it. */
  name: string;
  /** By the settings. */
  keptDays: number;
  /** When the oldest row ended that should have been purged. */
  oldest: Date;
}

/**
 * What should have been purged more than `graceDays` ago and was not. Empty while the purge runs every night and keeps up. A grace of two days
 * allows for one night that failed. `store`: the attribution store, if that is to be looked at too.
 */
export async function listOverdue(sql: Sql, settings: Settings, graceDays = 2, store?: Sql): Promise<Overdue[]> {
  const found: Overdue[] = [];
  for (const { name, days, slackDays: slack = 0, findOldest } of [
    ...purges(settings),
    ...(store ? factPurges(settings, store) : []),
    ...purgedElsewhere(settings),
  ]) {
    const oldest = await findOldest(sql, daysAgo(days + slack + graceDays));
    if (oldest) found.push({ name, keptDays: days, oldest });
  }
  return found;
}
