import { assertNever } from '#domain/errors.ts';

/**
 * The accounts of a partner, one of each kind a currency. accrued: earned, and its hold period runs. held: kept back. payable: the next
 * payout takes it. paid: transferred. clawback_receivable: what the partner owes, because it was paid before it was taken back.
 */
export const partnerAccounts = ['accrued', 'held', 'payable', 'paid', 'clawback_receivable'] as const;
/** The company's own accounts, one of each kind a currency. */
const companyAccounts = ['expense', 'rounding'] as const;
export const ledgerAccounts = [...partnerAccounts, ...companyAccounts] as const;
export type PartnerAccount = (typeof partnerAccounts)[number];
export type Account = (typeof ledgerAccounts)[number];

/** What a line of the ledger is. */
export const lineKinds = [
  'accrual',
  'release',
  'hold',
  'unhold',
  'adjustment',
  'clawback',
  'offset',
  'repayment',
  'payout',
  'reversal',
] as const;
export type LineKind = (typeof lineKinds)[number];

/** One side of a ledger transaction. A debit is positive, a credit negative, in minor units of the line's currency. */
export interface Entry {
  account: Account;
  amountMinor: bigint;
}

/** Where a commission can be taken from before it is paid, the farthest from the payout first. */
const unpaid = ['accrued', 'held', 'payable'] as const;
type Unpaid = (typeof unpaid)[number];

/** What happens to the commission of one line. Amounts are positive, except that of an adjustment, which may take. */
export type Movement =
  | { kind: 'accrual'; amountMinor: bigint }
  | { kind: 'release'; amountMinor: bigint }
  | { kind: 'hold'; from: 'accrued' | 'payable'; amountMinor: bigint }
  | { kind: 'unhold'; to: 'accrued' | 'payable'; amountMinor: bigint }
  | { kind: 'adjustment'; amountMinor: bigint; against: 'expense' | 'rounding'; place: Place }
  | { kind: 'clawback'; amountMinor: bigint; place: Place }
  /** A receivable is set off against what is payable, of this line or another one of the partner in the currency. */
  | { kind: 'offset'; amountMinor: bigint }
  /** The partner has paid an invoice over what it owes. */
  | { kind: 'repayment'; amountMinor: bigint }
  | { kind: 'payout'; amountMinor: bigint }
  /** Undoes another movement, such as a payout that the bank returned. */
  | { kind: 'reversal'; of: readonly Entry[] };

/** What a line has in each account of the partner, as what the partner is owed: positive, but that a receivable is negative. */
export type Place = Readonly<Record<PartnerAccount, bigint>>;

/** The entries of a movement. They add up to zero. None for a commission of nothing. */
export function entriesOf(movement: Movement): Entry[] {
  if (movement.kind === 'reversal') return movement.of.map(({ account, amountMinor }) => ({ account, amountMinor: -amountMinor }));
  const { amountMinor } = movement;
  switch (movement.kind) {
    case 'accrual':
      return move('expense', 'accrued', amountMinor);
    case 'release':
      return move('accrued', 'payable', amountMinor);
    case 'hold':
      return move(movement.from, 'held', amountMinor);
    case 'unhold':
      return move('held', movement.to, amountMinor);
    case 'adjustment':
      return amountMinor >= 0n ? move(movement.against, 'payable', amountMinor) : takeBack(-amountMinor, movement.place, movement.against);
    case 'clawback':
      return takeBack(amountMinor, movement.place, 'expense');
    case 'offset':
      return move('payable', 'clawback_receivable', amountMinor);
    case 'repayment':
      return move('paid', 'clawback_receivable', amountMinor);
    case 'payout':
      return move('payable', 'paid', amountMinor);
    default:
      return assertNever(movement);
  }
}

/** Debits one account and credits the other. */
function move(debit: Account, credit: Account, amountMinor: bigint): Entry[] {
  if (amountMinor < 0n) throw new RangeError(`An amount to move from ${debit} to ${credit} must not be negative: ${amountMinor}`);
  if (amountMinor === 0n) return [];
  return [
    { account: debit, amountMinor },
    { account: credit, amountMinor: -amountMinor },
  ];
}

/** Takes what is not paid yet, the farthest from the payout first. The partner owes the rest. */
function takeBack(amountMinor: bigint, place: Place, credit: 'expense' | 'rounding'): Entry[] {
  const entries: Entry[] = [];
  let left = amountMinor;
  for (const account of unpaid) {
    const taken = least(left, place[account]);
    if (taken <= 0n) continue;
    entries.push(...move(account, credit, taken));
    left -= taken;
  }
  return [...entries, ...move('clawback_receivable', credit, left)];
}
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Where a line's commission is, by all of its entries. */
export function placeOf(entries: readonly Entry[]): Place {
  const place: Record<PartnerAccount, bigint> = { accrued: 0n, held: 0n, payable: 0n, paid: 0n, clawback_receivable: 0n };
  for (const { account, amountMinor } of entries) if (isPartnerAccount(account)) place[account] -= amountMinor;
  return place;
}

const isPartnerAccount = (account: Account): account is PartnerAccount => (partnerAccounts as readonly string[]).includes(account);

/** What the entries add up to in each currency: zero in a transaction, and zero in the whole ledger. */
export function trialBalance(entries: readonly (Entry & { currency: string })[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of entries) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  return sums;
}

/** What can still be released, held or paid of a line. */
export const amountIn = (place: Place, account: Unpaid): bigint => (place[account] > 0n ? place[account] : 0n);
