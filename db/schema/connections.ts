import { connectionStatuses, type DisconnectReport } from '../../domain/connections/connection.ts';
import { authMethods } from '../../domain/connections/manifest.ts';
import type { CallsByHour } from '../../domain/connections/quota.ts';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at, oneOf } from './columns.ts';

/** The company's access to one account of a vendor. */
export const connection = pgTable(
  'connection',
  {
    id: text().primaryKey(),
    vendor: text().notNull(),
    name: text().notNull(),
    authMethod: text('auth_method', { enum: authMethods }).notNull(),
    status: text({ enum: connectionStatuses }).notNull(),
    /** Why it has this status, for people. Null while everything is well. */
    statusReason: text('status_reason'),
    /** What the company registered or got at the vendor. Null after the disconnection. */
    clientSealed: text('client_sealed'),
    /** What the vendor issued. Null until the consent, and after the disconnection. */
    tokensSealed: text('tokens_sealed'),
    /** Counts the tokens: a refresh stores its result only over the tokens that it began with. */
    tokensVersion: integer('tokens_version').notNull().default(0),
    tokensExpireAt: at('tokens_expire_at'),
    /** The process that asks the vendor for new tokens now, and until when no other may. */
    refreshingBy: text('refreshing_by'),
    refreshingUntil: at('refreshing_until'),
    /** The vendor's account, known since the first successful check. */
    accountId: text('account_id'),
    accountName: text('account_name'),
    /** Null if the vendor does not tell. */
    scopes: text().array(),
    /** Scopes that the vendor asked for and that are not granted: while there are any, nothing is written. */
    missingScopes: text('missing_scopes').array().notNull().default([]),
    /** The vendor's id of the webhooks that it sends, or the log that it keeps, because we asked for it; null if we did not. */
    subscriptionId: text('subscription_id'),
    /** When it confirmed that it sends no more. */
    unsubscribedAt: at('unsubscribed_at'),
    /** Whether changes are pulled from the vendor's log, and up to where. */
    pullsChanges: boolean('pulls_changes').notNull().default(false),
    feedCursor: text('feed_cursor'),
    /** The part that we may use of those limits that other applications share. */
    budgetPercent: integer('budget_percent').notNull().default(100),
    /** Since when the vendor does not answer, or only with faults of its own, and what it said last; null while it works. */
    awaySince: at('away_since'),
    awayReason: text('away_reason'),
    /** The outage that was published; null again when its end was. */
    awayTold: at('away_told'),
    /** The status that was published last, so that each change is published once. */
    announced: text(),
    maintainAt: at('maintain_at'),
    /** Why its workflow gave up. From then on only a change of the connection starts it. */
    processError: text('process_error'),
    /** What was erased, and what the vendor still holds. */
    disconnectReport: jsonb('disconnect_report').$type<DisconnectReport>(),
    /** When the rest is erased after the disconnection. */
    eraseAt: at('erase_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('connection_maintain')
      .on(t.maintainAt)
      .where(sql`${t.status} not in ('disconnecting', 'disconnected')`),
    index('connection_disconnecting')
      .on(t.id)
      .where(sql`${t.status} = 'disconnecting'`),
    index('connection_client_key')
      .on(sql`split_part(${t.clientSealed}, '.', 2)`, t.id)
      .where(sql`${t.clientSealed} is not null`),
    index('connection_tokens_key')
      .on(sql`split_part(${t.tokensSealed}, '.', 2)`, t.id)
      .where(sql`${t.tokensSealed} is not null`),
    check('connection_status', sql`${t.status} in ${oneOf(connectionStatuses)}`),
    check('connection_budget', sql`${t.budgetPercent} between 1 and 100`),
  ],
);

/** One try of a person to consent at the vendor. The secrets that identify it are stored as hashes. */
export const connectAttempt = pgTable(
  'connect_attempt',
  {
    id: text().primaryKey(),
    connectionId: text('connection_id')
      .notNull()
      .references(() => connection.id),
    /** Of the link that the API returned. */
    ticketHash: text('ticket_hash').notNull(),
    /** Of what the vendor returns, and of the cookie of the browser that began. Null until the page was opened. */
    stateHash: text('state_hash'),
    browserHash: text('browser_hash'),
    /** Of PKCE. */
    verifierSealed: text('verifier_sealed'),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    uniqueIndex('connect_attempt_ticket').on(t.ticketHash),
    uniqueIndex('connect_attempt_state').on(t.stateHash),
    index('connect_attempt_connection').on(t.connectionId),
    index('connect_attempt_verifier_key')
      .on(sql`split_part(${t.verifierSealed}, '.', 2)`, t.id)
      .where(sql`${t.verifierSealed} is not null`),
  ],
);

/** A limit of a vendor for one connection, as all processes know it. */
export const vendorLimit = pgTable(
  'vendor_limit',
  {
    connectionId: text('connection_id').notNull(),
    /** As in the vendor's manifest. */
    limitId: text('limit_id').notNull(),
    /** Empty, or what the limit counts separately, such as an endpoint of the vendor. */
    key: text().notNull(),
    /** As the vendor's headers told last, or as the manifest says. */
    max: integer().notNull(),
    /** For daily quotas: our own calls of this day, and the calls of all applications as the vendor tells. */
    ours: integer().notNull().default(0),
    told: integer().notNull().default(0),
    /** When both begin anew, or, for a quota of the last 24 hours, until when `told` is believed. */
    dayEndsAt: at('day_ends_at'),
    /** For a quota of the last 24 hours: our own calls, by the hour since 1970 in which they were made. */
    callsByHour: jsonb('calls_by_hour').$type<CallsByHour>().notNull().default({}),
    /** The vendor refused a call: nobody calls before. */
    pausedUntil: at('paused_until'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.limitId, t.key] })],
);

/** What one process holds of a limit: slots, or leased calls of a daily quota. Free for others after `expires_at`. */
export const vendorLimitShare = pgTable(
  'vendor_limit_share',
  {
    connectionId: text('connection_id').notNull(),
    limitId: text('limit_id').notNull(),
    key: text().notNull(),
    holder: text().notNull(),
    held: integer().notNull(),
    wanted: integer().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.limitId, t.key, t.holder] })],
);
