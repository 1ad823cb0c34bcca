import { reportGivenUp } from '#activities/give-up.ts';
import type { Database } from '#db/database.ts';
import { decidePromotion, finishPromotion, giveUpPromotion } from '#db/sandboxes/promotion.ts';
import type { Notify } from '#domain/platform-event-types.ts';

export interface PromotionActivityDeps {
  notify: Notify;
  db: Database;
}

/** The actor that the audit log shows for the changes of a promotion. */
const promoter = (promotionId: string) => ({ kind: 'system', id: `promotion/${promotionId}` }) as const;

export function createPromotionActivities({ db, notify }: PromotionActivityDeps) {
  return {
    /** Runs the checks and changes the tier if all pass. Safe to repeat: an earlier decision is returned again. */
    decidePromotion: (promotionId: string): Promise<'passed' | 'blocked'> => decidePromotion(db, promotionId, promoter(promotionId)),

    /** Records that the partner has left its sandbox. Safe to repeat: the first end stays. */
    finishPromotion: (promotionId: string): Promise<void> => finishPromotion(db, promotionId, promoter(promotionId)),

    /** Stores why nothing happens any more, and reports it. Safe to repeat: a promotion that has ended does not change. */
    async giveUpPromotion(promotionId: string, reason: string): Promise<void> {
      await giveUpPromotion(db, promotionId, reason, promoter(promotionId));
      await reportGivenUp(notify, promotionId, reason);
    },
  };
}
