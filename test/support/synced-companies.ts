/** Companies of two HubSpots: a field without an owner, two of A's, and one that has a place for one of its values only. */
export const companyMapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['b'] },
      links: [{ how: 'domain', a: 'domain', b: 'domain' }],
      fields: [
        { a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'none' },
        { a: 'phone', b: 'phone', type: 'text', direction: 'both', owner: 'a' },
        { a: 'segment', b: 'segment', type: 'choice', direction: 'a_to_b', owner: 'a', values: [{ a: 'small', b: 'small' }] },
        { a: 'domain', b: 'domain', type: 'text', direction: 'a_to_b', owner: 'a' },
      ],
    },
  ],
};

export const companyFields = (n: number) => ({ name: `Company ${n}`, phone: `${n}`, segment: 'small', domain: `company-${n}.com` });
