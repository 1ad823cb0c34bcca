import { expect, test } from 'vitest';
import { invoiceOf, repay } from '#domain/commissions/invoice.ts';
import { trialBalance } from '#domain/commissions/ledger.ts';
import type { PayablePart } from '#domain/commissions/pay-out.ts';
import { seededRandom } from '#domain/random.ts';

const sum = (parts: readonly { minor: bigint }[]) => parts.reduce((all, { minor }) => all + minor, 0n);
const part = (lineId: string, minor: bigint): PayablePart => ({ lineId, minor, account: minor > 0n ? 'payable' : 'clawback_receivable' });
const balanced = (entries: ReturnType<typeof repay>['entries']) =>
  [...trialBalance(entries.map((entry) => ({ ...entry, currency: 'EUR' }))).values()].every((minor) => minor === 0n);

test('what is payable is set off against the oldest line first, and the rest is owed by line', () => {
  const { offset, owed } = invoiceOf([part('a', -40n), part('b', -60n), part('c', 50n)]);
  expect(owed).toEqual([{ lineId: 'b', minor: 50n }]);
  expect(offset.filter(({ account }) => account === 'clawback_receivable')).toEqual([
    { account: 'clawback_receivable', amountMinor: -40n, lineId: 'a' },
    { account: 'clawback_receivable', amountMinor: -10n, lineId: 'b' },
  ]);
  expect(invoiceOf([part('a', -40n), part('b', 40n)])).toEqual({ offset: [], owed: [] });
});

test('whatever is owed and payable, an invoice is over the difference, and its repayments in any parts add up to it', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  for (let round = 0; round < 300; round++) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 8) }, (_, number) =>
      part(`line_${number}`, BigInt(Math.floor(random() * 200) - 130) || 1n),
    );
    const { offset, owed } = invoiceOf(parts);
    const open = sum(owed);
    expect(open, `seed ${seed}`).toBe(sum(parts) < 0n ? -sum(parts) : 0n);
    expect(balanced(offset), `seed ${seed}`).toBe(true);
    const first = BigInt(Math.floor(random() * (Number(open) + 1)));
    const { entries, leftMinor } = repay(owed, first);
    expect([leftMinor, balanced(entries)], `seed ${seed}`).toEqual([0n, true]);
    const repaid = entries.reduce((all, { account, amountMinor }) => (account === 'paid' ? all + amountMinor : all), 0n);
    expect(repaid, `seed ${seed}`).toBe(first);
    expect(repay(owed, open + 1n).leftMinor, `seed ${seed}`).toBe(1n);
  }
});
