import { ruleDescriptions } from './alert-rule.ts';
import { type AlertRule, boundFinding, type Finding, type Severity } from './finding.ts';

/** What a rule says of a subject at one moment. */
export interface Judged {
  finding: Finding;
  /** It opens no alert, but keeps one open: so a value at the threshold does not open and end alerts in turn. */
  isHolding: boolean;
}

/** A subject that may be unwell. */
export interface Candidate {
  id: string;
  /** Null or left out for what belongs to the company. */
  partnerId?: string | null;
}

/** What a rule says of all subjects at one moment. */
export interface Reading {
  judged: Judged[];
  /** Further subjects that were not looked at in detail. */
  more: readonly Candidate[];
  /** There are more than were read, so nobody knows what is not among them. */
  isCut: boolean;
}

/** The most subjects that are read for one rule. */
export const MAX_READ = 1_000;

export const readingOf = (judged: readonly Judged[]): Reading => ({
  judged: judged.slice(0, MAX_READ),
  more: [],
  isCut: judged.length > MAX_READ,
});

type Words = Pick<Finding, 'subject' | 'title' | 'reason' | 'remedy' | 'link'> & { partnerId?: string | null; severity?: Severity };

/** A finding of a rule, as urgent as its settings say. */
export function judge(rule: AlertRule, settings: { severity: Severity }, words: Words, isHolding = false): Judged {
  const { subject, title, reason, remedy, link, partnerId = null, severity = settings.severity } = words;
  const finding = boundFinding({
    ...{ rule, subject, partnerId, severity, title, reason, remedy, link },
    runbook: ruleDescriptions[rule].runbook,
  });
  return { finding, isHolding };
}
