import { describe, expect, test } from 'vitest';
import { addressFinder } from '#domain/data-subject.ts';

const isIn = addressFinder('ada.l+x@acme.example');

describe('an address is found', () => {
  test.each([
    ['by itself', 'ada.l+x@acme.example'],
    ['in any case', 'ADA.L+X@Acme.Example'],
    ['at the end of a sentence', 'Write to ada.l+x@acme.example.'],
    ['in a link', '<a href="mailto:ada.l+x@acme.example">'],
    ['behind an escaped line break', String.raw`{"note":"from\nada.l+x@acme.example\n"}`],
    ['with escaped letters', String.raw`{"a":"\u0061da.l\u002bx\u0040acme.example"}`],
    ['behind an escaped quote', String.raw`{"a":"\"ada.l+x@acme.example\""}`],
  ])('%s', (_, text) => expect(isIn(text)).toBe(true));
});

describe('another address is not taken for it', () => {
  test.each([
    ['with letters in front', 'bada.l+x@acme.example'],
    ['of a longer domain', 'ada.l+x@acme.example.com'],
    ['of a domain with a hyphen', 'ada.l+x@acme.example-shop'],
    ['where a dot stands for any letter', 'adaXl+x@acme.example'],
    ['that is nothing', ''],
  ])('%s', (_, text) => expect(isIn(text)).toBe(false));
  test('nor nothing at all', () => expect(isIn(null)).toBe(false));
});
