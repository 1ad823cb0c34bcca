import { inOneLine } from '#domain/plain-text.ts';

/** What the company is alerted of. The list is closed: `domain/alerts/alert-rule.ts` describes each. */
export const alertRules = [
  'failure_streak',
  'dead_letters_growing',
  'queue_stuck',
  'reconnect_needed',
  'vendor_down',
  'quota_low',
  'sync_failing',
  'schedule_missed',
  'drift',
  'objective_burning',
  'deal_review_due',
  'key_expiring',
  'certificate_expiring',
  'event_reported',
  'rule_unreadable',
  'rule_overflowing',
] as const;
export type AlertRule = (typeof alertRules)[number];

/** What an alert is about. `platform` is Causeway itself: its id is the name of a rule, a check, a queue or a schedule. */
export const alertSubjectKinds = ['connection', 'vendor', 'sync', 'endpoint', 'partner', 'deal', 'key', 'certificate', 'platform'] as const;

export interface AlertSubject {
  kind: (typeof alertSubjectKinds)[number];
  /** Unique within a rule. Letters, digits and `_ - . : /`, at most 200. */
  id: string;
}

/** From the least to the most urgent. */
export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** What is wrong with one subject, by one rule. All texts are one plain line; they contain no secrets and no personal data. */
export interface Finding {
  rule: AlertRule;
  subject: AlertSubject;
  /** Null for what belongs to the company. */
  partnerId: string | null;
  severity: Severity;
  /** What it is, in a few words, with the name of the subject. */
  title: string;
  /** Why, in a sentence. */
  reason: string;
  /** What to do. */
  remedy: string;
  /** A path of the API (`/api/v1/…`), or a URL. */
  link: string;
  /** A section of docs/runbook.md. */
  runbook: string | null;
}

/** Longer texts are cut. In characters. */
export const findingBounds = { title: 200, reason: 1_000, remedy: 500, link: 500 } as const;
/** Of a name within a text, so that the rest of it remains visible. */
const MAX_NAME = 80;

/** What others have named, as it may stand in a sentence. */
export const shortName = (name: string): string => line(name, MAX_NAME);

/** The finding with texts that can be shown and stored anywhere, whatever names and messages are in them. */
export function boundFinding(finding: Finding): Finding {
  const { title, reason, remedy, link } = findingBounds;
  return {
    ...finding,
    title: line(finding.title, title),
    reason: line(finding.reason, reason),
    remedy: line(finding.remedy, remedy),
    link: finding.link.slice(0, link).toWellFormed(),
  };
}

/** One line without controls and invisible characters. Cut before it is read: names can be long. */
function line(text: string, max: number): string {
  const shown = inOneLine(text.slice(0, max + 1).toWellFormed());
  return text.length <= max ? shown : `${shown.slice(0, max - 1).toWellFormed()}…`;
}
