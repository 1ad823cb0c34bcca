import type { Database } from '#db/database.ts';
import { decidePromotion, finishPromotion } from '#db/sandboxes/promotion.ts';

export interface PromotionActivityDeps {
  db: Database;
}

/** The actor that the audit log shows for the changes of a promotion. */
const promoter = (promotionId: string) => ({ kind: 'system', id: `promotion/${promotionId}` }) as const;

export function createPromotionActivities({ db }: PromotionActivityDeps) {
  return {
    /** Runs the checks and changes the tier if all pass. Safe to repeat: an earlier decision is returned again. */
    decidePromotion: (promotionId: string): Promise<'passed' | 'blocked'> => decidePromotion(db, promotionId, promoter(promotionId)),

    /** Records that the partner has left its sandbox. Safe to repeat: the first end stays. */
    finishPromotion: (promotionId: string): Promise<void> => finishPromotion(db, promotionId, promoter(promotionId)),
  };
}
