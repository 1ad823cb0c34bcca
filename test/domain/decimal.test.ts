import { describe, expect, test } from 'vitest';
import { canonicalNumber, exactNumber, isMultipleOf } from '#domain/decimal.ts';

test.each([
  [19.99, 0.01, true],
  [1.11, 0.01, true],
  [-4.35, 0.05, true],
  [1e300, 0.1, true],
  [1e-7, 1e-8, true],
  [9_007_199_254_740_990, 10, true],
  [0, 0.01, true],
  [19.995, 0.01, false],
  [1.000_000_000_1, 0.01, false],
  [7, 2, false],
  [5e-324, 0.1, false],
])('%d is a multiple of %d: %s', (value, step, is) => {
  expect(isMultipleOf(value, step)).toBe(is);
});

describe('a number', () => {
  test.each([
    ['1', '1.0', '10e-1', '0.1E+1'],
    ['-1.1', '-1.10', '-11e-1'],
    ['0', '-0', '0.00', '0e5'],
    ['12345678901234567890', '1234567890123456789e1'],
  ])('%s has one value in any spelling', (...spellings) => {
    expect(new Set(spellings.map(canonicalNumber)).size).toBe(1);
  });

  test('keeps its value beyond what a double can hold', () => {
    expect(canonicalNumber('12345678901234567890')).not.toBe(canonicalNumber('12345678901234567891'));
    expect(canonicalNumber('1e999999999')).toBe('1e999999999');
  });

  test.each([
    ['19.99', 19.99],
    ['-0.50', -0.5],
    ['1e3', 1000],
    ['0x1F', undefined],
    ['1e999', undefined],
    ['', undefined],
    [' 1', undefined],
    ['012', undefined],
    ['12345678901234567890', undefined],
    ['0.1234567890123456789', undefined],
  ])('in a cell, %j is %d', (text, value) => {
    expect(exactNumber(text)).toBe(value);
  });
});
