import { describe, expect, test } from 'vitest';
import { cellsOf, dealColumns, dealFromCells } from '#domain/deals/deal-columns.ts';
import { ImportedDeal } from '#domain/deals/deal-import.ts';
import { guardCell, unguardCell } from '#domain/formula-guard.ts';

const formulas = ['=HYPERLINK("https://evil.example","click")', '+1+1', '-2+3', '@SUM(A1:A9)', '\t=1', ' =1', '"=1', "'=1", '＝1', '-'];
const plain = ['Brightwell', "O'Neill", "'s-Hertogenbosch", '48000.00', '2027-03-31', 'a=b', 'x + y', '"quoted" name'];

describe('a cell', () => {
  test.each([
    ['Our offer:\n=1+1\nthanks', "Our offer:\n'=1+1\nthanks"],
    ['a\r\n  @SUM(A1)', "a\r\n'  @SUM(A1)"],
    ['a\r"+1', 'a\r\'"+1'],
    ['a\u2028-1\u0085＝1', "a\u2028'-1\u0085'＝1"],
    ["a\n'=1", "a\n''=1"],
    ['\n=cmd|/c calc', "'\n'=cmd|/c calc"],
    ['\r=1', "'\r'=1"],
    ['a\n\nb = c', 'a\n\nb = c'],
  ])('that would run on a line of its own has an apostrophe there: %j', (text, cell) => {
    expect(guardCell(text)).toBe(cell);
    expect(unguardCell(cell)).toBe(text);
  });

  test('of a million lines is guarded in linear time', () => {
    const startedAt = performance.now();
    for (const line of ['\n', "\n'", '\n ']) unguardCell(guardCell(`a${line.repeat(1_000_000)}`));
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test.each(formulas)('that a spreadsheet would run has an apostrophe in front: %j', (text) => {
    expect(guardCell(text)).toBe(`'${text}`);
  });

  test.each(plain)('that it would not run stays as it is: %j', (text) => {
    expect(guardCell(text)).toBe(text);
  });

  test('comes back exactly, whatever it holds, and an empty text differs from none', () => {
    const all = [...formulas, ...plain, '', "'", "''", ' ', "'''=1", "'a"];
    for (const text of all) expect(unguardCell(guardCell(text))).toBe(text);
    expect(guardCell('')).not.toBe('');
  });
});

const whole = {
  external_id: '=1+1',
  partner_id: 'ptn_x',
  customer: {
    company_name: '@Home; "Ltd"\r\nVienna',
    website: 'a.example',
    other_websites: ['b.example', 'c.example'],
    address: { street: '-1', postal_code: '', city: 'Wien', country: 'AT' },
    duns: '123456789',
    contacts: [{ name: 'Ada', email: 'ada@a.example', phone: '+43 1 2', role: 'CTO' }],
  },
  title: '+1',
  problem: '',
  expected_value: { amount: '48000.00', currency: 'EUR' },
  frequency: 'yearly' as const,
  close_date: '2099-03-31',
  type: 'renewal' as const,
  origin: 'event' as const,
  competitor: "'",
  sales_activities: ['demo; with lunch', 'call'],
  team: [{ name: 'Bob', email: 'bob@a.example' }],
  custom: { seats: 12, is_public: true, tags: ['x'], note: '=A1' },
};

test('every field of a deal has a column, and comes back from its cells as it was', () => {
  expect(Object.keys(whole).toSorted()).toEqual(Object.keys(ImportedDeal.shape).toSorted());
  const parsed = ImportedDeal.parse(whole);
  expect(dealFromCells(Object.keys(dealColumns), cellsOf({ ...parsed, partner_id: 'ptn_x' }), {})).toEqual(whole);
  const least = { external_id: 'a', partner_id: 'ptn_x', customer: { company_name: 'B', other_websites: [] } };
  expect(dealFromCells(Object.keys(dealColumns), cellsOf(least), {})).toEqual(least);
});

test('people may have columns of their own, and fields of the programme are read as it types them', () => {
  const paths = [
    'customer.contacts.0.email',
    'customer.contacts.1.name',
    'custom.seats',
    'custom.is_public',
    'custom.name',
    'custom.tags',
    null,
  ];
  const deal = dealFromCells(paths, ['', 'Ada', '12', 'TRUE', '12', 'a; b', 'left out'], {
    seats: 'integer',
    is_public: 'boolean',
    tags: 'array',
  });
  expect(deal).toEqual({ customer: { contacts: [{ name: 'Ada' }] }, custom: { seats: 12, is_public: true, name: '12', tags: ['a', 'b'] } });
});

test.each(['0x1F', '0b1', '0o7', 'Infinity', '1e400', '12345678901234567890', '1_000', '', ' ', '.', '12 seats'])(
  'a cell %j is not read as a number, so the field refuses it',
  (cell) => {
    const deal = dealFromCells(['custom.seats'], [cell], { seats: 'integer' });
    expect(deal).toEqual(cell === '' ? {} : { custom: { seats: cell } });
  },
);

test.each([
  ['12', 12],
  [' 12 ', 12],
  ['+12', 12],
  ['007', 7],
  ['12.50', 12.5],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['-0.1', -0.1],
])('a cell %j is read as the number %d', (cell, number) => {
  expect(dealFromCells(['custom.rate'], [cell], { rate: 'number' })).toEqual({ custom: { rate: number } });
});
