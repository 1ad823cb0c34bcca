import { hash } from 'node:crypto';
import { distance } from 'fastest-levenshtein';
import { isPlaceholder, normaliseName, type NormalName } from './company-name.ts';
import { domainLabel, isFreeMail, registrableDomain } from './web-domain.ts';

/** What a deal or an account states about a company. Everything except the name is optional. */
export interface CompanyFacts {
  name: string;
  websites: string[];
  contactEmails: string[];
  duns: string | null;
  address: { street: string; postalCode: string; city: string; country: string } | null;
}

/** The facts, normalised for comparison. */
export interface CompanyProfile {
  name: NormalName;
  domains: Set<string>;
  /** `acme` of `acme.co.uk`. */
  labels: Set<string>;
  /** Registrable domains of contacts' addresses, without free-mail providers. */
  emailDomains: Set<string>;
  duns: string | null;
  /** Country, postal code and house number, which have few spellings. Null if any of them is missing. */
  place: string | null;
  country: string | null;
}

export interface Evidence {
  signal: 'domain' | 'email_domain' | 'name' | 'duns' | 'address';
  /** The probability, from 0 to 1, that this signal alone indicates the same company. A negative value indicates a different company. */
  weight: number;
  /** For human readers. Names only values that the caller sent, because the other side can belong to another partner. */
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

/** How likely two profiles are the same company, with the reasons. Signals for a match add up; signals against it reduce the score. */
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
    // An equal D-U-N-S number identifies the company: other websites and names can belong to its brands.
    else if (!isSameNumber) against *= 1 + weight;
  }
  return { score: Math.round((1 - unlikely) * against * 1000) / 1000, evidence };
}

function compareDuns(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  if (!a.duns || !b.duns) return null;
  return a.duns === b.duns
    ? { signal: 'duns', weight: 0.98, explanation: 'the D-U-N-S numbers are the same' }
    : { signal: 'duns', weight: -0.3, explanation: 'the D-U-N-S numbers differ' };
}

function compareDomains(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  const shared = common(a.domains, b.domains);
  if (shared) return { signal: 'domain', weight: 0.9, explanation: `both websites have the domain ${shared}` };
  if (a.domains.size === 0 || b.domains.size === 0) return null;
  const label = common(a.labels, b.labels);
  if (label && label.length >= 5) {
    return { signal: 'domain', weight: 0.4, explanation: `the website domains have the same name, ${label}, under different suffixes` };
  }
  return { signal: 'domain', weight: -0.45, explanation: 'the website domains differ' };
}

/** A contact at the other side's website is a strong signal. If the websites differ, contacts of one domain can be those of a consultant. */
function compareEmailDomains(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  const atWebsite = common(a.emailDomains, b.domains) ?? common(b.emailDomains, a.domains);
  if (atWebsite && common(a.domains, b.domains) === null) {
    const differ = a.domains.size > 0 && b.domains.size > 0;
    return {
      signal: 'email_domain',
      weight: differ ? 0.5 : 0.85,
      explanation: `a contact's e-mail address is at ${atWebsite}, the domain of the other website`,
    };
  }
  const shared = common(a.emailDomains, b.emailDomains);
  if (!shared) return null;
  const differ = a.domains.size > 0 && b.domains.size > 0 && common(a.domains, b.domains) === null;
  return { signal: 'email_domain', weight: differ ? 0.1 : 0.7, explanation: `contacts on both sides have e-mail addresses at ${shared}` };
}

function comparePlaces(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  if (a.place && a.place === b.place) return { signal: 'address', weight: 0.4, explanation: 'the addresses are the same' };
  if (a.country && b.country && a.country !== b.country) return { signal: 'address', weight: -0.15, explanation: 'the countries differ' };
  return null;
}

function compareNames(a: NormalName, b: NormalName): Evidence | null {
  if (isPlaceholder(a) || isPlaceholder(b)) return null;
  const because = (weight: number, explanation: string): Evidence => ({ signal: 'name', weight, explanation });
  if (a.squashed === b.squashed) return because(isDistinctive(a) ? 0.85 : 0.7, 'the names are the same');
  const [left, right] = [a.strong.join(''), b.strong.join('')];
  if (left === right || (left.length === right.length && a.strong.toSorted().join() === b.strong.toSorted().join())) {
    return because(isDistinctive(a) ? 0.65 : 0.5, 'the names are the same except for descriptions or places');
  }
  if (a.sound === b.sound && a.sound.length >= 6) return because(0.65, 'the names sound the same');
  const length = Math.min(a.squashed.length, b.squashed.length);
  const typos = countTypos(a.squashed, b.squashed, length >= 16 ? 2 : 1);
  // A number distinguishes companies with otherwise equal names: Studio 21, Studio 22.
  if (typos !== null && length >= 6 && digits(a) === digits(b)) {
    // Typos are usually inside a word. A different first letter makes a different word.
    const isInside = a.squashed.charAt(0) === b.squashed.charAt(0);
    return because(length >= 12 && isInside ? 0.75 : 0.45, `the names differ in ${typos} letter${typos === 1 ? '' : 's'}`);
  }
  if (isAcronym(a, b) || isAcronym(b, a)) return because(0.3, 'one name is the initials of the other');
  if (contains(a, b) || contains(b, a)) return because(0.3, 'one name is part of the other');
  const shared = a.strong.find((word) => word.length >= 7 && b.strong.includes(word));
  if (shared) return because(0.2, `both names contain the word ${shared}`);
  return because(-0.1, 'the names differ');
}

/** Null if there are more than `most`. That is nearly always the case, and in half of the cases the lengths alone show it. */
function countTypos(a: string, b: string, most: number): number | null {
  if (Math.abs(a.length - b.length) > most) return null;
  const typos = distance(a, b);
  return typos <= most ? typos : null;
}

/** A long name, or one of several words: two companies are unlikely to share it by chance. */
function isDistinctive({ strong }: NormalName): boolean {
  return strong.join('').length >= 9;
}

/** The numbers in a name, including Roman numerals. */
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

/** A mistyped name usually has the correct beginning or the correct end. */
function affixes({ strong }: NormalName): string[] {
  const text = strong.join('');
  return text.length < 8 ? [] : [`b:${text.slice(0, 6)}`, `e:${text.slice(-6)}`];
}

/** The keys by which the index finds candidates. Two companies without a common key are not compared. */
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

/** The key of companies with this name, whatever their legal form, in any spelling that sounds the same. */
export function nameKey(name: string): string {
  return shortened(`n:${normaliseName(name).sound}`);
}

/** The key of companies with this domain in their websites or e-mail addresses. */
export function domainKey(domain: string): string {
  return shortened(`d:${registrableDomain(domain) ?? domain}`);
}

function shortened(key: string): string {
  return key.length <= 64 ? key : `${key.slice(0, 2)}${hash('sha256', key, 'hex').slice(0, 32)}`;
}
