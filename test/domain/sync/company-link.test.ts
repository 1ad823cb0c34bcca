import { expect, test } from 'vitest';
import { companyOf, decideByCompany } from '#domain/sync/company-link.ts';
import { Mapping, type ObjectMap } from '#domain/sync/mapping.ts';

const map = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'Account', b: 'customers', creates: [] },
      links: [{ how: 'external_id', a: 'Id__c', b: 'id' }],
      company: { name: { a: 'Name', b: 'name' }, domain: { a: 'Website', b: 'email' } },
      fields: [{ a: 'Name', b: 'name', type: 'text', direction: 'both', owner: 'none' }],
    },
  ],
}).objects[0] as ObjectMap;

test('a website is one, an e-mail address is its domain, and a free-mail provider says nothing', () => {
  expect(companyOf(map, 'a', { Name: 'Quorvane', Website: 'quorvane.example' })).toMatchObject({ websites: ['quorvane.example'] });
  expect(companyOf(map, 'b', { name: 'Quorvane', email: 'ada@quorvane.example' })).toMatchObject({ emailDomains: ['quorvane.example'] });
  expect(companyOf(map, 'b', { name: 'Quorvane', email: 'ada@gmail.com' })).toMatchObject({ websites: [], emailDomains: [] });
});

test.each([null, '', 'GmbH', 7, 'x'.repeat(301)])('a record whose name is %j has no company', (name) => {
  expect(companyOf(map, 'b', { name })).toBeNull();
});

test('a namesake that is linked already is no question, unless it is certainly the same', () => {
  const companyNamed = (name: string) => {
    const found = companyOf(map, 'b', { name });
    if (!found) throw new Error(name);
    return found;
  };
  const candidate = (name: string, isLinked: boolean) => ({ id: name, company: companyNamed(name), isLinked });
  const decide = (name: string, isLinked: boolean) => decideByCompany(companyNamed('Quorvane'), [candidate(name, isLinked)], [], []);
  expect(decide('Quorvane Car Rental', true)).toEqual({ kind: 'none' });
  expect(decide('Quorvane Car Rental', false)).toMatchObject({ kind: 'unclear' });
  expect(decide('Quorvane GmbH', true)).toMatchObject({ kind: 'unclear' });
});
