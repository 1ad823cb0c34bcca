import { describe, expect, test } from 'vitest';
import { normaliseName } from '#domain/accounts/company-name.ts';
import { compareCompanies, type CompanyFacts, profileOf } from '#domain/accounts/matching.ts';
import { isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import { judgePairs, rate, readMatchingPairs } from './matching-pairs.ts';

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
  const { pairs, precision, recall } = rate(judgePairs(readMatchingPairs()), 0.5);
  expect(pairs).toBeGreaterThanOrEqual(300);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

test('on the pairs from public facts that rules are tuned on, they stay as good as they were', () => {
  const read = (name: string) => readMatchingPairs(new URL(`../../bench/match/${name}.jsonl`, import.meta.url));
  const judged = judgePairs([...read('pairs').filter(({ part }) => part === 'tune'), ...read('retired')]);
  const { pairs, precision, recall } = rate(judged, 0.5);
  expect(pairs).toBeGreaterThanOrEqual(1_700);
  expect(precision).toBeGreaterThanOrEqual(0.98);
  expect(recall).toBeGreaterThanOrEqual(0.94);
  expect(rate(judged, 0.85).precision).toBeGreaterThanOrEqual(0.99);
  // A score of 0.95 means 95 of 100 at least.
  expect(rate(judged, 0.95).precision).toBeGreaterThanOrEqual(0.95);
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
    ['Brightwell® GmbH', 'brightwell'],
    ['Brightwell™ Inc', 'brightwell'],
    ['Brightwell Ltd (UK)', 'brightwell'],
    ['Brightwell AB (publ)', 'brightwell'],
    ['Brightwell GmbH, Berlin', 'brightwell'],
    ['Brightwell GmbH i.L.', 'brightwell'],
    ['Brightwell Ltd in liquidation', 'brightwell'],
    ['Brightwell Inc. (formerly Quindle)', 'brightwell'],
    ['Brightwell (vormals Quindle)', 'brightwell'],
    ['Brightwell, Inc.', 'brightwell'],
    ['Brightwell Co., Ltd.', 'brightwell'],
    ['Smith, Jones & Brightwell LLP', 'smithjonesandbrightwell'],
    ['（株）ヒナタギア', 'hinatagia'],
    ['주식회사 하이브', 'haibeu'],
    ['(주)하이브', 'haibeu'],
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
    ['https://www.linkedin.com/company/brightwell/about/', 'brightwell.linkedin.com'],
    ['https://de.linkedin.com/company/brightwell', 'brightwell.linkedin.com'],
    ['https://www.facebook.com/profile.php?id=100001', '100001.facebook.com'],
    ['https://www.facebook.com/pages/Brightwell/100045', '100045.facebook.com'],
    ['https://www.facebook.com/Brightwell/reviews', 'brightwell.facebook.com'],
    ['https://www.youtube.com/@brightwell/videos', 'brightwell.youtube.com'],
    ['https://sites.google.com/view/brightwell/home', 'brightwell.google.com'],
    ['brightwell.bigcartel.com/products', 'brightwell.bigcartel.com'],
    ['https://www.linkedin.com/', null],
    ['https://krøyerfisk.dk', 'xn--kryerfisk-m8a.dk'],
    ['fernhollow.sch.uk', 'fernhollow.sch.uk'],
    ['http://10.0.0.1/', null],
    ['not a website', null],
  ])('of %s is %s', (text, domain) => {
    expect(registrableDomain(text)).toBe(domain);
  });

  test('of a page on a platform does not make its company that of another page', () => {
    const onLinkedIn = (name: string) => facts(name, { websites: [`https://www.linkedin.com/company/${name}/about/`] });
    expect(compare(onLinkedIn('alphaq'), onLinkedIn('betaz')).score).toBe(0);
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

test.each(['n/a', 'N.A.', 'TBD', 'unknown', 'XXX'])('two companies whose name is given as %s are not one', (name) => {
  expect(compare(facts(name), facts(name, { websites: ['brightwell.com'] }))).toEqual({ score: 0, evidence: [] });
});

test('a name that many known companies have says little', () => {
  const [a, b] = [profileOf(facts('Quorvane Ltd')), profileOf(facts('Quorvane GmbH'))];
  expect(compareCompanies(a, b).score).toBeGreaterThan(0.85);
  expect(compareCompanies(a, b, { 'n:quorvane': 40 }).score).toBeLessThan(0.5);
});

test('a domain that many known companies have says little beside other names', () => {
  const at = (name: string) => profileOf(facts(name, { websites: ['https://host.example'] }));
  const [a, b] = [at('Tarnwick Bakery'), at('Oswestine Motors')];
  expect(compareCompanies(a, b).score).toBeGreaterThan(0.5);
  expect(compareCompanies(a, b, { 'd:host.example': 40 }).score).toBeLessThan(0.5);
});

test('initials that many known companies have say little', () => {
  const [a, b] = [profileOf(facts('TQNM')), profileOf(facts('Tarnwick Quarry and North Mills'))];
  expect(compareCompanies(a, b).score).toBeGreaterThanOrEqual(0.5);
  expect(compareCompanies(a, b, { 'l:tqnm': 40 }).score).toBeLessThan(0.5);
});

test.each<[string, CompanyFacts, CompanyFacts]>([
  ['a rare name and the same with words of its trade', facts('Quorvane'), facts('Quorvane Car Rental')],
  ['a name of common words, one abbreviated', facts('Anderson Bros Construction'), facts('Anderson Brothers Construction')],
  ['initials with a word of the legal form', facts('TQMC'), facts('Tarnwick Quarry Milling Company Limited')],
  ['initials without the common words at the end', facts('TQW'), facts('Tarnwick Quarry Works Banking Group')],
  ['initials of the parts of a compound', facts('LBTQ'), facts('Landesbank Tarnwick-Quorvane')],
  ['initials of words that only capitals separate', facts('TQV'), facts('TarnQuorVane')],
  ['a short name twice', facts('ČQZ, a.s.'), facts('CQZ a.s.')],
  ['a name and the same behind an honorific', facts('Quorvane'), facts('Koninklijke Quorvane N.V.')],
  ['a name and the same of a country in its language', facts('Квортех України'), facts('Kvortekh')],
  ['a name in Hebrew, whose vowels are consonants', facts('שטראוס'), facts('Strauss')],
  ['a translated word of the trade', facts('Quorvane Bank'), facts('Banco Quorvane S.A.')],
  [
    'one website with two usual additions',
    facts('Quorvane', { websites: ['quorvane-global.com'] }),
    facts('Quorvane', { websites: ['quorvaneusa.com'] }),
  ],
  ['two words written as one', facts('Tarn Quor Supplies'), facts('Tarnquor Supplies')],
  ['a Japanese name and the same with its trade', facts('クロサギ'), facts('クロサギ石油')],
  [
    'a rare name on two websites',
    facts('Tarnwicks', { websites: ['tarnwicksretail.com'] }),
    facts('Tarnwicks', { websites: ['twcards.co.uk'] }),
  ],
  [
    'a page on the site of the parent',
    facts('Tarn Wheels', { websites: ['oxbike.com'] }),
    facts('Tarn Wheels', { websites: ['lyft.com/bikes/tarn-wheels'] }),
  ],
  ['initials, and the name in their address', facts('JQ', { websites: ['jersey-quorvane.com'] }), facts('Jersey Quorvane')],
  ['a number in one language', facts('31冰淇淋', { websites: ['quorvane.com'] }), facts('Quorvane', { websites: ['quorvane.com'] })],
])('%s can be one company', (_, a, b) => {
  expect(compare(a, b).score).toBeGreaterThanOrEqual(0.5);
});

test('two Chinese names that are only read the same are no conflict', () => {
  expect(compare(facts('北京云山科技有限公司'), facts('北京韵杉科技有限公司')).score).toBeLessThan(0.85);
});

test('no explanation names a word that only one side has', () => {
  const match = compare(facts('Nvidai Corporation'), facts('Nvidia Corporation', { websites: ['https://nvidia.example'] }));
  expect(match.score).toBeGreaterThan(0.5);
  expect(match.evidence.map(({ explanation }) => explanation).join()).not.toMatch(/nvid/i);
});

test('two companies that share a word are not one', () => {
  const score = compare(
    facts('Deutsche Bank', { websites: ['deutsche-bank.de'] }),
    facts('Deutsche Bahn', { websites: ['bahn.de'] }),
  ).score;
  expect(score).toBeLessThan(0.5);
});
