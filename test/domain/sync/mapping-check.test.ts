import { expect, test } from 'vitest';
import { checkMapping, type LiveField, type LiveObject } from '#domain/sync/mapping-check.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { classifyRefusal, failureReasons } from '#domain/sync/write-failure.ts';

const field = (name: string, more: Partial<LiveField> = {}): LiveField => ({
  ...{ name, type: 'text', required: false, readOnly: false, maxLength: null, options: null },
  ...more,
});
const account: LiveObject = {
  fields: [
    ...[field('Name', { required: true }), field('Website'), field('Billing_Id__c'), field('Mrr__c', { type: 'number' })],
    ...[field('Total', { type: 'money', readOnly: true }), field('Note', { maxLength: 5 })],
    field('Status__c', { type: 'choice', options: [{ value: 'Live' }] }),
  ],
  writable: true,
  repeatableCreates: false,
};
const customers: LiveObject = { fields: [field('name'), field('email')], writable: true, repeatableCreates: true };

function faultsOf(fields: object[], more: object = {}) {
  const mapping = Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: 'Account', b: 'customers', creates: [] },
        links: [{ how: 'domain', a: 'Website', b: 'email' }],
        fields,
        ...more,
      },
    ],
  });
  const live = { a: new Map([['Account', account]]), b: new Map([['customers', customers]]) };
  return checkMapping(mapping, live).map(({ pointer, message }) => `${pointer} ${message}`);
}

const down = { type: 'text', direction: 'b_to_a', owner: 'b' };

test.each([
  ['a missing field', [{ ...down, a: 'Nope', b: 'name' }], '/objects/0/fields/0/a is no field that the connection can read: Nope'],
  ['a read-only field', [{ ...down, a: 'Total', b: 'billing:mrr', type: 'money' }], 'Total is read-only there'],
  [
    'a choice that the CRM does not have',
    [
      {
        ...down,
        a: 'Status__c',
        b: 'billing:status',
        type: 'choice',
        values: [
          { a: 'Live', b: 'active' },
          { a: 'Gone', b: 'canceled' },
        ],
      },
    ],
    'Status__c does not have the choice Gone',
  ],
  ['a type that does not fit', [{ ...down, a: 'Mrr__c', b: 'name' }], 'Mrr__c has the type number there, which takes no text'],
  ['a fallback that is too long', [{ ...down, a: 'Note', b: 'name', fallback: 'longer than five' }], 'Note takes at most 5 characters'],
  ['a computed field that does not exist', [{ ...down, a: 'Note', b: 'billing:arr' }], 'must be one of billing:mrr'],
])('%s is refused before the mapping is saved', (_, fields, message) => {
  expect(faultsOf(fields)).toEqual([expect.stringContaining(message)]);
});

test('a field that fits is accepted', () => {
  expect(faultsOf([{ ...down, a: 'Mrr__c', b: 'billing:mrr', type: 'money' }])).toEqual([]);
});

test('an object that the connection may not see is refused with the side', () => {
  expect(faultsOf([{ ...down, a: 'Name', b: 'name' }], { b: 'secrets' })).toEqual([
    expect.stringContaining('/objects/0/b names no object'),
  ]);
});

test('records are created only with all that the target requires, and only where a lost answer cannot double them', () => {
  const faults = faultsOf([{ ...down, a: 'Note', b: 'name' }], { creates: ['a', 'b'] });
  expect(faults).toEqual([expect.stringContaining('need a value for Name'), expect.stringContaining('so that no record is created twice')]);
  const links = [{ how: 'external_id', a: 'Billing_Id__c', b: 'id' }];
  expect(faultsOf([{ ...down, a: 'Name', b: 'name' }], { creates: ['a'], links })).toEqual([]);
});

test.each([
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'not_allowed'],
  ['STRING_TOO_LONG', 'too_long'],
  ['Invalid string: x…; must be at most 256 characters', 'too_long'],
  ['REQUIRED_FIELD_MISSING', 'missing'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'invalid'],
] as const)("a vendor's %s is told as %s, with a remedy", (code, reason) => {
  expect(classifyRefusal({ reason: 'invalid', code, message: 'no', field: null, retryable: false })).toBe(reason);
  expect(failureReasons[reason].remedy).not.toBe('');
});
