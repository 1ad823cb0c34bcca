import { describe, expect, test } from 'vitest';
import { earnedOf } from '#domain/commissions/accrue.ts';
import { type BookedLine, clawBack, type Refund } from '#domain/commissions/claw-back.ts';
import { amountIn, entriesOf, type Entry, type Movement, partnerAccounts, placeOf, trialBalance } from '#domain/commissions/ledger.ts';
import { seededRandom } from '#domain/random.ts';
import { planOf, saleOf, splitOf, termsOf } from './terms.ts';

const placeAfter = (...movements: Movement[]) => placeOf(movements.flatMap(entriesOf));
const nowhere = placeOf([]);
const accrued: Movement = { kind: 'accrual', amountMinor: 100n };
const released: Movement = { kind: 'release', amountMinor: 100n };
const paid: Movement = { kind: 'payout', amountMinor: 100n };

describe('where the commission of a line is', () => {
  test.each<[string, Movement[], Partial<typeof nowhere>]>([
    ['accrued', [accrued], { accrued: 100n }],
    ['payable', [accrued, released], { payable: 100n }],
    ['held', [accrued, { kind: 'hold', from: 'accrued', amountMinor: 40n }], { accrued: 60n, held: 40n }],
    [
      'held no more',
      [accrued, { kind: 'hold', from: 'accrued', amountMinor: 40n }, { kind: 'unhold', to: 'payable', amountMinor: 40n }],
      { accrued: 60n, payable: 40n },
    ],
    ['paid', [accrued, released, paid], { paid: 100n }],
    ['payable again after a payout that failed', [accrued, released, paid, { kind: 'reversal', of: entriesOf(paid) }], { payable: 100n }],
    [
      'a correction',
      [accrued, { kind: 'adjustment', amountMinor: 5n, against: 'rounding', place: nowhere }],
      { accrued: 100n, payable: 5n },
    ],
    ['nothing', [{ kind: 'accrual', amountMinor: 0n }], {}],
  ])('%s', (_, movements, place) => {
    expect(placeAfter(...movements)).toEqual({ ...nowhere, ...place });
  });
});

describe('a clawback takes what is not paid first', () => {
  test('before the release', () => {
    expect(placeAfter(accrued, { kind: 'clawback', amountMinor: 30n, place: placeAfter(accrued) })).toEqual({ ...nowhere, accrued: 70n });
  });

  test('after the payout, the partner owes it', () => {
    const before = [accrued, released, paid];
    const clawback: Movement = { kind: 'clawback', amountMinor: 30n, place: placeAfter(...before) };
    expect(placeAfter(...before, clawback)).toEqual({ ...nowhere, paid: 100n, clawback_receivable: -30n });
    const settled = [...before, clawback];
    expect(placeAfter(...settled, { kind: 'repayment', amountMinor: 30n })).toEqual({ ...nowhere, paid: 70n });
  });

  test('in parts, from each account what it has', () => {
    const before: Movement[] = [
      accrued,
      { kind: 'hold', from: 'accrued', amountMinor: 20n },
      { kind: 'release', amountMinor: 70n },
      { kind: 'payout', amountMinor: 50n },
    ];
    expect(entriesOf({ kind: 'clawback', amountMinor: 60n, place: placeAfter(...before) })).toEqual([
      { account: 'accrued', amountMinor: 10n },
      { account: 'expense', amountMinor: -10n },
      { account: 'held', amountMinor: 20n },
      { account: 'expense', amountMinor: -20n },
      { account: 'payable', amountMinor: 20n },
      { account: 'expense', amountMinor: -20n },
      { account: 'clawback_receivable', amountMinor: 10n },
      { account: 'expense', amountMinor: -10n },
    ]);
  });
});

test('a negative amount is never moved', () => {
  expect(() => entriesOf({ kind: 'payout', amountMinor: -1n })).toThrow('An amount to move from payable to paid must not be negative: -1');
});

interface Line extends BookedLine {
  entries: Entry[];
  lastPayout: Entry[] | null;
}

/** A sale with its lines, its refunds, and all that happens to them. */
class Book {
  readonly terms;
  readonly lines: Line[] = [];
  readonly taken: BookedLine[] = [];
  readonly refunds: Refund[] = [];

