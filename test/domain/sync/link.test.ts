import { describe, expect, test } from 'vitest';
import { decideLink, linkKeys } from '#domain/sync/link.ts';
import { Mapping, type ObjectMap } from '#domain/sync/mapping.ts';

const map = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'Account', b: 'customers', creates: [] },
      links: [
        { how: 'external_id', a: 'Billing_Id__c', b: 'id' },
        { how: 'domain', a: 'Website', b: 'email' },
        { how: 'email', a: 'Email__c', b: 'email' },
      ],
      fields: [{ a: 'Name', b: 'name', type: 'text', direction: 'both', owner: 'none' }],
    },
  ],
}).objects[0] as ObjectMap;

const keys = linkKeys(map, 'b', { id: 'cus_1', fields: { email: 'Ada@Acme.example' } });

test('the keys of both sides meet: external id, domain, e-mail in any spelling', () => {
  expect(keys).toEqual(['0:cus_1', '1:acme.example', '2:ada@acme.example']);
  expect(
    linkKeys(map, 'a', {
      id: '001',
      fields: { Billing_Id__c: 'cus_1', Website: 'https://www.acme.example', Email__c: 'ada@acme.example' },
    }),
  ).toEqual(keys);
});

test('the domain of a free-mail provider identifies nobody', () => {
  expect(linkKeys(map, 'b', { id: 'cus_2', fields: { email: 'ada@gmail.com' } })).toEqual(['0:cus_2', '2:ada@gmail.com']);
});

describe('a record without a counterpart', () => {
  const candidate = (id: string, key: string, isLinked = false) => ({ id, key, isLinked });
  const [external = '', domain = '', email = ''] = keys;

  test('is linked by the most certain rule', () => {
    const found = [candidate('001', external), candidate('002', domain)];
    expect(decideLink(map, keys, found, [])).toEqual({ kind: 'link', id: '001', how: 'external_id' });
  });

  test('is a question for a person if two candidates have the domain', () => {
    const found = [candidate('001', domain), candidate('002', domain)];
    expect(decideLink(map, keys, found, [])).toEqual({ kind: 'unclear', candidates: ['001', '002'], rivals: [] });
  });

  test('is a question for a person if the only candidate has another counterpart', () => {
    expect(decideLink(map, keys, [candidate('001', domain, true)], [])).toMatchObject({ kind: 'unclear', candidates: ['001'] });
  });

  test('is a question for a person if another record of its side has the e-mail too', () => {
    const decision = decideLink(map, keys, [candidate('001', email)], [candidate('cus_9', email)]);
    expect(decision).toEqual({ kind: 'unclear', candidates: ['001'], rivals: ['cus_9'] });
  });

  test('stays alone if nobody shares a key', () => {
    expect(decideLink(map, keys, [], [candidate('cus_9', email)])).toEqual({ kind: 'none' });
  });
});
