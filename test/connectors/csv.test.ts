import { expect, test } from 'vitest';
import { readCsv, writeCsv } from '#connectors/csv.ts';

test('what is written is read, whatever the fields contain', () => {
  const row = ['plain', 'a,b', 'say "hi"', '"', '""', 'two\r\nlines', '', ' '];
  const header = row.map((_cell, place) => `c${place}`);
  expect(readCsv(writeCsv([header, row]), 10).map((read) => Object.values(read))).toEqual([row]);
});

test.each([
  ['', []],
  ['a,b', []],
  ['a,b\n', []],
  [
    'a,b\r\n1,2\r\n,\r\n3',
    [
      { a: '1', b: '2' },
      { a: '', b: '' },
      { a: '3', b: '' },
    ],
  ],
  ['a\n"x"', [{ a: 'x' }]],
  ['a,b\n1,', [{ a: '1', b: '' }]],
])('%j is read as RFC 4180 says', (text, rows) => {
  expect(readCsv(text, 10)).toEqual(rows);
});

test('a field has any length', () => {
  const long = 'x"'.repeat(5_000_000);
  expect(readCsv(writeCsv([['a'], [long]]), 1)).toEqual([{ a: long }]);
});

test.each([
  ['a quote that is not closed', `a\n"${'x'.repeat(10_000_000)}`],
  ['a quote within a field', 'a\n1"2"\n'],
  ['text after a quote', 'a\n"1"2\n'],
  ['more rows than were asked for', `a\n${'1\n'.repeat(10_001)}`],
  ['more cells than any answer has', `${'c,'.repeat(2_000)}c\n${'\n'.repeat(5_000)}`],
])('CSV with %s is malformed', (_what, text) => {
  expect(() => readCsv(text, 10_000)).toThrow(expect.objectContaining({ kind: 'malformed' }));
});
