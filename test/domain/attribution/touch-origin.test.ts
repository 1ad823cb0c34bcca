import { expect, test } from 'vitest';
import { readUtm } from '#domain/attribution/touch-origin.ts';

const utm = (source: string) => readUtm(`https://example.com/?utm_source=${encodeURIComponent(source)}`)?.utm_source;

test.each([
  ['markup is text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['a control character is a space', 'ac\u0000me\u0007', 'ac me'],
  ['so is what turns the direction of the text, a line separator, and what nobody sees', 'a\u202Eb\u2028c\u200Bd', 'a b c d'],
  ['joiners, which some scripts need, stay', 'می\u200Cخواهم', 'می\u200Cخواهم'],
  ['what is longer than 200 characters is cut, and no half of a pair stays', `${'x'.repeat(199)}😀`, `${'x'.repeat(199)}\uFFFD`],
  ['blanks alone are nothing', ' \t ', undefined],
])('a utm_source is one line of text: %s', (_name, sent, expected) => {
  expect(utm(sent)).toBe(expected);
});

test('what is no address has no parameters', () => {
  expect(readUtm('utm_source=acme')).toBeUndefined();
});
