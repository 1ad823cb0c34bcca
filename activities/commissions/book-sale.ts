import type { GoalSale } from '#db/attribution/facts/goal-sales.ts';
import type { Line } from '#db/commissions/line.ts';
import type { Holder, LedgerEntry, NewTransaction } from '#db/commissions/post-transaction.ts';
import { type PinnedTerms, termsOf } from '#db/commissions/terms.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { localDate } from '#domain/business-days.ts';
import { type Earned, earnedOf } from '#domain/commissions/accrue.ts';
import { type BookedLine, clawBack, isChurnClawedBack, type Refund } from '#domain/commissions/claw-back.ts';
import { entriesOf, type Entry, type Movement, placeOf } from '#domain/commissions/ledger.ts';
import { showMoney } from '#domain/commissions/show-money.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

/** What the ledger has of a sale and a partner already. */
interface Booked {
  holder: Holder;
  lines: readonly Line[];
  entriesOf: (lineId: string) => readonly LedgerEntry[];
}

/** Something that takes commission back, in the order in which it is booked. */
interface TakesBack {
  id: string;
  at: Date;
  /** Null: all that is left, because the customer left. */
  netMinor: bigint | null;
  currency: string;
}

const bookedBy = 'accrue-commission';

/**
 * The transactions that are missing for one partner of a sale: its accrual, then a clawback for each refund. Nothing is decided anew: what is
 * booked keeps its place in the order. A refund that cannot be booked is a fault, and the others are booked all the same.
 */
export function bookSale(sale: GoalSale, terms: PinnedTerms, booked: Booked): { transactions: NewTransaction[]; faults: DomainError[] } {
  const accrued = booked.lines.find(({ kind }) => kind === 'accrual');
  const before = earnedBy(terms, terms.sale.netMinor);
  const accrual = accrued === undefined ? accrualOf(sale, terms, before, booked.holder) : null;
  const line = accrued ?? accrual;
  if (!line) throw new Error(`The terms ${terms.id} have no part for ${terms.partnerId}`);
  const known: BookedLine[] = [
    { id: line.id, partnerId: terms.partnerId, amountMinor: line.amountMinor, currency: line.currency, reverses: null },
    ...booked.lines.filter(({ kind }) => kind === 'clawback').map((one) => ({ ...one, reverses: line.id })),
  ];
  const state = {
    lines: known,
    entries: [...(accrual?.entries ?? booked.entriesOf(line.id))] as Entry[],
    done: [] as Refund[],
    leftMinor: terms.sale.netMinor,
  };
  const transactions = accrual === null ? [] : [accrual];
  const faults: DomainError[] = [];
  for (const one of inOrder(sale, terms, booked.lines)) {
    try {
      const taken = takeBack(sale, terms, one, line.id, booked, state);
      if (taken !== null) transactions.push(taken);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push(error);
    }
  }
  return { transactions, faults };
}

const earnedBy = (terms: PinnedTerms, leftMinor: bigint): Earned | undefined =>
  earnedOf(termsOf(terms), leftMinor).find(({ partnerId }) => partnerId === terms.partnerId);

function accrualOf(sale: GoalSale, terms: PinnedTerms, earned: Earned | undefined, holder: Holder): NewTransaction | null {
  if (!earned) return null;
  const id = newId('lin');
  const { amountMinor, poolMinor, baseMinor, releaseDay, explanation } = earned;
  return {
    ...{ id, source: `accrual/${sale.id}/${terms.partnerId}`, kind: 'accrual', ...holder, amountMinor, poolMinor, baseMinor },
    ...common(sale, terms),
    // A line of nothing has nothing to release.
    ...(amountMinor > 0n && { releaseDay, dueAt: startOfDay(releaseDay, terms.plan.time_zone) }),
    ...{ day: terms.sale.day, explanation, entries: onLine(id, entriesOf({ kind: 'accrual', amountMinor })) },
  };
}

const common = (sale: GoalSale, terms: PinnedTerms) => ({
  ...{ termsId: terms.id, factId: sale.id, dealId: sale.dealId, customer: sale.customer, bookedBy },
});
const onLine = (lineId: string, entries: readonly Entry[]): LedgerEntry[] => entries.map((entry) => ({ ...entry, lineId }));

