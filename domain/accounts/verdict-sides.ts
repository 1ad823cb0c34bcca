import { type CompanyFacts, profileOf } from './profile.ts';
import { identityKeys, verdictKey, type VerdictSide } from './verdict.ts';
import { registrableDomain } from './web-domain.ts';

/**
 * What tells two companies apart, for a verdict about them: a website or the name of each that the other does not have. Null if there is none: then no
 * verdict could say which of them it means.
 */
export function sidesOf(one: CompanyFacts, other: CompanyFacts): { a: VerdictSide; b: VerdictSide } | null {
  const [ownOne, ownOther] = [ownSides(one, other), ownSides(other, one)];
  const pairs = ownOne.flatMap((a) => ownOther.map((b) => ({ a, b })));
  return pairs.find(({ a, b }) => a.kind === b.kind) ?? pairs[0] ?? null;
}

/** Websites first: they say more than names. */
function ownSides(company: CompanyFacts, other: CompanyFacts): VerdictSide[] {
  const [keys, others] = [identityKeys(profileOf(company)), identityKeys(profileOf(other))];
  const websites = company.websites.filter((website) => registrableDomain(website) !== null);
  const sides: VerdictSide[] = [...websites.map((value) => ({ kind: 'website' as const, value })), { kind: 'name', value: company.name }];
  return sides.filter((side) => keys.has(verdictKey(side)) && !others.has(verdictKey(side)));
}
