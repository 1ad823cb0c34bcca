import { namesIn, type NormalName } from './company-name.ts';
import { isFreeMail, registrableDomain, type Site, siteOf } from './web-domain.ts';

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
  /** The names in the field: "A dba B" are two. */
  names: NormalName[];
  sites: Site[];
  /** The domains of the sites. */
  domains: Set<string>;
  /** Registrable domains of contacts' addresses, without free-mail providers. */
  emailDomains: Set<string>;
  duns: string | null;
  /** Country, postal code and house number, which have few spellings. Null if any of them is missing. */
  place: string | null;
  /** Country and the postal code's beginning, which are of one town or region. */
  region: string | null;
  country: string | null;
  /** By which two profiles are put in one order. */
  order: string;
}

export function profileOf(facts: CompanyFacts): CompanyProfile {
  const sites = facts.websites.flatMap((website) => siteOf(website) ?? []);
  const emailDomains = new Set(
    facts.contactEmails.flatMap((email) => registrableDomain(email) ?? []).filter((domain) => !isFreeMail(domain)),
  );
  const duns = facts.duns?.replaceAll(/\D/g, '') ?? '';
  const postal = facts.address?.postalCode.replaceAll(/[^a-z0-9]/gi, '').toUpperCase() ?? '';
  const country = facts.address?.country.toUpperCase() ?? null;
  const names = namesIn(facts.name);
  return {
    names,
    order: [...names.map(({ squashed }) => squashed), ...sites.map(({ domain }) => domain), ...emailDomains].join(),
    sites,
    domains: new Set(sites.map(({ domain }) => domain)),
    emailDomains,
    duns: duns.length === 9 ? duns : null,
    place: placeOf(facts.address, postal),
    region: postal.length >= 3 ? `${country}:${postal.slice(0, 2)}` : null,
    country,
  };
}

function placeOf(address: CompanyFacts['address'], postal: string): string | null {
  const number = address && /\d+\s?[a-z]?(?!\w)/i.exec(address.street)?.[0].replaceAll(/\s/g, '');
  return address && number && postal ? `${address.country}:${postal}:${number}`.toUpperCase() : null;
}
