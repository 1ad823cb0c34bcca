import { describe, expect, test } from 'vitest';
import { dataSubject } from '#domain/data-subject.ts';

const { isIn } = dataSubject('ada.l+x@acme.example');

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

describe('an internationalised address is found', () => {
  const jorg = dataSubject('Jörg@Müller.example');
  test.each([
    ['by itself', 'jörg@müller.example'],
    ['in any case', 'JÖRG@MÜLLER.EXAMPLE'],
    ['with decomposed characters', 'jörg@müller.example'.normalize('NFD')],
    ['with its domain as DNS writes it', 'jörg@xn--mller-kva.example'],
    ['escaped', String.raw`{"a":"j\u00f6rg@m\u00fcller.example"}`],
  ])('%s', (_, text) => expect(jorg.isIn(text)).toBe(true));

  test('from the form that DNS writes too', () => {
    expect(dataSubject('jörg@xn--mller-kva.example').isIn('jörg@müller.example')).toBe(true);
  });

  test.each([
    ['with other letters', 'jorg@müller.example'],
    ['with a letter in front', 'äjörg@müller.example'],
    ['of a longer domain', 'jörg@müller.exampleä'],
  ])('but not another address %s', (_, text) => expect(jorg.isIn(text)).toBe(false));

  test('and rg@müller.example is not in it', () => {
    expect(dataSubject('rg@müller.example').isIn('jörg@müller.example')).toBe(false);
  });
});
