import type { Evidence } from '../../domain/accounts/matching.ts';
import { importRowStatuses, reviewStatuses, stages } from '../../domain/deals/deal-states.ts';
import type { DealStatusRule } from '../../domain/deals/deal-status-rule.ts';
import type { DealFields } from '../../domain/deals/deal.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Metadata } from '../../domain/metadata.ts';
import { bigint, boolean, date, index, integer, jsonb, pgTable, primaryKey, real, sql, text, timestamp, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { inboundSource } from './inbound.ts';
import { partner } from './partners.ts';
import { programme } from './programme.ts';

export const deal = pgTable(
  'deal',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    programmeId: text('programme_id')
      .notNull()
      .references(() => programme.id),
    /** The partner's own id, unique among its deals. */
    externalId: text('external_id'),
    reviewStatus: text('review_status', { enum: reviewStatuses }).notNull().default('draft'),
    stage: text({ enum: stages }).notNull().default('prospect'),
    /** When it came to the stage; null if it never had another one. */
    stageSince: at('stage_since'),
    /** The partner's fields, validated. */
    fields: jsonb().$type<DealFields>().notNull(),
    /** What the partner notes beside it. */
    metadata: jsonb().$type<Metadata>().notNull().default({}),
    valueMinor: bigint('value_minor', { mode: 'bigint' }),
    currency: text(),
    closeDate: date('close_date', { mode: 'string' }),
    /** Determines which submission was first: in microseconds, taken under the customer's locks. */
    submittedAt: timestamp('submitted_at', { withTimezone: true, mode: 'string', precision: 6 }),
    conflictState: text('conflict_state', { enum: ['clear', 'possible', 'conflict'] }),
    /** When the company's decision is due; while the deal needs action, when the partner's changes are due. */
    reviewDueAt: at('review_due_at'),
    /** The person of the company who handles the deal. */
    assignee: text(),
    decidedAt: at('decided_at'),
    /** Why it was rejected, withdrawn, merged or lost, or what the review requests. */
    reason: text(),
    requestedFields: text('requested_fields').array().notNull().default([]),
    mergedInto: text('merged_into'),
    protectedFrom: at('protected_from'),
    protectedUntil: at('protected_until'),
    extensions: integer().notNull().default(0),
    /** The id in the company's CRM, once the deal was written there. */
    crmId: text('crm_id'),
    crmWrittenAt: at('crm_written_at'),
    /** The last version written to the CRM; 0 while the CRM's state is unknown; null before the first write. */
    crmVersion: integer('crm_version'),
    /** Why the last write to the CRM failed: the CRM rejected the deal, or, if a next attempt is due, it was away or refused the token. */
    crmError: text('crm_error'),
    /** The sync writes the deal as soon as the CRM has another record, such as its account. `crm_error` names that record. */
    crmIsWaiting: boolean('crm_is_waiting').notNull().default(false),
    /** When the write is tried again; null if the last one was no temporary failure. */
    crmNextAttemptAt: at('crm_next_attempt_at'),
    /** Why no workflow acts on the deal any more: it has given up. Null otherwise. A change of the deal begins again. */
    processError: text('process_error'),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    closedAt: at('closed_at'),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('deal_external_id').on(t.partnerId, t.externalId),
    index('deal_partner').on(t.partnerId, t.id),
    index('deal_partner_updated').on(t.partnerId, t.updatedAt, t.id),
    index('deal_updated').on(t.updatedAt, t.id),
    index('deal_review').on(t.reviewStatus, t.id),
    // What partners have won in some days, for their levels.
    index('deal_won')
      .on(t.closedAt, t.partnerId)
      .where(sql`stage = 'won'`),
    index('deal_crm_failed')
      .on(t.crmNextAttemptAt, t.id)
      .where(sql`crm_error is not null`),
    index('deal_merged_into')
      .on(t.mergedInto)
      .where(sql`merged_into is not null`),
    // For the sync that writes deals: what changed, and what the CRM does not have yet.
    index('deal_synced')
      .on(t.updatedAt, t.id)
      .where(sql`protected_from is not null`),
    index('deal_crm_due')
      .on(t.id)
      .where(sql`protected_from is not null and (crm_version is distinct from version or crm_error is not null)`),
    // For the sweeper: the deals that a workflow should handle.
    index('deal_in_process')
      .on(t.id)
      .where(sql`submitted_at is not null and (closed_at is null or crm_version < version)`),
    index('deal_open')
      .on(t.reviewStatus, t.protectedUntil)
      .where(sql`closed_at is null`),
  ],
);

