import { DAY_MS } from '#domain/days.ts';
import type { ReviewStatus } from './deal-states.ts';
import type { ProgrammeSettings } from './programme.ts';

/** A step that a deal's workflow takes automatically, named after its activity. */
type DealTimerStep = 'remindReviewers' | 'escalateReview' | 'warnOfExpiry' | 'expireDeal';

/** A step and its time. Closed deals have no timers. Every change of a deal recomputes them. */
export interface DealTimer {
  step: DealTimerStep;
  /** Milliseconds since 1970. */
  at: number;
}

/** The parts of a deal that determine its timers. */
export interface DealTimes {
  reviewStatus: ReviewStatus;
  isClosed: boolean;
  /** The latest submission, when the current review began. */
  handedInAt: Date | null;
  reviewDueAt: Date | null;
  protectedUntil: Date | null;
}

/** Sorted by time. */
export function timersOf(deal: DealTimes, { review, protection }: ProgrammeSettings): DealTimer[] {
  if (deal.isClosed) return [];
  const { reviewStatus, handedInAt, reviewDueAt, protectedUntil } = deal;
  if (reviewStatus === 'in_review' && handedInAt && reviewDueAt) {
    const [from, due] = [handedInAt.getTime(), reviewDueAt.getTime()];
    return [
      { step: 'remindReviewers', at: Math.round(from + (due - from) * review.reminder_at) },
      { step: 'escalateReview', at: due },
    ];
  }
  if (reviewStatus === 'action_required' && reviewDueAt) return [{ step: 'expireDeal', at: reviewDueAt.getTime() }];
  if (reviewStatus === 'approved' && protectedUntil) {
    const end = protectedUntil.getTime();
    const warning = protection.reminder_days > 0 ? [{ step: 'warnOfExpiry' as const, at: end - protection.reminder_days * DAY_MS }] : [];
    return [...warning, { step: 'expireDeal', at: end }];
  }
  return [];
}
