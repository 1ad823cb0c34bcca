import { hash } from 'node:crypto';
import { distance } from 'fastest-levenshtein';
import { normaliseName, type NormalName } from './company-name.ts';
import { domainLabel, isFreeMail, registrableDomain } from './web-domain.ts';

/** What a deal or an account says of a company. Everything but the name may be missing. */
export interface CompanyFacts {
  name: string;
  websites: string[];
  contactEmails: string[];
  duns: string | null;
  address: { street: string; postalCode: string; city: string; country: string } | null;
}

/** The facts in the form in which they are compared. */
export interface CompanyProfile {
  name: NormalName;
  domains: Set<string>;
  /** `acme` of `acme.co.uk`. */
  labels: Set<string>;
  /** Registrable domains of contacts' addresses, without free-mail providers. */
  emailDomains: Set<string>;
  duns: string | null;
  /** Country, postal code and house number: what survives spelling. Null where one is missing. */
  place: string | null;
  country: string | null;
}

export interface Evidence {
  signal: 'domain' | 'email_domain' | 'name' | 'duns' | 'address';
  /** How sure this signal alone is that it is the same company, 0 to 1; below zero: that it is another. */
  weight: number;
  /** For people. Names only what the asker sent: the other side may be another partner's. */
  explanation: string;
}

export interface Match {
  /** 0 to 1. */
  score: number;
  evidence: Evidence[];
}

export function profileOf(facts: CompanyFacts): CompanyProfile {
  const domains = new Set(facts.websites.flatMap((website) => registrableDomain(website) ?? []));
  const emailDomains = new Set(
    facts.contactEmails.flatMap((email) => registrableDomain(email) ?? []).filter((domain) => !isFreeMail(domain)),
  );
  const duns = facts.duns?.replaceAll(/\D/g, '') ?? '';
  return {
    name: normaliseName(facts.name),
    domains,
    labels: new Set([...domains].map(domainLabel)),
    emailDomains,
    duns: duns.length === 9 ? duns : null,
    place: placeOf(facts.address),
    country: facts.address?.country.toUpperCase() ?? null,
  };
}

function placeOf(address: CompanyFacts['address']): string | null {
  const number = address && /\d+\s?[a-z]?(?!\w)/i.exec(address.street)?.[0].replaceAll(/\s/g, '');
  const postal = address?.postalCode.replaceAll(/[^a-z0-9]/gi, '');
  return address && number && postal ? `${address.country}:${postal}:${number}`.toUpperCase() : null;
}

/** How likely two profiles are one company, with the reasons: signals for it add up, signals against it count it down. */
export function compareCompanies(a: CompanyProfile, b: CompanyProfile): Match {
  const evidence = [
    compareDuns(a, b),
    compareDomains(a, b),
    compareEmailDomains(a, b),
    compareNames(a.name, b.name),
    comparePlaces(a, b),
  ].filter((found) => found !== null);
  const isSameNumber = a.duns !== null && a.duns === b.duns;
  let unlikely = 1;
  let against = 1;
  for (const { weight } of evidence) {
    if (weight >= 0) unlikely *= 1 - weight;
    // The number names the company: websites and names may be of its brands.
    else if (!isSameNumber) against *= 1 + weight;
  }
  return { score: Math.round((1 - unlikely) * against * 1000) / 1000, evidence };
}

function compareDuns(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  if (!a.duns || !b.duns) return null;
  return a.duns === b.duns
    ? { signal: 'duns', weight: 0.98, explanation: 'the D-U-N-S number is the same' }
    : { signal: 'duns', weight: -0.3, explanation: 'the D-U-N-S numbers differ' };
}

function compareDomains(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  const shared = common(a.domains, b.domains);
  if (shared) return { signal: 'domain', weight: 0.9, explanation: `the website's domain ${shared} is the same` };
  if (a.domains.size === 0 || b.domains.size === 0) return null;
  const label = common(a.labels, b.labels);
  if (label && label.length >= 5) {
    return { signal: 'domain', weight: 0.4, explanation: `the websites are both called ${label}, in different countries` };
  }
  return { signal: 'domain', weight: -0.45, explanation: 'the websites differ' };
}

/** A contact at the other's website is a strong sign; contacts of one domain beside different websites may be a consultant's. */
function compareEmailDomains(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  const atWebsite = common(a.emailDomains, b.domains) ?? common(b.emailDomains, a.domains);
  if (atWebsite && common(a.domains, b.domains) === null) {
    const differ = a.domains.size > 0 && b.domains.size > 0;
    return { signal: 'email_domain', weight: differ ? 0.5 : 0.85, explanation: `a contact's e-mail is at ${atWebsite}` };
  }
  const shared = common(a.emailDomains, b.emailDomains);
  if (!shared) return null;
  const differ = a.domains.size > 0 && b.domains.size > 0 && common(a.domains, b.domains) === null;
  return { signal: 'email_domain', weight: differ ? 0.1 : 0.7, explanation: `contacts' e-mails are both at ${shared}` };
}

