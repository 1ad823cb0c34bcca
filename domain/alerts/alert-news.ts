import type { AlertRule, Finding } from './finding.ts';

/** Names an alert: there is one workflow for each, and one alert that is open. */
export interface AlertKey {
  rule: AlertRule;
  subjectId: string;
}

/** What an alert's workflow was told, in its order. */
export type AlertNews =
  | { kind: 'found'; finding: Finding }
  | { kind: 'cleared' }
  | { kind: 'acknowledged'; by: string }
  /** `until`: ISO 8601. */
  | { kind: 'snoozed'; until: string };

/** The name that receivers know the alert by, and the id of its workflow. */
export const alertName = ({ rule, subjectId }: AlertKey): string => `alert/${rule}/${subjectId}`;
