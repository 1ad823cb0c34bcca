import { DAY_MS } from '#domain/days.ts';
import { inWords } from '#domain/health/health.ts';
import type { RuleSettings } from './alert-settings.ts';
import { type AlertSubject, shortName } from './finding.ts';
import { judge, type Judged } from './judged.ts';

/** Something that stops working at a known time. */
export interface Expiring {
  subject: AlertSubject;
  partnerId: string | null;
  /** What it is, with its name: it begins the title. */
  what: string;
  at: Date;
  remedy: string;
  link: string;
}

type ExpiryRule = 'key_expiring' | 'certificate_expiring';

/** Fires so many days before. What has expired is told for as long as it is read. */
export function judgeExpiry<Rule extends ExpiryRule>(rule: Rule, expiring: Expiring, settings: RuleSettings<Rule>, now: Date): Judged[] {
  const { subject, partnerId, what, at, remedy, link } = expiring;
  const days = (at.getTime() - now.getTime()) / DAY_MS;
  if (days > settings.before_days) return [];
  const shown = shortName(what);
  return [
    judge(rule, settings, {
      ...{ subject, partnerId, remedy, link },
      severity: days <= settings.critical_before_days ? 'critical' : settings.severity,
      title: days <= 0 ? `${shown} has expired` : `${shown} expires soon`,
      reason: days <= 0 ? `It expired at ${at.toISOString()}` : `It expires at ${at.toISOString()}, in ${inWords(days * 86_400)}`,
    }),
  ];
}

/** A deal that waits for the company's decision. */
export interface DueReview {
  id: string;
  partnerId: string;
  partnerName: string;
  /** Negative before it is due. */
  overdueS: number;
}

/** Its customer and its assignee are not named: they are nobody's business in a chat. */
export function judgeReview({ id, partnerId, partnerName, overdueS }: DueReview, settings: RuleSettings<'deal_review_due'>): Judged {
  const isOverdue = overdueS >= 0;
  return judge('deal_review_due', settings, {
    ...{ subject: { kind: 'deal', id }, partnerId },
    title: `The review of a deal of ${shortName(partnerName)} is ${isOverdue ? 'overdue' : 'due soon'}`,
    reason: isOverdue ? `It was due ${inWords(overdueS)} ago` : `It is due in ${inWords(-overdueS)}`,
    remedy: 'Decide it, or assign it to somebody who can',
    link: `/api/v1/deals/${id}`,
  });
}
