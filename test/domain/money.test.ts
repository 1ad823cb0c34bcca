import { expect, test } from 'vitest';
import { Money, toMinor, toMoney } from '#domain/money.ts';

test.each([
  ['12.50', 'EUR', 1250n],
  ['12', 'EUR', 1200n],
  ['1200', 'JPY', 1200n],
  ['1.234', 'KWD', 1234n],
  ['0.05', 'USD', 5n],
  ['1.50', 'HUF', 150n],
  ['1.50', 'PKR', 150n],
  ['1.50', 'COP', 150n],
  ['1.234', 'IQD', 1234n],
  ['92233720368547758.07', 'USD', 2n ** 63n - 1n],
])('%s %s is %s of the smallest unit, and back', (amount, currency, minor) => {
  expect(toMinor(Money.parse({ amount, currency }))).toBe(minor);
  expect(toMinor(toMoney(minor, currency))).toBe(minor);
});

test('it is shown with the decimals of its currency', () => {
  expect([toMoney(5n, 'EUR').amount, toMoney(5n, 'JPY').amount, toMoney(5n, 'KWD').amount]).toEqual(['0.05', '5', '0.005']);
});

test.each([
  ['1.5', 'JPY', 'JPY has none'],
  ['1.555', 'EUR', 'more than 2 decimals'],
  ['1.5', 'VND', 'VND has none'],
  ['1.5555', 'KWD', 'more than 3 decimals'],
  ['92233720368547758.08', 'USD', 'too large'],
  ['-1', 'EUR', 'decimal number'],
  ['1e3', 'EUR', 'decimal number'],
  ['1,50', 'EUR', 'decimal number'],
  ['1', 'XXZ', 'ISO 4217'],
])('%s %s is refused: %s', (amount, currency, message) => {
  expect(
    Money.safeParse({ amount, currency })
      .error?.issues.map((issue) => issue.message)
      .join(),
  ).toContain(message);
});