/** First what is booked, as it was booked, then the rest by time. */
function inOrder(sale: GoalSale, { plan, sale: pinned }: PinnedTerms, lines: readonly Line[]): TakesBack[] {
  const all: TakesBack[] = sale.refunds.map(({ id, occurredAt, netMinor, currency }) => ({ id, at: occurredAt, netMinor, currency }));
  const { stopped } = sale;
  if (stopped && isChurnClawedBack(plan, pinned, localDate(stopped.occurredAt, plan.time_zone))) {
    all.push({ id: stopped.id, at: stopped.occurredAt, netMinor: null, currency: sale.currency });
  }
  const placeOfBooked = new Map(lines.map(({ source }, index) => [source.split('/')[1] ?? '', index]));
  const rank = ({ id }: TakesBack) => placeOfBooked.get(id) ?? Number.MAX_SAFE_INTEGER;
  return all.toSorted((a, b) => rank(a) - rank(b) || a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}

/** The transaction of a refund; null if it is booked already, and then only what is left is counted on. */
function takeBack(
  sale: GoalSale,
  terms: PinnedTerms,
  one: TakesBack,
  accrualId: string,
  { holder, lines }: Booked,
  state: { lines: BookedLine[]; entries: Entry[]; done: Refund[]; leftMinor: bigint },
): NewTransaction | null {
  const source = `clawback/${one.id}/${terms.partnerId}`;
  if (one.currency !== sale.currency) throw otherCurrency(sale, one);
  // Who left has taken everything back: what is refunded afterwards takes nothing more.
  const isOver = state.done.some(({ id }) => id === sale.stopped?.id);
  const refund = { id: one.id, netMinor: isOver ? 0n : (one.netMinor ?? state.leftMinor) };
  const earlier = [...state.done];
  if (lines.some((line) => line.source === source)) {
    state.done.push(refund);
    state.leftMinor -= refund.netMinor;
    return null;
  }
  const [taken] = clawBack(termsOf(terms), state.lines, earlier, refund);
  const [had, has] = [earnedBy(terms, state.leftMinor), earnedBy(terms, state.leftMinor - refund.netMinor)];
  state.done.push(refund);
  state.leftMinor -= refund.netMinor;
  const amountMinor = taken?.amountMinor ?? 0n;
  const entries = entriesOf(movementOf(amountMinor, state.entries));
  state.entries.push(...entries);
  const id = newId('lin');
  state.lines.push({ id, partnerId: terms.partnerId, amountMinor, currency: holder.currency, reverses: accrualId });
  return {
    ...{ id, source, kind: 'clawback', ...holder, amountMinor, about: accrualId, reverses: accrualId, ...common(sale, terms) },
    poolMinor: (has?.poolMinor ?? 0n) - (had?.poolMinor ?? 0n),
    baseMinor: (has?.baseMinor ?? 0n) - (had?.baseMinor ?? 0n),
    day: localDate(one.at, terms.plan.time_zone),
    explanation: `${one.netMinor === null ? 'the customer left: ' : ''}${taken?.explanation ?? nothingTaken(sale, refund, isOver)}`,
    entries: onLine(accrualId, entries),
  };
}

/** A minor unit can be given back where largest remainders fall differently. It is payable if the line is released. */
function movementOf(amountMinor: bigint, entries: readonly Entry[]): Movement {
  const place = placeOf(entries);
  if (amountMinor <= 0n) return { kind: 'clawback', amountMinor: -amountMinor, place };
  const isReleased = entries.some(({ account }) => account === 'payable');
  return isReleased ? { kind: 'adjustment', amountMinor, against: 'expense', place } : { kind: 'accrual', amountMinor };
}

const nothingTaken = (sale: GoalSale, { netMinor }: Refund, isOver: boolean): string =>
  isOver
    ? 'the customer had left, so the whole commission was taken back already'
    : `${showMoney(netMinor, sale.currency)} of ${showMoney(sale.netMinor, sale.currency)} was refunded, which changes nothing`;

function otherCurrency(sale: GoalSale, { id, currency }: TakesBack): DomainError {
  return new DomainError(
    'refund_currency',
    `The refund ${id} is in ${currency}, but its sale ${sale.id} is in ${sale.currency}. Record the refund in the currency of the sale.`,
  );
}
