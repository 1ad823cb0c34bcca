import { describe, expect, test } from 'vitest';
import { normaliseName } from '#domain/accounts/company-name.ts';
import { compareCompanies, type CompanyFacts, profileOf } from '#domain/accounts/matching.ts';
import { isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import { judgeMatchingPairs, readMatchingPairs } from './matching-pairs.ts';

const facts = (name: string, more: Partial<CompanyFacts> = {}): CompanyFacts => ({
  name,
  websites: [],
  contactEmails: [],
  duns: null,
  address: null,
  ...more,
});
const compare = (a: CompanyFacts, b: CompanyFacts) => compareCompanies(profileOf(a), profileOf(b));

test('on the labelled pairs precision is at least 0.95 and recall at least 0.90, candidates found by their keys', () => {
  const { pairs, precision, recall } = judgeMatchingPairs({ least: 0.5 });
  expect(pairs).toBeGreaterThanOrEqual(300);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

test('a comparison does not depend on which side is which', () => {
  for (const { a, b } of readMatchingPairs()) expect(compare(a, b).score).toBe(compare(b, a).score);
});

describe('a name', () => {
  test.each([
    ['Brightwell GmbH & Co. KG', 'brightwell'],
    ['The BRIGHTWELL Company, Inc.', 'brightwell'],
    ['Brightwell S.p.A.', 'brightwell'],
    ['Brightwell S.A. de C.V.', 'brightwell'],
    ['Brightwell Sp. z o.o.', 'brightwell'],
    ['ООО «Ромашка»', 'romashka'],
    ['株式会社ヒナタギア', 'hinatagia'],
    ['Müller & Söhne AG', 'mullerandsohne'],
    ['Mueller und Soehne', 'mullerundsohne'],
    ['Co', 'co'],
  ])('%s is %s', (name, squashed) => {
    expect(normaliseName(name).squashed).toBe(squashed);
  });
});

describe('a domain', () => {
  test.each([
    ['https://www.Brightwell.co.uk:8443/de?x=1', 'brightwell.co.uk'],
    ['shop.eu.brightwell.com', 'brightwell.com'],
    ['ada@mail.brightwell.com', 'brightwell.com'],
    ['brightwell.github.io', 'brightwell.github.io'],
    ['https://www.linkedin.com/company/brightwell/', 'brightwell.linkedin.com'],
    ['https://krøyerfisk.dk', 'xn--kryerfisk-m8a.dk'],
    ['fernhollow.sch.uk', 'fernhollow.sch.uk'],
    ['http://10.0.0.1/', null],
    ['not a website', null],
  ])('of %s is %s', (text, domain) => {
    expect(registrableDomain(text)).toBe(domain);
  });

  test('free-mail providers say nothing', () => {
    expect([isFreeMail('gmail.com'), isFreeMail('gmx.de'), isFreeMail('brightwell.com')]).toEqual([true, true, false]);
    expect(profileOf(facts('A', { contactEmails: ['a@gmail.com', 'b@brightwell.com'] })).emailDomains).toEqual(new Set(['brightwell.com']));
  });
});

test('every signal is told with its weight', () => {
  const match = compare(
    facts('Brightwell Analytics GmbH', { websites: ['brightwell.com'], duns: '12-345-6789' }),
    facts('Brightwell Analytics Inc', { websites: ['https://eu.brightwell.com'], duns: '123456789' }),
  );
  expect(match.evidence.map((found) => [found.signal, found.weight > 0])).toEqual([
    ['duns', true],
    ['domain', true],
    ['name', true],
  ]);
  expect(match.score).toBeGreaterThan(0.99);
});

test('two companies that share a word are not one', () => {
  const score = compare(
    facts('Deutsche Bank', { websites: ['deutsche-bank.de'] }),
    facts('Deutsche Bahn', { websites: ['bahn.de'] }),
  ).score;
  expect(score).toBeLessThan(0.5);
});
