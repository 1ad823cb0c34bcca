import type { Database } from '#db/database.ts';
import { decidePromotion, finishPromotion } from '#db/sandboxes/promotion.ts';

export interface PromotionActivityDeps {
  db: Database;
}

/** In whose name the audit log shows what a promotion changes. */
const promoter = (promotionId: string) => ({ kind: 'system', id: `promotion/${promotionId}` }) as const;

export function createPromotionActivities({ db }: PromotionActivityDeps) {
  return {
    /** Checks, and changes the tier when all checks pass. Safe to repeat: a decision that was made is answered again. */
    decidePromotion: (promotionId: string): Promise<'passed' | 'blocked'> => decidePromotion(db, promotionId, promoter(promotionId)),

    /** The partner has left its sandbox. Safe to repeat: it ends once. */
    finishPromotion: (promotionId: string): Promise<void> => finishPromotion(db, promotionId, promoter(promotionId)),
  };
}