function comparePlaces(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  if (a.place && a.place === b.place) return { signal: 'address', weight: 0.4, explanation: 'the address is the same' };
  if (a.country && b.country && a.country !== b.country) return { signal: 'address', weight: -0.15, explanation: 'the countries differ' };
  return null;
}

function compareNames(a: NormalName, b: NormalName): Evidence | null {
  const because = (weight: number, explanation: string): Evidence => ({ signal: 'name', weight, explanation });
  if (a.squashed === b.squashed) return because(isDistinctive(a) ? 0.85 : 0.7, 'the name is the same');
  const [left, right] = [a.strong.join(''), b.strong.join('')];
  if (left === right || (left.length === right.length && a.strong.toSorted().join() === b.strong.toSorted().join())) {
    return because(isDistinctive(a) ? 0.65 : 0.5, 'the name is the same but for descriptions or places');
  }
  if (a.sound === b.sound && a.sound.length >= 6) return because(0.65, 'the name sounds the same');
  const length = Math.min(a.squashed.length, b.squashed.length);
  const typos = countTypos(a.squashed, b.squashed, length >= 16 ? 2 : 1);
  // Numbers tell companies apart that spell alike: Studio 21, Studio 22.
  if (typos !== null && length >= 6 && digits(a) === digits(b)) {
    // People mistype what is inside a word; another first letter is another word.
    const isInside = a.squashed.charAt(0) === b.squashed.charAt(0);
    return because(length >= 12 && isInside ? 0.75 : 0.45, `the name differs in ${typos} letter${typos === 1 ? '' : 's'}`);
  }
  if (isAcronym(a, b) || isAcronym(b, a)) return because(0.3, 'one name is the initials of the other');
  if (contains(a, b) || contains(b, a)) return because(0.3, 'one name is part of the other');
  const shared = a.strong.find((word) => word.length >= 7 && b.strong.includes(word));
  if (shared) return because(0.2, `both names have the word ${shared}`);
  return because(-0.1, 'the names differ');
}

/** Null where there are more than `most`: that is nearly always so, and told by the lengths in half of the cases. */
function countTypos(a: string, b: string, most: number): number | null {
  if (Math.abs(a.length - b.length) > most) return null;
  const typos = distance(a, b);
  return typos <= most ? typos : null;
}

/** Long or of several words: unlikely to be two companies' by chance. */
function isDistinctive({ strong }: NormalName): boolean {
  return strong.join('').length >= 9;
}

/** Numbers, Roman ones too. */
function digits({ words }: NormalName): string {
  return words.map((word) => (/^(?:[ivx]{2,}|i|v|x)$/.test(word) ? word : word.replaceAll(/\D/g, ''))).join('');
}

function isAcronym(short: NormalName, long: NormalName): boolean {
  return short.squashed.length >= 3 && short.squashed === long.words.map((word) => word.charAt(0)).join('');
}

function contains(outer: NormalName, inner: NormalName): boolean {
  return inner.strong.every((word) => outer.strong.includes(word));
}

function common(a: Set<string>, b: Set<string>): string | null {
  for (const value of a) if (b.has(value)) return value;
  return null;
}

/** A mistyped name keeps its beginning or its end. */
function affixes({ strong }: NormalName): string[] {
  const text = strong.join('');
  return text.length < 8 ? [] : [`b:${text.slice(0, 6)}`, `e:${text.slice(-6)}`];
}

/** What an index finds candidates by: two companies that share none are not compared. */
export function blockingKeys(profile: CompanyProfile): string[] {
  const { name, domains, labels, emailDomains, duns, place } = profile;
  const keys = [
    ...[...domains, ...emailDomains].map((domain) => `d:${domain}`),
    ...[...labels].map((label) => `l:${label}`),
    `n:${name.sound}`,
    ...affixes(name),
    `s:${name.strong.toSorted().join('')}`,
    ...(duns ? [`u:${duns}`] : []),
    ...(place ? [`p:${place}`] : []),
  ];
  return [...new Set(keys)].map(shortened);
}

/** The key of companies with this name, in any spelling that sounds alike and with any legal form. */
export function nameKey(name: string): string {
  return shortened(`n:${normaliseName(name).sound}`);
}

/** The key of companies with this domain, of a website or of e-mail addresses. */
export function domainKey(domain: string): string {
  return shortened(`d:${registrableDomain(domain) ?? domain}`);
}

function shortened(key: string): string {
  return key.length <= 64 ? key : `${key.slice(0, 2)}${hash('sha256', key, 'hex').slice(0, 32)}`;
}
