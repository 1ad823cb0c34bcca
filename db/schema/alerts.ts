import { messageKinds } from '../../domain/alerts/alert-message.ts';
import { type AlertRoute } from '../../domain/alerts/alert-routes.ts';
import { alertStates, sendingStates } from '../../domain/alerts/alert.ts';
import type { ChannelSettings } from '../../domain/alerts/channel.ts';
import { alertRules, alertSubjectKinds, severities } from '../../domain/alerts/finding.ts';
import { bigint, boolean, check, index, integer, jsonb, pgTable, sql, text, uniqueIndex } from '../drizzle.ts';
import { at, oneOf } from './columns.ts';

/** What is or was wrong with one subject, by one rule. */
export const alert = pgTable(
  'alert',
  {
    id: text().primaryKey(),
    rule: text({ enum: alertRules }).notNull(),
    subjectKind: text('subject_kind', { enum: alertSubjectKinds }).notNull(),
    /** Unique within the rule. */
    subjectId: text('subject_id').notNull(),
    /** Null for what belongs to the company. */
    partnerId: text('partner_id'),
    severity: text({ enum: severities }).notNull(),
    /** As they were found last. */
    title: text().notNull(),
    reason: text().notNull(),
    remedy: text().notNull(),
    link: text().notNull(),
    runbook: text(),
    state: text({ enum: alertStates }).notNull().default('firing'),
    since: at('since').notNull().defaultNow(),
    /** How often it was found again soon after its end. */
    reopened: integer().notNull().default(0),
    /** How often it was so after its end had been told, and since when it is told of. */
    episode: integer().notNull().default(0),
    firingSince: at('firing_since').notNull().defaultNow(),
    acknowledgedAt: at('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    snoozedUntil: at('snoozed_until'),
    resolvedAt: at('resolved_at'),
    lastToldAt: at('last_told_at'),
    /** Why nobody can be told of it. */
    tellingProblem: text('telling_problem'),
    /** When it had ended and everything was told: its workflow is over. */
    settledAt: at('settled_at'),
    /** Of what people change. */
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('alert_open')
      .on(t.rule, t.subjectId)
      .where(sql`state <> 'resolved'`),
    index('alert_subject').on(t.rule, t.subjectId, t.id),
    index('alert_unsettled')
      .on(t.id)
      .where(sql`settled_at is null`),
    index('alert_partner').on(t.partnerId, t.id),
    check('alert_resolved', sql`(${t.state} = 'resolved') = (${t.resolvedAt} is not null)`),
    check('alert_acknowledged', sql`${t.state} <> 'acknowledged' or ${t.acknowledgedAt} is not null`),
  ],
);

/** Where alerts are sent. */
export const alertChannel = pgTable(
  'alert_channel',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text().notNull(),
    settings: jsonb().$type<ChannelSettings>().notNull(),
    /** Null when it is deleted. */
    secretsSealed: text('secrets_sealed'),
    enabled: boolean().notNull().default(true),
    lastSuccessAt: at('last_success_at'),
    lastFailureAt: at('last_failure_at'),
    lastError: text('last_error'),
    /** Since when nothing arrives. */
    failingSince: at('failing_since'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /** From this time on it does not exist for anybody; what it was told stays in the history. */
    deletedAt: at('deleted_at'),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('alert_channel_name')
      .on(t.name)
      .where(sql`deleted_at is null`),
    index('alert_channel_key').on(sql`split_part(${t.secretsSealed}, '.', 2)`, t.id),
  ],
);

/** One row: which alerts are told to whom. */
export const alertRouting = pgTable('alert_routing', {
  id: boolean().primaryKey().default(true),
  routes: jsonb().$type<AlertRoute[]>().notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  version: integer().notNull().default(1),
});

const channelId = () =>
  text('channel_id')
    .notNull()
    .references(() => alertChannel.id);

/** A message to a channel, about one or more alerts. Its id is the key by which a channel recognises a repetition. */
export const alertMessage = pgTable(
  'alert_message',
  {
    id: text().primaryKey(),
    channelId: channelId(),
    kind: text({ enum: messageKinds }).notNull(),
    /** Which messages belong together for the receiver. */
    dedupKey: text('dedup_key').notNull(),
    /** The first message with this key. */
    thread: text(),
    state: text({ enum: sendingStates }).notNull().default('sending'),
    tries: integer().notNull().default(0),
    /** Also while a process sends it: until then no other one does. */
    nextTryAt: at('next_try_at').notNull().defaultNow(),
    /** The last failure. */
    error: text(),
    /** Whether a try can have arrived: one that failed, or one of which nobody has recorded what became of it. */
    isDoubtful: boolean('is_doubtful').notNull().default(false),
    /** What the channel calls it. */
    reference: text(),
    /** When it was told elsewhere that it cannot be sent. */
    toldUnsentAt: at('told_unsent_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('alert_message_open')
      .on(t.channelId, t.nextTryAt)
      .where(sql`state = 'sending'`),
    index('alert_message_channel').on(t.channelId, t.id),
    check('alert_message_state', sql`${t.state} in ${oneOf(sendingStates)}`),
  ],
);

/** What a channel is told of an alert: it waits to be part of a message, is part of one, or was dropped. */
export const alertNotice = pgTable(
  'alert_notice',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    alertId: text('alert_id')
      .notNull()
      .references(() => alert.id, { onDelete: 'cascade' }),
    channelId: channelId(),
    kind: text({ enum: messageKinds }).notNull(),
    /** Names the occasion, so that it is told once. */
    key: text().notNull(),
    episode: integer().notNull(),
    dueAt: at('due_at').notNull(),
    /** Those due within so many milliseconds after the first are part of the same message. */
    windowMs: integer('window_ms').notNull().default(0),
    droppedAt: at('dropped_at'),
    messageId: text('message_id').references(() => alertMessage.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('alert_notice_occasion').on(t.alertId, t.channelId, t.key),
    index('alert_notice_waiting')
      .on(t.channelId, t.dueAt)
      .where(sql`message_id is null and dropped_at is null`),
    index('alert_notice_message').on(t.messageId),
  ],
);
