import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { type AlertRule, severities, type Severity } from './finding.ts';

interface RuleDescription {
  /** When it alerts, for people. */
  description: string;
  /** Unless the settings say otherwise. */
  severity: Severity;
  /** The section of docs/runbook.md. */
  runbook: string;
}

const ofAll = (severity: Severity) => ({ enabled: z.boolean().default(true), severity: z.enum(severities).default(severity) });
const PartnerIds = z.array(z.string().regex(/^ptn_[a-z0-9]{1,60}$/, { error: 'must be the id of a partner' })).max(1_000);

/** A rule about what belongs to the company. */
const companyRule = <Thresholds extends z.ZodRawShape>(description: RuleDescription, thresholds: Thresholds) => ({
  ...description,
  settings: z.strictObject({ ...ofAll(description.severity), ...thresholds }),
});

/** A rule about what belongs to partners: single ones can be left out. */
const partnerRule = <Thresholds extends z.ZodRawShape>(description: RuleDescription, thresholds: Thresholds) => ({
  ...description,
  settings: z.strictObject({ ...ofAll(description.severity), except_partners: PartnerIds.default([]), ...thresholds }),
});

const days = wholeNumber(1, 365);
/** A share of something, in percent. */
const Percent = z.number().min(0.001).max(100);

/** Each rule: when it alerts, how urgent that is, and where the runbook explains it. By default it is silent unless somebody has to act. */
export const ruleDescriptions = {
  failure_streak: partnerRule(
    {
      description: 'All attempts to an endpoint fail for some time, its circuit breaker stays open, or failures have disabled it',
      severity: 'warning',
      runbook: 'Deliveries are retrying',
    },
    { failures: wholeNumber(1, 1_000).default(10), for_s: wholeNumber(0, 86_400).default(300) },
  ),
  dead_letters_growing: partnerRule(
    {
      description: 'More deliveries to an endpoint were given up within some minutes',
      severity: 'warning',
      runbook: 'The number of dead letters grows',
    },
    { count: wholeNumber(1, 5_000).default(50), within_min: wholeNumber(1, 1_440).default(60) },
  ),
  queue_stuck: companyRule(
    {
      description: 'A delivery that is due has not been tried for some time',
      severity: 'critical',
      runbook: 'Deliveries are delayed',
    },
    { oldest_s: wholeNumber(5, 86_400).default(300) },
  ),
  reconnect_needed: companyRule(
    {
      description: 'A connection does nothing until a person reconnects it, renews its credentials or grants scopes',
      severity: 'critical',
      runbook: 'A connection needs a person',
    },
    {},
  ),
  vendor_down: companyRule(
    {
      description: 'A vendor does not answer connections, or only with faults of its own',
      severity: 'warning',
      runbook: 'A vendor does not answer',
    },
    { for_s: wholeNumber(0, 86_400).default(300) },
  ),
  quota_low: companyRule(
    {
      description: 'Little is left of the daily quota of a connection, and it begins anew much later',
      severity: 'warning',
      runbook: "A vendor's quota is low",
    },
    { left_percent: Percent.default(10), resets_after_min: wholeNumber(0, 1_440).default(60) },
  ),
  sync_failing: companyRule(
    {
      description: 'Runs of a sync fail one after the other, or its workflow has given up, or many records cannot be written',
      severity: 'warning',
      runbook: 'A sync is partial',
    },
    { runs: wholeNumber(1, 100).default(2), records: wholeNumber(1, 10_000).default(100) },
  ),
  schedule_missed: companyRule(
    {
      description: 'A run, a night, a statement or a payout should have begun, and has not',
      severity: 'warning',
      runbook: 'A schedule was missed',
    },
    { intervals: wholeNumber(2, 1_000).default(10), grace_min: wholeNumber(1, 1_440).default(60) },
  ),
  drift: companyRule(
    {
      description: 'The last night of a sync or a book left more differences than that, by number or by their share',
      severity: 'warning',
      runbook: 'A reconciliation found drift',
    },
    { findings: wholeNumber(1, 1_000_000).default(50), percent: Percent.default(1) },
  ),
  objective_burning: partnerRule(
    {
      description: 'The error budget of an objective is used up much too fast, in a long and in a short window',
      severity: 'critical',
      runbook: 'An objective burns its budget',
    },
    { min_deliveries: wholeNumber(1, 1_000_000).default(50) },
  ),
  deal_review_due: partnerRule(
    {
      description: 'The review of a deal is due soon, or is overdue',
      severity: 'warning',
      runbook: 'A review is overdue',
    },
    { before_h: wholeNumber(0, 720).default(0) },
  ),
  key_expiring: partnerRule(
    {
      description:
        'An API key that is used, the last secret of an OAuth client, or a rotated secret that is still used expires soon, or the tokens of a connection or a key that signs tokens were not renewed',
      severity: 'warning',
      runbook: 'A key expires',
    },
    { before_days: days.default(14), critical_before_days: days.default(3) },
  ),
  certificate_expiring: companyRule(
    {
      description: 'A TLS certificate of this installation expires soon',
      severity: 'warning',
      runbook: 'A certificate expires',
    },
    { before_days: days.default(21), critical_before_days: days.default(7) },
  ),
  event_reported: companyRule(
    {
      description: 'Causeway has published a platform event of the severity error for which there is no rule',
      severity: 'critical',
      runbook: 'A fault was reported',
    },
    { quiet_min: wholeNumber(1, 1_440).default(60) },
  ),
  rule_unreadable: companyRule(
    {
      description: 'A rule could not be read, so nobody knows whether something is wrong',
      severity: 'critical',
      runbook: 'A rule cannot be read',
    },
    { looks: wholeNumber(1, 1_000).default(3) },
  ),
  rule_overflowing: companyRule(
    {
      description: 'A rule finds more than alerts are opened for',
      severity: 'critical',
      runbook: 'A rule finds too much',
    },
    { alerts: wholeNumber(1, 1_000).default(100), alerts_of_partner: wholeNumber(1, 1_000).default(25) },
  ),
} as const satisfies Record<AlertRule, RuleDescription & { settings: z.ZodType }>;
