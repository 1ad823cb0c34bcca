import { addDays } from '#domain/business-days.ts';
import { DomainError } from '#domain/errors.ts';
import { earnedOf, type Terms } from './accrue.ts';
import type { Plan } from './plan.ts';
import type { Sale } from './sale.ts';
import { showMoney } from './show-money.ts';

/** A line that a sale already has in the ledger. */
export interface BookedLine {
  id: string;
  partnerId: string;
  /** Negative for what was taken back. */
  amountMinor: bigint;
  currency: string;
  /** The accrual that a clawback takes back; null for the accrual itself. */
  reverses: string | null;
}

/** Money that a customer got back, without tax, in the currency of the sale. A chargeback is one too. */
export interface Refund {
  id: string;
  netMinor: bigint;
}

/** A line that takes back: negative, or a minor unit given back where largest remainders fall differently. */
export interface TakenBack {
  partnerId: string;
  currency: string;
  amountMinor: bigint;
  /** The line of the accrual. */
  reverses: string;
  explanation: string;
}

/**
 * What a refund takes back, line by line. It is cumulative: what the partner has by what is left of the sale, less what it has by its
 * lines, all by the pinned terms. So the refunds of a whole sale mirror its accrual, however many there were, and nobody has ever less than
 * nothing of a sale. `earlier` are the refunds that the lines contain already. Throws `refund_exceeds_sale` for more than is left.
 */
export function clawBack(terms: Terms, lines: readonly BookedLine[], earlier: readonly Refund[], refund: Refund): TakenBack[] {
  const { sale } = terms;
  const before = earlier.reduce((left, { netMinor }) => left - netMinor, sale.netMinor);
  if (refund.netMinor < 0n || refund.netMinor > before) throw exceeds(sale, refund, before);
  const left = before - refund.netMinor;
  const has = new Map(earnedOf(terms, left).map((one) => [one.partnerId, one]));
  const what = `${showMoney(refund.netMinor, sale.currency)} of ${showMoney(sale.netMinor, sale.currency)} was refunded`;
  return lines.flatMap((line) => {
    if (line.reverses !== null) return [];
    const had = lines.filter((one) => one.id === line.id || one.reverses === line.id).reduce((sum, one) => sum + one.amountMinor, 0n);
    const target = has.get(line.partnerId);
    const amountMinor = (target?.amountMinor ?? 0n) - had;
    if (amountMinor === 0n) return [];
    const rest = showMoney(had + amountMinor, line.currency);
    const explanation = `${what}; ${rest} remains of ${showMoney(line.amountMinor, line.currency)}: ${target?.explanation ?? 'nothing of the sale is left'}`;
    return [{ partnerId: line.partnerId, currency: line.currency, amountMinor, reverses: line.id, explanation }];
  });
}

function exceeds(sale: Sale, refund: Refund, left: bigint): DomainError {
  const [asked, rest] = [showMoney(refund.netMinor, sale.currency), showMoney(left, sale.currency)];
  return new DomainError(
    'refund_exceeds_sale',
    `The refund ${refund.id} over ${asked} is more than what is left of the sale ${sale.id}, ${rest}. Check its amount, and what was refunded already.`,
  );
}

/** Whether a customer that leaves on a day takes the commission back: up to `churn_days` after the sale, that day included. */
export const isChurnClawedBack = (plan: Plan, sale: Sale, day: string): boolean =>
  plan.churn_days > 0 && day <= addDays(sale.day, plan.churn_days);
