import { type Earned, earnedOf, type Terms } from './accrue.ts';
import { type BookedLine, clawBack, type Refund, type TakenBack } from './claw-back.ts';

/** What to book for a sale: its accrual, then each refund in the order of arrival. */
type Settlement =
  /** The refunds came before their sale. Nothing is booked until it arrives. */
  | { state: 'waiting'; refunds: readonly Refund[] }
  | { state: 'settled'; accrued: Earned[]; takenBack: { refundId: string; lines: TakenBack[] }[] };

/**
 * Refunds that waited are taken back at once, so no commission stays on a sale that was refunded before it was known. `idOf` names the
 * accrual of a partner.
 */
export function settle(terms: Terms | null, refunds: readonly Refund[], idOf: (partnerId: string) => string): Settlement {
  if (terms === null) return { state: 'waiting', refunds };
  const accrued = earnedOf(terms, terms.sale.netMinor);
  // Lines of nothing too: by what is left of the sale, a partner can have a minor unit that it did not have before.
  const lines: BookedLine[] = accrued.map(({ partnerId, amountMinor, currency }) => {
    return { id: idOf(partnerId), partnerId, amountMinor, currency, reverses: null };
  });
  const takenBack = refunds.map((refund, index) => {
    const taken = clawBack(terms, lines, refunds.slice(0, index), refund);
    lines.push(...taken.map((line) => ({ ...line, id: `${refund.id}/${line.partnerId}` })));
    return { refundId: refund.id, lines: taken };
  });
  return { state: 'settled', accrued, takenBack };
}