/** The one row exists while the CRM cannot be written to, so that all processes report an outage and its end once. */
export const crmOutage = pgTable('crm_outage', {
  id: integer().primaryKey().default(1),
  kind: text({ enum: ['away', 'token_refused'] }).notNull(),
  reason: text().notNull(),
  failingSince: at('failing_since').notNull().defaultNow(),
  reportedAt: at('reported_at'),
});

/** The history of a deal, for people: who did what, and when. */
export const dealChange = pgTable(
  'deal_change',
  {
    dealId: text('deal_id')
      .notNull()
      .references(() => deal.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    at: at('at').notNull().defaultNow(),
    actorKind: text('actor_kind', { enum: ['platform', 'partner', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    /** The request id, as in log and audit entries; null for changes by a workflow or an import. */
    requestId: text('request_id'),
    /** The action: created, updated, submitted, approved, … */
    action: text().notNull(),
    comment: text(),
    /** Field → [before, after]. */
    changes: jsonb().$type<Record<string, [unknown, unknown]>>().notNull().default({}),
    /** When its event was published; null while the event is in the outbox. */
    announcedAt: at('announced_at'),
    /** When what is exported of it last changed: a trigger sets it to the begin of the transaction. */
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.dealId, t.version] }),
    index('deal_change_updated').on(t.updatedAt),
    index('deal_change_unannounced')
      .on(t.at)
      .where(sql`announced_at is null`),
  ],
);

/** How an inbound source tells the status of deals. */
export const dealStatusRule = pgTable('deal_status_rule', {
  sourceId: text('source_id')
    .primaryKey()
    .references(() => inboundSource.id, { onDelete: 'cascade' }),
  rule: jsonb().$type<DealStatusRule>().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** The time of the latest status that a source told of a deal: what happened before it is old. */
export const dealStatusTold = pgTable(
  'deal_status_told',
  {
    dealId: text('deal_id')
      .notNull()
      .references(() => deal.id, { onDelete: 'cascade' }),
    sourceId: text('source_id').notNull(),
    toldAt: at('told_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.dealId, t.sourceId] })],
);

export const dealNote = pgTable(
  'deal_note',
  {
    id: text().primaryKey(),
    dealId: text('deal_id')
      .notNull()
      .references(() => deal.id, { onDelete: 'cascade' }),
    /** Visible only to the company's staff. */
    internal: boolean().notNull().default(false),
    author: text().notNull(),
    text: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('deal_note_deal').on(t.dealId, t.id)],
);

/** The matches of a submitted deal, with the evidence at that time. */
export const dealMatch = pgTable(
  'deal_match',
  {
    dealId: text('deal_id')
      .notNull()
      .references(() => deal.id, { onDelete: 'cascade' }),
    otherId: text('other_id').notNull(),
    kind: text({ enum: ['account', 'deal'] }).notNull(),
    score: real().notNull(),
    evidence: jsonb().$type<Evidence[]>().notNull(),
    /** A trigger sets it to the begin of the transaction that changed the match. */
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.dealId, t.otherId] }),
    index('deal_match_other').on(t.otherId),
    index('deal_match_updated').on(t.updatedAt),
  ],
);

export const dealImport = pgTable(
  'deal_import',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    /** running: even while the partner is suspended. stopped: the partner was deleted in the meantime. failed: see reason. */
    status: text({ enum: ['running', 'finished', 'stopped', 'failed'] })
      .notNull()
      .default('running'),
    submit: boolean().notNull(),
    total: integer().notNull(),
    /** The sum of the four counts below. */
    done: integer().notNull().default(0),
    created: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    /** Why the import has failed before all its rows were tried. */
    reason: text(),
    /** The actor of the deals' changes. */
    actorKind: text('actor_kind', { enum: ['platform', 'partner'] })
      .notNull()
      .default('partner'),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('deal_import_partner').on(t.partnerId, t.id),
    index('deal_import_running')
      .on(t.id)
      .where(sql`status = 'running'`),
  ],
);

export const dealImportRow = pgTable(
  'deal_import_row',
  {
    importId: text('import_id')
      .notNull()
      .references(() => dealImport.id, { onDelete: 'cascade' }),
    /** The line in the file, or the position in the list. */
    row: integer().notNull(),
    externalId: text('external_id'),
    /** The JSON that was read. Deleted once the row is processed, so that personal data is stored in only one place. */
    input: text(),
    status: text({ enum: importRowStatuses }).notNull().default('waiting'),
    dealId: text('deal_id'),
    errors: jsonb().$type<FieldError[]>(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.row] })],
);