  constructor(sale: number, netMinor: bigint, currency: string) {
    const split = splitOf({ '': '5.5', a: '33.3333', b: '33.3333', c: '27.8334' });
    this.terms = termsOf({ plan: planOf({ currency_rule: 'sale' }), split, sale: saleOf({ id: `rev_${sale}`, netMinor, currency }) });
    for (const { partnerId, amountMinor } of earnedOf(this.terms, netMinor)) {
      const entries = entriesOf({ kind: 'accrual', amountMinor });
      this.lines.push({ id: `${sale}_${partnerId}`, partnerId, amountMinor, currency, reverses: null, entries, lastPayout: null });
    }
  }

  get left(): bigint {
    return this.refunds.reduce((left, { netMinor }) => left - netMinor, this.terms.sale.netMinor);
  }

  refund(netMinor: bigint): void {
    const refund = { id: `rf_${this.refunds.length}`, netMinor };
    for (const taken of clawBack(this.terms, [...this.lines, ...this.taken], this.refunds, refund)) {
      const line = this.lines.find(({ id }) => id === taken.reverses);
      const place = placeOf(line?.entries ?? []);
      const amountMinor = -taken.amountMinor;
      // Largest remainders may give a minor unit back.
      line?.entries.push(
        ...entriesOf(amountMinor >= 0n ? { kind: 'clawback', amountMinor, place } : { kind: 'accrual', amountMinor: -amountMinor }),
      );
      this.taken.push({ ...taken, id: `${refund.id}/${taken.partnerId}` });
    }
    this.refunds.push(refund);
  }
}

const seeds = [7, 19, 20_260];
test.each(seeds)('seed %d: after any operations the trial balance is 0, and each line is worth what is left of its sale', (seed) => {
  const random = seededRandom(seed);
  const upTo = (max: number) => Math.floor(random() * (max + 1));
  const some = (max: bigint) => BigInt(upTo(Number(max)));
  const books: Book[] = [];
  for (let operation = 0; operation < 5_000; operation++) {
    if (books.length === 0 || random() < 0.1) books.push(new Book(operation, some(1_000_000n), random() < 0.5 ? 'EUR' : 'JPY'));
    const book = books[upTo(books.length - 1)];
    const line = book?.lines[upTo(2)];
    if (!book || !line) continue;
    const place = placeOf(line.entries);
    const post = (movement: Movement) => {
      const entries = entriesOf(movement);
      expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
      line.entries.push(...entries);
      return entries;
    };
    const operations = [
      () => post({ kind: 'release', amountMinor: some(amountIn(place, 'accrued')) }),
      () => post({ kind: 'hold', from: 'payable', amountMinor: some(amountIn(place, 'payable')) }),
      () => post({ kind: 'unhold', to: 'payable', amountMinor: some(amountIn(place, 'held')) }),
      () => (line.lastPayout = post({ kind: 'payout', amountMinor: amountIn(place, 'payable') })),
      () => {
        if (line.lastPayout) post({ kind: 'reversal', of: line.lastPayout });
        line.lastPayout = null;
      },
      () => post({ kind: 'offset', amountMinor: least(amountIn(place, 'payable'), -place.clawback_receivable) }),
      () => book.refund(random() < 0.2 ? book.left : some(book.left)),
    ];
    operations[upTo(operations.length - 1)]?.();
  }
  const all = books.flatMap(({ lines }) => lines.flatMap(({ entries, currency }) => entries.map((entry) => ({ ...entry, currency }))));
  expect([...trialBalance(all)].toSorted()).toEqual([
    ['EUR', 0n],
    ['JPY', 0n],
  ]);
  for (const { terms, lines, left } of books) {
    const places = lines.map(({ entries }) => placeOf(entries));
    const worth = places.map((place) => partnerAccounts.reduce((sum, account) => sum + place[account], 0n));
    expect(worth).toEqual(earnedOf(terms, left).map(({ amountMinor }) => amountMinor));
    for (const { accrued, held, payable, paid, clawback_receivable: owed } of places) {
      expect([accrued, held, payable, paid, -owed].every((amount) => amount >= 0n)).toBe(true);
    }
  }
});
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
