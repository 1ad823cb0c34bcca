import type { NormalName } from './company-name.ts';
import { type Crowd, crowdOf, leastCrowd } from './crowd.ts';
import type { Evidence } from './evidence.ts';
import type { NameEvidence } from './name-evidence.ts';
import { isDescription, isSmall } from './name-words.ts';
import type { CompanyProfile } from './profile.ts';
import { domainLabel, type Site } from './web-domain.ts';

type OwnSite = Pick<Site, 'label'> & Partial<Pick<Site, 'address'>>;
type Web = Pick<CompanyProfile, 'names' | 'sites' | 'domains' | 'emailDomains'>;

const because = (weight: number, explanation: string): Evidence => ({ signal: 'domain', weight, explanation });

/** `name`: what the names say. Companies that only share a host have other names there. */
export function compareWebsites(a: Web, b: Web, name: NameEvidence | null, crowd: Crowd): Evidence | null {
  const nameWeight = name?.weight ?? 0;
  const shared = common(a.domains, b.domains);
  if (shared) return compareHosts(a, b, { shared, nameWeight, sharers: crowdOf(crowd, `d:${shared}`) });
  const [left, right] = [ownOrOfMail(a), ownOrOfMail(b)];
  if (left.length === 0 || right.length === 0) {
    return compareWithName(a, b) ?? comparePages(a, b);
  }
  if (haveMail(a, b)) return null;
  const label = left.find((site) => right.some((other) => other.label === site.label))?.label;
  if (label && label.length >= 3) {
    if (nameWeight >= 0.7) return because(0.4, `the website domains have the same name, ${label}, under different suffixes`);
    if (name?.isExact) return because(0.3, `the website domains have the same name, ${label}, under different suffixes`);
    return because(
      -0.2,
      `the website domains have the same name, ${label}, under different suffixes, which says little beside these names`,
    );
  }
  // Two names that differ in a letter, each with a domain of that spelling, are two names.
  if (nameWeight > 0 && !name?.isExact) return because(-0.5, 'the website domains differ, as the names do');
  // A rare name belongs to one company, wherever it is.
  const doubt = name?.isExact && nameWeight >= 0.76 ? -0.33 : null;
  // A brand can have a page on its parent's site: lyft.com/bikes/bay-wheels.
  const isNamed = (sites: OwnSite[], names: NormalName[]) =>
    sites.some(
      ({ label, address = '' }) =>
        isNamedAfter(label, names) || names.some(({ squashed }) => squashed.length >= 6 && address.includes(squashed)),
    );
  const named = Number(isNamed(left, b.names)) + Number(isNamed(right, a.names));
  const areAlike = left.some((site) => right.some((other) => areRelated(site.label, other.label)));
  if (nameWeight > 0 && (named > 0 || areAlike)) {
    if (haveOtherTails(left, right, a.names)) return because(doubt ?? -0.4, 'the website domains are the name with different additions');
    if (named === 2) return because(-0.05, 'the website domains differ, but both are named after the company');
    return because(-0.25, 'the website domains differ, but one is named after the company');
  }
  return because(doubt ?? -0.45, 'the website domains differ');
}

/** Its own websites, or without any the domain of its contacts, if that is named after it. */
function ownOrOfMail(web: Web): OwnSite[] {
  if (web.sites.length > 0) return own(web);
  const labels = [...web.emailDomains].map((domain) => domainLabel(domain).replaceAll(/[-_.]/g, ''));
  return labels.filter((label) => isNamedAfter(label, web.names)).map((label) => ({ label }));
}

const own = ({ sites }: Web): Site[] => sites.filter(({ isPage }) => !isPage);

/** Public bodies, schools and branches share a domain: each has its own host or section there, and its own name. */
function compareHosts(a: Web, b: Web, { shared, nameWeight, sharers }: { shared: string; nameWeight: number; sharers: number }): Evidence {
  if (nameWeight <= 0.2 && sharers >= leastCrowd) {
    return because(0.3, `both websites have the domain ${shared}, as those of ${sharers} known companies, and the names differ`);
  }
  const at = ({ sites }: Web) => sites.find(({ domain }) => domain === shared);
  const [left, right] = [at(a), at(b)];
  const differ = left?.subdomain !== right?.subdomain || (left?.section !== right?.section && left?.section && right?.section);
  if (nameWeight <= 0.2 && differ) {
    return because(0.4, `both websites have the domain ${shared}, but at different addresses, and the names differ`);
  }
  return because(nameWeight < -0.2 ? 0.8 : 0.9, `both websites have the domain ${shared}`);
}

/** The website of one side, and only a name on the other. */
function compareWithName(a: Web, b: Web): Evidence | null {
  for (const [web, { names }] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const { label, subdomain, address } of web.sites) {
      if (label.length >= 3 && names.some(({ initials }) => initials.includes(label) || initials.includes(subdomain))) {
        return because(label.length >= 4 ? 0.5 : 0.4, "the website's domain is the initials of the other name");
      }
      const isInitials = web.names.some((own) => names.some(({ initials }) => own.words.length === 1 && initials.includes(own.squashed)));
      if (isInitials && names.some((name) => hasWordIn(address, name))) {
        return because(0.5, "the website's address has a word of the name whose initials the other is");
      }
      if (label.length >= 4 && names.some(({ squashed }) => squashed === label)) {
        return because(0.45, "the website's domain is the other name");
      }
      const initials = web.names.find(({ words, squashed }) => words.length === 1 && squashed.length >= 3 && label.startsWith(squashed));
      if (initials && names.some((name) => name.initials.includes(initials.squashed))) {
        return because(0.35, "the website's domain begins with the initials");
      }
      const own = web.names[0]?.squashed ?? '';
      if (
        label.length >= 5 &&
        names.some(({ squashed }) => squashed.startsWith(label) && label.startsWith(own) && own.length >= 4 && own !== squashed)
      ) {
        return because(label === own ? 0.26 : 0.45, "the other name begins with the website's domain");
      }
      if (label.length >= 5 && names.some(({ words }) => isMadeOf(label, words))) {
        return because(0.4, "the website's domain is made of the other name");
      }
      if (label.length >= 6 && isNamedAfter(label, names)) return because(0.3, "the website's domain contains the other name");
    }
  }
  return null;
}

