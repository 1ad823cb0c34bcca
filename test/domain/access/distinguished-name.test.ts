import { expect, test } from 'vitest';
import { isDistinguishedName, isSameName, nameFromLines } from '#domain/access/distinguished-name.ts';

test('spaces between the parts and the case of the types do not matter', () => {
  expect(isSameName('CN=api, o=Acme,C=DE', 'cn=api,O=Acme , c=DE')).toBe(true);
});

test.each([
  ['another value', 'CN=api,O=Acme', 'CN=api,O=Other'],
  ['another case of the value', 'CN=api', 'CN=API'],
  ['another order', 'CN=api,O=Acme', 'O=Acme,CN=api'],
  ['a part more', 'CN=api,O=Acme', 'CN=api'],
  ['a comma that belongs to the value', 'CN=api\\,O=Acme', 'CN=api,O=Acme'],
  ['nothing at all', '', ''],
])('names with %s are not the same', (_name, a, b) => {
  expect(isSameName(a, b)).toBe(false);
});

test("a certificate's lines read from the most specific part on", () => {
  expect(nameFromLines('C=DE\nO=Acme\\, Inc.\nCN=api')).toBe('CN=api,O=Acme\\, Inc.,C=DE');
});

test('a text without types is no name; types may be numbers', () => {
  expect([isDistinguishedName('acme'), isDistinguishedName(''), isDistinguishedName('CN=')]).toEqual([false, false, false]);
  expect(isDistinguishedName('CN=api,2.5.4.97=x')).toBe(true);
});
