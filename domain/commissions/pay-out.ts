import type { Entry } from './ledger.ts';

/** What of a line is payable (positive), or is owed for it (negative). */
export interface PayablePart {
  lineId: string;
  account: 'payable' | 'clawback_receivable';
  minor: bigint;
}

export type LineEntry = Entry & { lineId: string };

/**
 * Pays an amount to a partner: first what it owes is set off, oldest line first, then the rest is taken from its lines in their order. `shortMinor`
 * is what is missing; if it is not 0, nothing is to be posted.
 */
export function payOut(
  parts: readonly PayablePart[],
  amountMinor: bigint,
): { offset: LineEntry[]; payout: LineEntry[]; shortMinor: bigint } {
  const payable = parts.filter(({ account, minor }) => account === 'payable' && minor > 0n).map((part) => ({ ...part }));
  const offset = parts
    .filter(({ account, minor }) => account === 'clawback_receivable' && minor < 0n)
    .flatMap(({ lineId, minor }) => take(payable, -minor).entries.flatMap(setOffAgainst(lineId)));
  const { entries, leftMinor } = take(payable, amountMinor);
  return { offset, payout: entries.flatMap(paid), shortMinor: leftMinor };
}

interface Taken {
  lineId: string;
  minor: bigint;
}

/** Takes from the parts, the first ones first, and makes them smaller. */
function take(payable: PayablePart[], wantedMinor: bigint): { entries: Taken[]; leftMinor: bigint } {
  const entries: Taken[] = [];
  let leftMinor = wantedMinor;
  for (const part of payable) {
    const minor = part.minor < leftMinor ? part.minor : leftMinor;
    if (minor <= 0n) continue;
    part.minor -= minor;
    leftMinor -= minor;
    entries.push({ lineId: part.lineId, minor });
  }
  return { entries, leftMinor };
}

const setOffAgainst =
  (owedFor: string) =>
  ({ lineId, minor }: Taken): LineEntry[] => [
    { account: 'payable', amountMinor: minor, lineId },
    { account: 'clawback_receivable', amountMinor: -minor, lineId: owedFor },
  ];

const paid = ({ lineId, minor }: Taken): LineEntry[] => [
  { account: 'payable', amountMinor: minor, lineId },
  { account: 'paid', amountMinor: -minor, lineId },
];
