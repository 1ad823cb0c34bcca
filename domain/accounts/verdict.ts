import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledString, FilledText } from '#domain/plain-text.ts';
import { namesCompany } from './company-name.ts';
import { shortKey } from './crowd.ts';
import type { Match } from './evidence.ts';
import { domainKey, nameKey } from './match-keys.ts';
import type { CompanyProfile } from './profile.ts';
import { registrableDomain } from './web-domain.ts';

export const verdicts = ['same', 'different'] as const;

const Side = z
  .strictObject({
    kind: z.enum(['name', 'website']),
    value: FilledString(2048).describe('A name, in any spelling and with any legal form, or a website'),
  })
  .refine(({ kind, value }) => (kind === 'name' ? namesCompany(value) : registrableDomain(value) !== null), {
    path: ['value'],
    error: 'must be the name of a company, or a website that is its own',
    params: { code: 'invalid_format' } satisfies IssueCode,
  });
export type VerdictSide = z.infer<typeof Side>;

/** A name or a domain of one company, and one of the other. */
export const VerdictInput = z
  .strictObject({
    verdict: z.enum(verdicts).describe('`same`: both are one company. `different`: they are two, however alike they are'),
    a: Side,
    b: Side,
    reason: FilledText(1_000).optional().describe('Why. Only the company sees it'),
  })
  .refine(({ a, b }) => verdictKey(a) !== verdictKey(b), {
    path: ['b', 'value'],
    error: 'must differ from a in more than spelling and legal form',
    params: { code: 'invalid_value' } satisfies IssueCode,
  })
  .meta({
    id: 'CreateAccountVerdict',
    example: {
      verdict: 'same',
      a: { kind: 'name', value: 'Larkspur Mobile Ltd' },
      b: { kind: 'website', value: 'https://vantia.example' },
      reason: 'Renamed in March',
    },
  });
export type VerdictInput = z.infer<typeof VerdictInput>;

/** What was decided, by the keys of both sides. */
export interface KnownVerdict {
  verdict: (typeof verdicts)[number];
  aKey: string;
  bKey: string;
}

export const verdictKey = ({ kind, value }: VerdictSide): string => (kind === 'name' ? nameKey(value) : domainKey(value));

/** The keys by which a verdict knows the company: its names and its domains. */
export function identityKeys({ names, domains, emailDomains }: CompanyProfile): Set<string> {
  const ofNames = names.map(({ sound }) => `n:${sound}`);
  return new Set([...ofNames, ...[...domains, ...emailDomains].map((domain) => `d:${domain}`)].map(shortKey));
}

/** The keys of companies that a person called the same as the one that has these keys. */
export function aliasKeys(known: KnownVerdict[], keys: Set<string>): string[] {
  return known
    .filter(({ verdict }) => verdict === 'same')
    .flatMap(({ aKey, bKey }) => [keys.has(aKey) ? bKey : [], keys.has(bKey) ? aKey : []].flat());
}

/** What a person decided about the companies that have these keys. `known`: the newest first. */
export const verdictOn = <Known extends KnownVerdict>(known: readonly Known[], [a, b]: [Set<string>, Set<string>]): Known | undefined =>
  known.find(({ aKey, bKey }) => (a.has(aKey) && b.has(bKey)) || (a.has(bKey) && b.has(aKey)));

/** The match as a person decided it, if one did. */
export function withVerdict(match: Match, known: KnownVerdict[], keys: [Set<string>, Set<string>]): Match {
  const found = verdictOn(known, keys);
  if (!found) return match;
  const isSame = found.verdict === 'same';
  const explanation = isSame ? 'a person decided that they are one company' : 'a person decided that they are different companies';
  return { score: isSame ? 1 : 0, evidence: [{ signal: 'verdict', weight: isSame ? 1 : -1, explanation }, ...match.evidence] };
}