/** Whether the address contains a word of the name that few companies have. */
const hasWordIn = (address: string, { tokens }: NormalName): boolean =>
  tokens.some(({ text, bits }) => text.length >= 5 && bits >= 10 && address.includes(text));

/** Pages of one platform are of different companies; a page beside a site says little. */
function comparePages(a: Web, b: Web): Evidence | null {
  const pages = (web: Web) => web.sites.filter(({ isPage }) => isPage);
  const [left, right] = [pages(a), pages(b)];
  const platform = (site: Site) => site.domain.slice(site.domain.indexOf('.') + 1);
  if (left.some((site) => right.some((other) => platform(other) === platform(site)))) {
    return because(-0.3, 'they have different pages on one platform');
  }
  return null;
}

/** A contact at the other side's website is a strong signal, unless the company has a website and contacts of its own. */
export function compareEmailDomains(a: Web, b: Web, nameWeight: number): Evidence | null {
  const said = (weight: number, explanation: string): Evidence => ({ signal: 'email_domain', weight, explanation });
  for (const [web, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const atWebsite = common(web.emailDomains, other.domains);
    if (!atWebsite || common(a.domains, b.domains) !== null) continue;
    const explanation = `a contact's e-mail address is at ${atWebsite}, the domain of the other website`;
    if (own(web).length === 0) return said(0.85, explanation);
    const isOnlyThere = common(web.emailDomains, web.domains) === null;
    return said(isOnlyThere ? 0.75 : 0.4, isOnlyThere ? `${explanation}, and none is at its own` : explanation);
  }
  const shared = common(a.emailDomains, b.emailDomains);
  if (!shared) return null;
  const explanation = `contacts on both sides have e-mail addresses at ${shared}`;
  if (own(a).length > 0 && own(b).length > 0 && common(a.domains, b.domains) === null) return said(0.1, explanation);
  const label = domainLabel(shared).replaceAll(/[-_.]/g, '');
  if (nameWeight < 0 && !isNamedAfter(label, a.names) && !isNamedAfter(label, b.names)) {
    return said(0.3, `${explanation}, which is named after neither`);
  }
  return said(0.7, explanation);
}

/** Whether contacts of one side are at the other's website. */
const haveMail = (a: Web, b: Web): boolean => common(a.emailDomains, b.domains) !== null || common(b.emailDomains, a.domains) !== null;

/** Whether a domain's label begins with a name, is its initials, or the name begins with it. */
function isNamedAfter(label: string, names: NormalName[]): boolean {
  return names.some(({ squashed, strong, initials }) => {
    const core = strong.join('');
    return (
      initials.some((letters) => letters.length >= 3 && label.startsWith(letters)) ||
      areRelated(label, squashed) ||
      areRelated(label, core) ||
      (strong[0] !== undefined && strong[0].length >= 5 && label.includes(strong[0]))
    );
  });
}

/** What websites add to a name. */
const usualTails = /^(?:apps?|api|use|get|try|the|search|cdn|static|media|mktg|marketing|ads|labs?|shop|store|careers|corporate)$/;

/** `dupontlille` and `dupontpau`: two companies of one name. */
function haveOtherTails(a: Pick<Site, 'label'>[], b: Pick<Site, 'label'>[], names: NormalName[]): boolean {
  const tailOf = (label: string) => names[0]?.words.reduce((rest, word) => rest.replace(word, ''), label) ?? '';
  const [left, right] = [a.map(({ label }) => tailOf(label)), b.map(({ label }) => tailOf(label))];
  const isTelling = (tail: string) => tail.length >= 3 && !isDescription(tail) && !usualTails.test(tail);
  return (
    left.every((tail, index) => isTelling(tail) && tail !== a[index]?.label) &&
    right.every((tail, index) => isTelling(tail) && tail !== b[index]?.label && !left.includes(tail))
  );
}

/** `garycsc` is made of the beginnings of Gary Community School Corporation: of the first word and of one more at least. */
function isMadeOf(label: string, words: string[]): boolean {
  const fits = (at: number, word: number): boolean => {
    if (at === label.length) return word > 1;
    const next = words[word];
    if (next === undefined) return false;
    for (let length = Math.min(next.length, label.length - at); length > 0; length--) {
      if (label.startsWith(next.slice(0, length), at) && fits(at + length, word + 1)) return true;
    }
    return isSmall(next) && fits(at, word + 1);
  };
  return words.length > 1 && words.length < 9 && fits(0, 0);
}

function areRelated(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.includes(short);
}

function common(a: Set<string>, b: Set<string>): string | null {
  for (const value of a) if (b.has(value)) return value;
  return null;
}
