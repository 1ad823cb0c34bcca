import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes, oauthErrorCodes, oauthWords } from '#apps/api/http/error-codes.ts';
import { fieldErrorCodes, formerCodesOf, isFieldErrorCode, presentCode } from '#domain/field-error-codes.ts';
import { fieldError, fromPointer, readStoredError, toPointer, within } from '#domain/field-error.ts';

const root = path.resolve(import.meta.dirname, '../..');
const codes = Object.keys(fieldErrorCodes).filter(isFieldErrorCode);
const formerCodes = codes.flatMap(formerCodesOf);

test('a pointer is what RFC 6901 says, there and back', () => {
  const at = ['a/b', 'm~n', '', 0, '~1'];
  expect(toPointer(at)).toBe('/a~1b/m~0n//0/~01');
  expect(fromPointer(toPointer(at))).toEqual(at.map(String));
  expect([toPointer([]), fromPointer('')]).toEqual(['', []]);
});

test('an entry has the pointer and the dotted path of before', () => {
  const fault = fieldError(['contacts', 0, 'email'], 'invalid_format', 'is not a valid email');
  expect(fault).toMatchObject({ pointer: '/contacts/0/email', field: 'contacts.0.email' });
  expect(within(['customer'], fault)).toMatchObject({ pointer: '/customer/contacts/0/email', field: 'customer.contacts.0.email' });
  expect(within(['customer'], fieldError([], 'required', 'is required'))).toMatchObject({ pointer: '/customer', field: 'customer' });
});

test('an entry that was stored is read in both forms', () => {
  const stored = { field: 'expected_value.amount', code: 'TOO_MANY_VALUES', message: 'x' };
  const present = { ...stored, pointer: '/expected_value/amount', code: 'too_long', legacy_code: 'TOO_MANY_VALUES' };
  expect(readStoredError(stored)).toEqual(present);
  expect(readStoredError(present)).toEqual(present);
  expect(readStoredError({ ...stored, code: 'NEVER_HEARD_OF' })).toMatchObject({ code: 'invalid_value', legacy_code: 'NEVER_HEARD_OF' });
});

test('every code is lower case, and every former one has a present one', () => {
  const all = [codes, Object.keys(errorCodes), Object.keys(oauthErrorCodes), Object.keys(oauthWords)].flat();
  expect(all.filter((code) => !/^[a-z]+(_[a-z]+)*$/.test(code))).toEqual([]);
  expect(formerCodes.filter((former) => presentCode(former) === undefined)).toEqual([]);
});

test('upper-case codes are named where their aliases are made, and nowhere else', () => {
  const loud = formerCodes.filter((code) => /^[A-Z_]+$/.test(code));
  const namesOne = new RegExp(`\\b(${loud.join('|')})\\b`);
  // The fakes speak their vendors' languages.
  const sources = globSync('{activities,apps,connectors,db,domain,workflows}/**/*.ts', { cwd: root, exclude: ['apps/fakes/**'] });
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.filter((file) => namesOne.test(readFileSync(path.join(root, file), 'utf8'))).toSorted()).toEqual([
    'apps/api/deals/custom-fields.ts',
    'domain/deals/programme.ts',
    'domain/field-error-codes.ts',
    'domain/registration-errors.ts',
  ]);
});
