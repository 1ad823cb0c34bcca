import type { ReviewStatus } from './deal-states.ts';
import type { ProgrammeSettings } from './programme.ts';

const DAY_MS = 86_400_000;

/** What a deal's workflow does by itself, by the name of its activity. */
type DealTimerStep = 'remindReviewers' | 'escalateReview' | 'warnOfExpiry' | 'expireDeal';

/** A step and its time. Closed deals have none; a change of the deal makes another agenda. */
export interface DealTimer {
  step: DealTimerStep;
  /** Milliseconds since 1970. */
  at: number;
}

/** What the agenda depends on. */
export interface DealTimes {
  reviewStatus: ReviewStatus;
  isClosed: boolean;
  /** When the present review began: the latest submission. */
  handedInAt: Date | null;
  reviewDueAt: Date | null;
  protectedUntil: Date | null;
}

/** In the order of time. */
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
