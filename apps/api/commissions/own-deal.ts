import type { Database } from '#db/database.ts';
import { getDeal } from '#db/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';

/** Whether a partner registered a deal. */
export async function ownsDeal(db: Database, partnerId: string, dealId: string): Promise<boolean> {
  try {
    await getDeal(db, dealId, partnerId);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return false;
    throw error;
  }
}
