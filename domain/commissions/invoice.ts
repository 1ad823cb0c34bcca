import { entriesOf } from './ledger.ts';
import { type LineEntry, type PayablePart, payOut } from './pay-out.ts';

/** What a partner owes for a line: positive. */
export interface OwedPart {
  lineId: string;
  minor: bigint;
}

/**
 * What to invoice to a partner that owes more than is payable to it: what is payable is set off first, the oldest line first, and the rest is
 * owed. Nothing if no more is owed than is payable: the next payout sets that off.
 */
export function invoiceOf(parts: readonly PayablePart[]): { offset: LineEntry[]; owed: OwedPart[] } {
  if (parts.reduce((sum, { minor }) => sum + minor, 0n) >= 0n) return { offset: [], owed: [] };
  const { offset } = payOut(parts, 0n);
  const isReceivable = ({ account }: { account: string }) => account === 'clawback_receivable';
  const setOff = Map.groupBy(offset.filter(isReceivable), ({ lineId }) => lineId);
  const owed = parts.filter(isReceivable).map(({ lineId, minor }) => {
    const less = (setOff.get(lineId) ?? []).reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
    return { lineId, minor: -minor - less };
  });
  return { offset, owed: owed.filter(({ minor }) => minor > 0n) };
}

/** The entries of a repayment, the oldest line first. `leftMinor`: what is more than is owed; if it is not 0, nothing is to be posted. */
export function repay(owed: readonly OwedPart[], amountMinor: bigint): { entries: LineEntry[]; leftMinor: bigint } {
  const entries: LineEntry[] = [];
  let leftMinor = amountMinor;
  for (const { lineId, minor } of owed) {
    const repaid = minor < leftMinor ? minor : leftMinor;
    entries.push(...entriesOf({ kind: 'repayment', amountMinor: repaid }).map((entry) => ({ ...entry, lineId })));
    leftMinor -= repaid;
  }
  return { entries, leftMinor };
}
