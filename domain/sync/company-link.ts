import { namesCompany } from '#domain/accounts/company-name.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { compareCompanies, type CompanyProfile, profileOf } from '#domain/accounts/matching.ts';
import { identityKeys, type KnownVerdict, verdictOn, withVerdict } from '#domain/accounts/verdict.ts';
import { isWebsite, isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import { isStorableText } from '#domain/unstorable.ts';
import type { LinkDecision } from './link.ts';
import type { ObjectMap, Side } from './mapping.ts';
import type { RawFields } from './sync-value.ts';

/** What a record says of its company, in the fields that the mapping names for it, and the match keys that follow from it. */
export interface RecordCompany {
  name: string;
  websites: string[];
  emailDomains: string[];
  keys: string[];
}

/** Null if the mapping names none, or if the record names no company. */
export function companyOf({ company }: ObjectMap, side: Side, fields: RawFields): RecordCompany | null {
  if (!company) return null;
  const textOf = (field: string | undefined, most: number): string => {
    const text = field === undefined ? null : fields[field];
    return typeof text === 'string' && text.length <= most && isStorableText(text) ? text.trim() : '';
  };
  const name = textOf(company.name[side], 300);
  if (name === '' || !namesCompany(name)) return null;
  const address = textOf(company.domain?.[side], 2048);
  const domain = registrableDomain(address);
  const isMail = address.includes('@');
  const facts = {
    name,
    websites: !isMail && isWebsite(address) ? [address] : [],
    emailDomains: isMail && domain !== null && !isFreeMail(domain) ? [domain] : [],
  };
  return { ...facts, keys: blockingKeys(profileOfRecord(facts)) };
}

export function profileOfRecord({ name, websites, emailDomains }: Omit<RecordCompany, 'keys'>): CompanyProfile {
  return profileOf({ name, websites, contactEmails: emailDomains.map((domain) => `x@${domain}`), duns: null, address: null });
}

/** A record whose company resembles that of the record that is to be linked. */
export interface CompanyCandidate {
  id: string;
  company: RecordCompany;
  isLinked: boolean;
}

/** From which score on a record is linked without a question, and from which on a person is asked: the defaults of a deal's programme. */
const [certain, possible] = [0.85, 0.5];

/**
 * The counterpart by what the companies are called and where they are on the web, by the rules that compare deals with accounts. What a person
 * said of two companies beats the score. One that is linked already counts only if it is certainly the same.
 */
export function decideByCompany(
  own: RecordCompany,
  candidates: readonly CompanyCandidate[],
  rivals: readonly CompanyCandidate[],
  known: KnownVerdict[],
): LinkDecision {
  const score = scorerOf(own, known);
  const found = candidates
    .map((one) => ({ ...one, score: score(one.company) }))
    .filter((one) => one.score >= (one.isLinked ? certain : possible));
  if (found.length === 0) return { kind: 'none' };
  const others = rivals.filter(({ company, isLinked }) => !isLinked && score(company) >= certain);
  const [only] = found;
  if (found.length === 1 && only && only.score >= certain && !only.isLinked && others.length === 0) {
    return { kind: 'link', id: only.id, how: 'company' };
  }
  return { kind: 'unclear', candidates: found.map(({ id }) => id), rivals: others.map(({ id }) => id) };
}

function scorerOf(own: RecordCompany, known: KnownVerdict[]): (other: RecordCompany) => number {
  const profile = profileOfRecord(own);
  const identity = identityKeys(profile);
  return (other) => {
    const otherProfile = profileOfRecord(other);
    return withVerdict(compareCompanies(profile, otherProfile), known, [identity, identityKeys(otherProfile)]).score;
  };
}

/** Whether a person said that both are different companies: then no rule links their records. */
export function areSetApart(one: RecordCompany | null, other: RecordCompany | null, known: KnownVerdict[]): boolean {
  if (!one || !other) return false;
  return verdictOn(known, [identityKeys(profileOfRecord(one)), identityKeys(profileOfRecord(other))])?.verdict === 'different';
}
