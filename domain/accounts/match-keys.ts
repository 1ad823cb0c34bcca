import { normaliseName, type NormalName } from './company-name.ts';
import { shortKey } from './crowd.ts';
import { heard, skeletonOf, soundOf, withoutR } from './latin.ts';
import type { CompanyProfile } from './profile.ts';
import { registrableDomain } from './web-domain.ts';

/** Words that fewer than one name of a thousand has are keys, and the rarest one of each name. */
const leastBits = 10;
const rareWords = 3;

/** The keys by which the index finds candidates. Two companies without a common key are not compared. */
export function blockingKeys({ names, sites, emailDomains, duns, place }: CompanyProfile): string[] {
  const labels = sites.map(({ label }) => label);
  const keys = [
    ...[...sites.map(({ domain }) => domain), ...emailDomains].map((domain) => `d:${domain}`),
    ...labels.flatMap((label) => [`l:${label}`, ...beginning(label)]),
    ...names.flatMap(keysOfName),
    ...(duns ? [`u:${duns}`] : []),
    ...(place ? [`p:${place}`] : []),
  ];
  return [...new Set(keys)].map(shortKey);
}

function keysOfName(name: NormalName): string[] {
  const { sound, squashed, strong, initials, tokens, words } = name;
  const core = strong.join('');
  const rare = tokens
    .filter(({ text }) => text.length >= 4)
    .toSorted((a, b) => b.bits - a.bits)
    .filter(({ bits }, index) => index === 0 || bits >= leastBits)
    .slice(0, rareWords);
  return [
    `n:${sound}`,
    `s:${strong.toSorted().join('')}`,
    // A mistyped name usually has the correct beginning or the correct end.
    ...beginning(core),
    ...(core.length < 8 ? [] : [`e:${core.slice(-6)}`]),
    // A domain's label is the name, or its initials.
    ...(squashed.length <= 30 ? [`l:${squashed}`] : []),
    ...initials.filter((letters) => letters.length >= 3).map((letters) => `l:${letters}`),
    ...(words.length <= 3 ? skeletons(core) : []),
    ...[...rare, ...tokens.slice(0, 1).filter(({ text, bits }) => text.length >= 3 && bits >= 8)].map(
      ({ text }) => `w:${soundOf(text).slice(0, 12)}`,
    ),
  ];
}

function skeletons(squashed: string): string[] {
  const skeleton = skeletonOf(squashed);
  return [skeleton, withoutR(skeleton)].filter((one) => one.length >= 3).map((one) => `k:${one}`);
}

/** In any spelling that sounds like it. */
function beginning(text: string): string[] {
  const sounds = heard(text);
  return sounds.length < 4 ? [] : [`b:${sounds.slice(0, text.length < 8 ? 4 : 5)}`, `b:${sounds.slice(0, 5)}`];
}

/** The key of companies with this name, whatever their legal form, in any spelling that sounds the same. */
export function nameKey(name: string): string {
  return shortKey(`n:${normaliseName(name).sound}`);
}

/** The key of companies with this domain in their websites or e-mail addresses. */
export function domainKey(domain: string): string {
  return shortKey(`d:${registrableDomain(domain) ?? domain}`);
}
