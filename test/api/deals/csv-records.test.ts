import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvRecords, OpenQuote, TooWide } from '#apps/api/deals/csv-records.ts';
import { seededRandom } from '#domain/random.ts';

const read = (text: string, delimiter = ',') =>
  [...csvRecords(Buffer.from(text), delimiter, 1_000)]
    .filter((record) => record !== undefined)
    .map(({ row, cells, fault }) => [row, ...(fault ? [fault] : cells)]);

describe('a row', () => {
  test.each([
    ['a,b\r\nc,d\ne,f\rg,h', [1, 'a', 'b'], [2, 'c', 'd'], [3, 'e', 'f'], [4, 'g', 'h']],
    ['a,"x\r\ny\nz\rw"\r\nb,c', [1, 'a', 'x\r\ny\nz\rw'], [5, 'b', 'c']],
    ['\na\r\n\r\n\nb', [2, 'a'], [5, 'b']],
    ['a,,\n,\n', [1, 'a', '', ''], [2, '', '']],
    ['"a ""b"" c","",d"e', [1, 'a "b" c', '', 'd"e']],
    ['"Six" ,t\n"Seven"  \n', [1, 'Six', 't'], [2, 'Seven']],
    ['"He said "hi" there",t', [1, 'He said "hi" there', 't']],
    ['"5"" or 6" wide",t', [1, '5" or 6" wide', 't']],
    ['"a "b",c"\n', [1, 'a "b', 'c"']],
    ['"Six"x,t\n"Seven",u\nEight,v', [1, 'stray_quote'], [2, 'Seven', 'u'], [3, 'Eight', 'v']],
    ['"a\nb "c" d",t\ne,f', [1, 'stray_quote'], [3, 'e', 'f']],
  ])('of %j', (text, ...rows) => {
    expect(read(text)).toEqual(rows);
  });

  test('has as many cells as are asked for, and the file as many as a table can have', () => {
    const wide = [...csvRecords(Buffer.from(`${','.repeat(200_000)}\nb`), ',', 3)].find((record) => record !== undefined);
    expect([wide?.cells, wide?.width]).toEqual([['', '', ''], 200_001]);
    const startedAt = performance.now();
    expect(() => read(','.repeat(16_000_000))).toThrow(TooWide);
    expect(read('\n'.repeat(16_000_000))).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});

test('a quoted cell without an end names the line in which it begins', () => {
  const error = (() => {
    try {
      return read('a\nb,"c\nd');
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(OpenQuote);
  expect(error).toMatchObject({ row: 2 });
});

test('what a careful program writes is read as another reader reads it', () => {
  const random = seededRandom(7);
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? '';
  const cell = () => Array.from({ length: Math.floor(random() * 5) }, () => pick(['a', '"', ',', '\n', '\r\n', ' ', 'é'])).join('');
  for (let round = 0; round < 500; round++) {
    const rows = Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => `"${cell().replaceAll('"', '""')}"`).join());
    const text = rows.join(pick(['\n', '\r\n']));
    expect(read(text).map(([, ...cells]) => cells)).toEqual(parse(text));
  }
});
