import { expect, test } from 'vitest';
import { FxRates } from '#domain/attribution/fx.ts';

const rate = (currency: string, day: string, perEuro: string, importId = 1) => ({ currency, day, perEuro, importId });
const rates = new FxRates([
  ...[rate('USD', '2026-03-06', '1.0837'), rate('USD', '2026-03-06', '1.25', 2), rate('USD', '2026-03-20', '2')],
  ...[rate('JPY', '2026-03-06', '160.5'), rate('KWD', '2026-03-06', '0.33')],
]);

test.each([
  ['two to two decimals', 125n, 'USD', 'EUR', 100n],
  ['to none', 10_000n, 'EUR', 'JPY', 16_050n],
  ['from none', 16_050n, 'JPY', 'EUR', 10_000n],
  ['to three', 10_000n, 'EUR', 'KWD', 33_000n],
  ['from three to none', 33_000n, 'KWD', 'JPY', 16_050n],
  ['half away from zero', 5n, 'EUR', 'USD', 6n],
  ['half away from zero below it', -5n, 'EUR', 'USD', -6n],
  ['of any size', 9_223_372_036_854_775_807n, 'EUR', 'USD', 11_529_215_046_068_469_759n],
])('an amount is converted %s', (_name, minor, from, to, expected) => {
  expect(rates.convert(minor, { from, to, day: '2026-03-06' })).toBe(expected);
});

test('of two imports of a rate the later one counts', () => {
  expect(rates.find('USD', '2026-03-06')).toMatchObject({ perEuro: '1.25', importId: 2 });
});

test('a rate counts for seven days after its own, and never before', () => {
  expect(rates.find('USD', '2026-03-13')).toMatchObject({ day: '2026-03-06' });
  expect(rates.find('USD', '2026-03-14')).toBeNull();
  expect(rates.find('USD', '2026-03-05')).toBeNull();
  expect(rates.convert(1n, { from: 'USD', to: 'EUR', day: '2026-03-14' })).toBeNull();
});
