import { z } from 'zod';
import type { AlertRow, NoticeRow } from '#db/alerts/alert.ts';
import { messageKinds } from '#domain/alerts/alert-message.ts';
import { alertStates, sendingStates } from '#domain/alerts/alert.ts';
import { alertRules, alertSubjectKinds, severities } from '#domain/alerts/finding.ts';
import { Timestamp } from '#domain/instant.ts';

/** The latest are shown. */
export const MOST_NOTICES = 200;

const alertFields = {
  id: z.string(),
  rule: z.enum(alertRules),
  subject: z.object({ kind: z.enum(alertSubjectKinds), id: z.string() }),
  partner_id: z.string().nullable().describe('Null for what belongs to the company'),
  severity: z.enum(severities),
  title: z.string(),
  reason: z.string().describe('As it was found last'),
  remedy: z.string(),
  link: z.string().describe('A path of the API, or a URL'),
  runbook: z.string().nullable().describe('Section of the runbook'),
  state: z.enum(alertStates),
  since: Timestamp,
  resolved_at: Timestamp.nullable(),
  reopened: z.int().describe('How often it was found again within a few minutes after its end'),
  acknowledged_at: Timestamp.nullable(),
  acknowledged_by: z.string().nullable().describe('Name of the credential'),
  snoozed_until: Timestamp.nullable().describe('Nobody is told before then'),
  last_told_at: Timestamp.nullable().describe('When a message about it arrived last'),
  telling_problem: z.string().nullable().describe('Why nobody can be told of it, or not all'),
};

const example = {
  id: 'alt_01k9v5yq3n8t2e6w7x4z0b1c2d',
  rule: 'reconnect_needed' as const,
  subject: { kind: 'connection' as const, id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d' },
  partner_id: null,
  severity: 'critical' as const,
  title: 'Our HubSpot: reconnect needed',
  reason: 'HubSpot has revoked the permission',
  remedy: 'Get a new link to consent with, and consent at the vendor',
  link: '/api/v1/connections/con_01k9v5yq3n8t2e6w7x4z0b1c2d',
  runbook: 'A connection needs a person',
  state: 'acknowledged' as const,
  since: '2026-03-01T09:30:00.000Z',
  resolved_at: null,
  reopened: 0,
  acknowledged_at: '2026-03-01T09:33:00.000Z',
  acknowledged_by: 'On call',
  snoozed_until: null,
  last_told_at: '2026-03-01T09:30:11.000Z',
  telling_problem: null,
};

export const Alert = z.object(alertFields).meta({ id: 'Alert', examples: [example] });

const AlertNotice = z
  .object({
    channel_id: z.string(),
    channel: z.string().describe('Its name'),
    kind: z.enum(messageKinds),
    state: z
      .enum(['waiting', ...sendingStates])
      .describe(
        '`waiting` for its time; `sending`, also while it is tried again; `dropped`, because it was no longer true; `doubtful`: the same, and an earlier try can have arrived; `given_up` after a day',
      ),
    due_at: Timestamp,
    message_id: z.string().nullable().describe('The same for all alerts that one message tells of'),
    tries: z.int(),
    reference: z.string().nullable().describe('What the channel calls the message'),
    error: z.string().nullable().describe('The last failure'),
    ended_at: Timestamp.nullable(),
  })
  .meta({ id: 'AlertNotice' });

export const AlertWithNotices = z
  .object({
    ...alertFields,
    notices: z
      .array(AlertNotice)
      .meta({ maxItems: MOST_NOTICES })
      .describe(`Whom it was told or is to be told, the latest ${MOST_NOTICES}`),
  })
  .meta({
    id: 'AlertWithNotices',
    examples: [
      {
        ...example,
        notices: [
          {
            ...{ channel_id: 'ach_01k9v5yq3n8t2e6w7x4z0b1c2d', channel: 'On call', kind: 'firing', state: 'sent' },
            ...{ due_at: '2026-03-01T09:30:10.000Z', message_id: 'amg_01k9v5yq3n8t2e6w7x4z0b1c2d', tries: 1 },
            ...{ reference: '1772357411.000200', error: null, ended_at: '2026-03-01T09:30:11.000Z' },
          },
        ],
      },
    ],
  });

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

export function toAlert(row: AlertRow): z.infer<typeof Alert> {
  const { id, rule, subjectKind, subjectId, partnerId, severity, title, reason, remedy, link, runbook, state, reopened } = row;
  return {
    ...{
      id,
      rule,
      subject: { kind: subjectKind, id: subjectId },
      partner_id: partnerId,
      severity,
      title,
      reason,
      remedy,
      link,
      runbook,
      state,
    },
    since: row.since.toISOString(),
    resolved_at: time(row.resolvedAt),
    reopened,
    acknowledged_at: time(row.acknowledgedAt),
    acknowledged_by: row.acknowledgedBy,
    snoozed_until: time(row.snoozedUntil),
    last_told_at: time(row.lastToldAt),
    telling_problem: row.tellingProblem,
  };
}

export function toNotice({ channelId, channelName, kind, state, dueAt, messageId, tries, reference, error, endedAt }: NoticeRow) {
  return {
    ...{ channel_id: channelId, channel: channelName, kind, state, due_at: dueAt.toISOString(), message_id: messageId },
    ...{ tries, reference, error, ended_at: time(endedAt) },
  };
}
