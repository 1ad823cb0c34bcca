import type { CompanyFacts } from '#domain/accounts/matching.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { seededRandom } from '#domain/random.ts';

const starts =
  'bre var mor hel tor lin ost wal ben cas dor fal gar hol jan kel lor mar nor pel quin ros sel tan ul ver wes yor zel ard brac clem dun ever fenn grim hart ivo jor'.split(
    ' ',
  );
const middles = 'a e i o u an en in on ar er or el al ist ent and ing ow est'.split(' ');
const ends =
  'ton field berg dal wick mann well stad ville ford haus gate mark land ski sen ley burn ri tec vex lux nia dro quist beck holm worth shaw more'.split(
    ' ',
  );
const popular = 'nova alpha blue global prime delta green north union apex first star omega vital pro smart euro royal sun city'.split(' ');
const industries = (
  'logistics engineering foods pharma media textiles robotics energy insurance bank steel chemicals electronics packaging optics plastics automotive furniture ' +
  'marine aviation software consulting solutions systems services trading analytics printing ceramics tools glass paper'
).split(' ');
const towns =
  'Ashford Bremsdorf Calderwick Dunmere Elsfleth Farnheim Gossau Hallein Isbrook Jettingen Kirkwall Lunden Merano Nordhorn Oakham Pinneberg Quedlin Rosenau Stavern Tilburg'.split(
    ' ',
  );
const streets = ['Station Road', 'Hauptstr.', 'Mill Lane', 'Rue du Port', 'Via Roma', 'Harbour Street', 'Gartenweg', 'Kerkstraat'];
const countries = [
  { code: 'DE', tld: 'de', forms: ['GmbH', 'AG', 'GmbH & Co. KG', 'UG'] },
  { code: 'GB', tld: 'co.uk', forms: ['Ltd', 'Limited', 'PLC', 'LLP'] },
  { code: 'US', tld: 'com', forms: ['Inc.', 'LLC', 'Corp.', 'Co.'] },
  { code: 'FR', tld: 'fr', forms: ['SAS', 'SARL', 'S.A.', 'SA'] },
  { code: 'NL', tld: 'nl', forms: ['B.V.', 'N.V.', 'BV', 'VOF'] },
  { code: 'IT', tld: 'it', forms: ['S.p.A.', 'S.r.l.', 'SpA', 'Srl'] },
  { code: 'SE', tld: 'se', forms: ['AB', 'Aktiebolag', 'AB', 'HB'] },
] as const;

/** An invented company. The same number is always the same company. */
export interface Company extends CompanyFacts {
  /** Without its legal form. */
  plainName: string;
  domain: string;
  country: (typeof countries)[number];
}

/**
 * Four in ten have a name of their own, a quarter is called after a person; the rest shares its words with thousands of
 * others, which are told apart by domain and place only: those make the common keys that a check has to get through.
 */
export function companyAt(index: number): Company {
  const random = seededRandom(Math.imul(index + 1, 0x9e3779b1));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const country = pick(countries);
  const [plainName, isCommon] = nameOf(random(), pick);
  const slug = plainName.toLowerCase().replaceAll(/[^a-z0-9]+/g, random() < 0.3 ? '-' : '');
  const domain = `${slug}${isCommon ? index.toString(36) : ''}.${random() < 0.25 ? 'com' : country.tld}`;
  const street = `${pick(streets)} ${1 + Math.floor(random() * 200)}`;
  return {
    plainName,
    domain,
    country,
    name: `${plainName} ${pick(country.forms)}`,
    websites: random() < 0.9 ? [`https://www.${domain}`] : [],
    contactEmails: random() < 0.5 ? [`info@${domain}`] : [],
    duns: random() < 0.15 ? String(100_000_000 + index) : null,
    address:
      random() < 0.6
        ? { street, postalCode: String(10_000 + Math.floor(random() * 89_999)), city: pick(towns), country: country.code }
        : null,
  };
}

function nameOf(kind: number, pick: <T>(list: readonly T[]) => T): [name: string, isCommon: boolean] {
  const coined = () => capital(`${pick(starts)}${pick(middles)}${pick(ends)}`);
  const industry = capital(pick(industries));
  if (kind < 0.25) return [`${coined()}${pick(middles)}${pick(ends)} ${industry}`, false];
  if (kind < 0.4) return [`${coined()} ${coined()}`, false];
  if (kind < 0.65) return [`${coined()} & ${coined()} ${industry}`, false];
  if (kind < 0.8) return [`${pick(towns)} ${industry}`, true];
  return [`${capital(pick(popular))} ${coined()} ${industry}`, true];
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** What a partner writes about a company that it knows a little differently from how we do. */
const variations: ((company: Company) => DealFields['customer'])[] = [
  // A letter twice, in the middle, and nothing but the name to go by.
  ({ name, plainName }) => {
    const middle = Math.floor(plainName.length / 2);
    return { company_name: `${name.slice(0, middle)}${name.charAt(middle)}${name.slice(middle)}` };
  },
  // A sister company's legal form, on a subdomain.
  ({ plainName, domain, country }) => ({ company_name: `${plainName} ${country.forms[3]}`, website: `https://shop.${domain}/en` }),
  // No website, but a contact there.
  ({ plainName, domain }) => ({ company_name: plainName.toUpperCase(), contacts: [{ name: 'Ada Example', email: `ada@mail.${domain}` }] }),
];

/** The customer of a deal that is about this company. */
export function variationOf(company: Company, which: number): DealFields['customer'] {
  const vary = variations[which % variations.length];
  return vary ? vary(company) : { company_name: company.name };
}

/** The customer of a deal that says of a company what is known. */
export function customerOf({ name, websites, contactEmails, address }: Company): DealFields['customer'] {
  const place = address && { street: address.street, postal_code: address.postalCode, city: address.city, country: address.country };
  return {
    company_name: name,
    ...(websites[0] !== undefined && { website: websites[0] }),
    ...(contactEmails.length > 0 && { contacts: contactEmails.map((email) => ({ name: 'Ada Example', email })) }),
    ...(place && { address: place }),
  };
}
