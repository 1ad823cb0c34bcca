import { compareNames } from './compare-names.ts';
import { compareEmailDomains, compareWebsites } from './compare-websites.ts';
import type { Crowd } from './crowd.ts';
import { type Evidence, likelihood, type Match } from './evidence.ts';
import type { CompanyProfile } from './profile.ts';

export type { Evidence, Match } from './evidence.ts';
export { type CompanyFacts, type CompanyProfile, profileOf } from './profile.ts';

/**
 * How likely two profiles are the same company, with the reasons. Signals for a match add up; signals against it reduce the
 * score. `crowd`: how many known companies share the name or the domain.
 */
export function compareCompanies(one: CompanyProfile, other: CompanyProfile, crowd: Crowd = {}): Match {
  // In one order, so that it does not matter which side is which.
  const [a, b] = one.order <= other.order ? [one, other] : [other, one];
  const name = compareNames(a.names, b.names, crowd);
  const evidence = [
    compareDuns(a, b),
    compareWebsites(a, b, name, crowd),
    compareEmailDomains(a, b, name?.weight ?? 0),
    name,
    comparePlaces(a, b, name?.weight ?? 0),
  ].flatMap((found) => (found ? { signal: found.signal, weight: found.weight, explanation: found.explanation } : []));
  // An equal D-U-N-S number identifies the company: other websites and names can belong to its brands.
  return { score: likelihood(evidence, { without: a.duns !== null && a.duns === b.duns ? 'against' : null }), evidence };
}

function compareDuns(a: CompanyProfile, b: CompanyProfile): Evidence | null {
  if (!a.duns || !b.duns) return null;
  return a.duns === b.duns
    ? { signal: 'duns', weight: 0.98, explanation: 'the D-U-N-S numbers are the same' }
    : { signal: 'duns', weight: -0.42, explanation: 'the D-U-N-S numbers differ' };
}

/** A company with a rare name can have offices elsewhere; inns of one name in two towns are two. */
function comparePlaces(a: CompanyProfile, b: CompanyProfile, nameWeight: number): Evidence | null {
  if (a.place && a.place === b.place) return { signal: 'address', weight: 0.4, explanation: 'the addresses are the same' };
  const weight = nameWeight >= 0.85 ? -0.15 : -0.45;
  if (a.country && b.country && a.country !== b.country) return { signal: 'address', weight, explanation: 'the countries differ' };
  if (a.region && b.region && a.region !== b.region) {
    return { signal: 'address', weight, explanation: 'the addresses are in different regions' };
  }
  return null;
}
