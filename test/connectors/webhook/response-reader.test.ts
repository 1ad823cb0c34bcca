import { expect, test } from 'vitest';
import { MAX_RESPONSE_BYTES, ResponseReader } from '#connectors/webhook/response-reader.ts';

function snippetOf(...chunks: (string | Buffer)[]): string | undefined {
  const reader = new ResponseReader();
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  return reader.snippet();
}

test('the first KiB is kept, across chunks', () => {
  expect(snippetOf('a'.repeat(1000), 'b'.repeat(1000))).toBe('a'.repeat(1000) + 'b'.repeat(24));
  expect(snippetOf('short')).toBe('short');
  expect(snippetOf()).toBeUndefined();
});

test.each(['é', '東', '🚚'])('a %s that the cut goes through is left out, one that ends at it is kept', (character) => {
  const width = Buffer.byteLength(character);
  for (let shift = 1; shift < width; shift++) {
    expect(snippetOf('x'.repeat(1024 - shift) + character.repeat(5))).toBe('x'.repeat(1024 - shift));
  }
  expect(snippetOf('x'.repeat(1024 - width) + character.repeat(5))).toBe('x'.repeat(1024 - width) + character);
});

test('bytes that are not UTF-8 and control characters are replaced, tabs and line feeds stay', () => {
  expect(snippetOf(Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
  expect(snippetOf('a\0b\x1b[31mc\x7f\u0085\u202ed\te\nf')).toBe('a\ufffdb\ufffd[31mc\ufffd\ufffd\ufffdd\te\nf');
  expect(snippetOf(Buffer.alloc(2000, 0x80))).toBe('\ufffd'.repeat(1024));
});

test('a body is read up to the limit and not beyond', () => {
  const reader = new ResponseReader();
  expect(reader.push(Buffer.alloc(MAX_RESPONSE_BYTES))).toBe(true);
  expect(reader.push(Buffer.alloc(1))).toBe(false);
});
