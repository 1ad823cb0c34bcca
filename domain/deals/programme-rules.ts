import { addBusinessDays } from '#domain/business-days.ts';
import { DAY_MS } from '#domain/days.ts';
import { type Money, toMinor } from '#domain/money.ts';
import type { ProgrammeSettings } from './programme.ts';

export type ConflictState = 'clear' | 'possible' | 'conflict';

/** The parts of a deal that a programme's rules decide by. */
export interface RuledDeal {
  submittedAt: string | null;
  conflictState: ConflictState | null;
  valueMinor: bigint | null;
  currency: string | null;
  protectedUntil: Date | null;
  extensions: number;
}

/** When the decision about a deal is due that is submitted now. */
export function reviewDueAt({ review }: ProgrammeSettings, now: Date): Date {
  return addBusinessDays(now, review.sla_business_days, { timeZone: review.time_zone, holidays: review.holidays });
}

/** What follows the submission of an active partner: a decision by the rules, or a review by a person. */
export function ruleDecision(deal: RuledDeal, { duplicates, auto_approve: rule }: ProgrammeSettings): 'reject' | 'approve' | 'review' {
  if (deal.conflictState === 'conflict' && duplicates.on_conflict === 'reject') return 'reject';
  if (rule === null || deal.conflictState !== 'clear') return 'review';
  return !rule.max_value || isWithin(deal, rule.max_value) ? 'approve' : 'review';
}

function isWithin({ valueMinor, currency }: RuledDeal, most: Money): boolean {
  return valueMinor !== null && currency === most.currency && valueMinor <= toMinor(most);
}

/** The protection of a deal that is approved now. */
export function protectionOf({ submittedAt }: RuledDeal, { protection }: ProgrammeSettings, now: Date): { from: Date; until: Date } {
  const from = protection.starts === 'submission' && submittedAt ? new Date(submittedAt) : now;
  return { from, until: new Date(from.getTime() + protection.days * DAY_MS) };
}

/** Until when one extension protects; null if the programme allows none. */
export function extendedUntil({ protectedUntil, extensions }: RuledDeal, { protection }: ProgrammeSettings): Date | null {
  const { extension_days: days, max_extensions: most } = protection;
  return protectedUntil === null || days === 0 || extensions >= most ? null : new Date(protectedUntil.getTime() + days * DAY_MS);
}
