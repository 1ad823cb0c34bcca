import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toMinor, toMoney } from '#domain/money.ts';
import { summariseBilling } from '#domain/sync/billing-summary.ts';
import { monthlyRevenue } from '#domain/sync/mrr.ts';
import { Subscription } from '#domain/sync/subscription.ts';

const asOf = new Date('2026-03-01T00:00:00Z');
const lines = readFileSync('docs/mrr.md', 'utf8').split('\n');

function tableAfter(header: string): string[][] {
  const from = lines.findIndex((line) => line.startsWith(header)) + 2;
  const rows = lines.slice(from);
  return rows.slice(0, rows.findIndex((line) => !line.startsWith('|')) + 1 || rows.length).flatMap((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return cells.length > 0 ? [cells] : [];
  });
}

interface Row {
  customer: string;
  subscription: Subscription;
  mrr: string;
}

function rowOf(
  [customer = '', status, price = '', quantity, every = '', tiers = '', discount = '', mrr = '']: string[],
  index: number,
): Row {
  const [currency = '', amount = '0'] = price.split(' ');
  const minor = (text: string) => toMinor({ amount: text, currency }).toString();
  const [count, interval] = every.split(' ');
  const [mode, list = ''] = tiers.split(': ');
  const subscription = Subscription.parse({
    id: `sub_${index}`,
    status,
    currency,
    items: [
      {
        quantity: Number(quantity),
        unit_amount: tiers ? null : minor(amount),
        tiers: tiers ? list.split(', ').map((tier) => readTier(tier, minor)) : null,
        tiers_mode: tiers ? mode : null,
        interval,
        interval_count: Number(count),
      },
    ],
    discounts: discount ? [readDiscount(discount, minor)] : [],
    current_period_end: null,
    cancel_at_period_end: false,
  });
  return { customer, subscription, mrr };
}

function readTier(text: string, minor: (text: string) => string) {
  const [, last = '', unit = '', flat] = /^(\d+|rest) at ([\d.]+)(?: \+ ([\d.]+))?$/.exec(text) ?? [];
  return { up_to: last === 'rest' ? null : Number(last), unit_amount: minor(unit), flat_amount: flat === undefined ? null : minor(flat) };
}

function readDiscount(text: string, minor: (text: string) => string) {
  const [, value = '', kind, end] = /^([\d.]+) (%|off)(?: (?:until (\S+)|once))?$/.exec(text) ?? [];
  const duration = text.endsWith('once') ? 'once' : end === undefined ? 'forever' : 'repeating';
  return {
    percent_off: kind === '%' ? value : null,
    amount_off: kind === 'off' ? minor(value) : null,
    duration,
    ends_at: end === undefined ? null : `${end}T23:59:59Z`,
  };
}

const rows = tableAfter('| customer | status').map(rowOf);
const byCustomer = Map.groupBy(rows, ({ customer }) => customer);

describe('the worked table of docs/mrr.md', () => {
  test('has rows', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  test.each([...byCustomer])('the subscriptions of %s have the MRR that the table says', (_, own) => {
    const revenue = monthlyRevenue(
      own.map(({ subscription }) => subscription),
      asOf,
    );
    const minors = new Map(revenue.flatMap(({ subscriptions }) => subscriptions.map(({ id, minor }) => [id, minor])));
    const computed = own.map(({ subscription }) => toMoney(minors.get(subscription.id) ?? 0n, subscription.currency).amount);
    expect(computed).toEqual(own.map(({ mrr }) => mrr));
  });

  test.each(tableAfter('| customer | `billing:mrr`'))('%s is shown with %s', (customer, mrr, currency, all) => {
    const own = byCustomer.get(customer ?? '') ?? [];
    const fields = summariseBilling(
      own.map(({ subscription }) => subscription),
      asOf,
    );
    expect([fields['billing:mrr'], fields['billing:currency'] ?? '', fields['billing:mrr_all']]).toEqual([mrr, currency, all]);
  });
});

test('shares of subscriptions add up to the rounded total, whatever their number', () => {
  for (let count = 1; count <= 50; count++) {
    const own = Array.from({ length: count }, (_, index) => {
      const [row] = byCustomer.get('Cedar') ?? [];
      return { ...(row?.subscription as Subscription), id: `sub_${index}` };
    });
    const [revenue] = monthlyRevenue(own, asOf);
    const exact = (10_000n * BigInt(count) * 2n + 3n) / 6n;
    expect(revenue?.totalMinor).toBe(exact);
    expect(revenue?.subscriptions.reduce((sum, { minor }) => sum + minor, 0n)).toBe(exact);
  }
});

test('the status shown is the best one, and the renewal the next of a subscription that goes on', () => {
  const base = rows[0]?.subscription as Subscription;
  const fields = summariseBilling(
    [
      { ...base, status: 'canceled', current_period_end: '2026-03-02T00:00:00Z' },
      { ...base, status: 'past_due', current_period_end: '2026-03-20T00:00:00Z' },
      { ...base, status: 'active', cancel_at_period_end: true, current_period_end: '2026-03-03T00:00:00Z' },
      { ...base, status: 'active', current_period_end: '2026-03-25T00:00:00Z' },
    ],
    asOf,
  );
  expect(fields).toMatchObject({ 'billing:status': 'active', 'billing:renews_on': '2026-03-20T00:00:00Z' });
});
