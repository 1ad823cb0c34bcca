import { readFileSync } from 'node:fs';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { compareCompanies, type CompanyFacts, profileOf } from '#domain/accounts/matching.ts';

interface Side {
  name: string;
  website?: string | null;
  contact_emails?: string[];
  duns?: string | null;
  address?: { street: string; postal_code: string; city: string; country: string } | null;
}

export interface LabelledPair {
  id: string;
  a: CompanyFacts;
  b: CompanyFacts;
  /** Whether they are one company. */
  same: boolean;
  kind: string;
  /** Of the set of public facts: rules are tuned on one part and measured on the other. */
  part?: 'tune' | 'test';
}

export interface JudgedPair extends LabelledPair {
  /** 0 if their keys do not find each other. */
  score: number;
}

/** Invented companies, labelled by hand, with hard negatives; beside them random negatives made by rule. */
const handMadePairs = new URL('matching-pairs.jsonl', import.meta.url);

export function readMatchingPairs(file = handMadePairs): LabelledPair[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { a, b, ...label } = JSON.parse(line) as LabelledPair & { a: Side; b: Side };
    return { ...label, a: factsOf(a), b: factsOf(b) };
  });
}

function factsOf({ name, website, contact_emails: contactEmails, duns, address }: Side): CompanyFacts {
  const place = address && { street: address.street, postalCode: address.postal_code, city: address.city, country: address.country };
  return { name, websites: website ? [website] : [], contactEmails: contactEmails ?? [], duns: duns ?? null, address: place ?? null };
}

/** The scores of the matcher, candidates found by their keys. */
export function judgePairs(pairs: LabelledPair[]): JudgedPair[] {
  return pairs.map((pair) => {
    const [a, b] = [profileOf(pair.a), profileOf(pair.b)];
    const keys = new Set(blockingKeys(a));
    const isFound = blockingKeys(b).some((key) => keys.has(key));
    return { ...pair, score: isFound ? compareCompanies(a, b).score : 0 };
  });
}

/** How often it is right, and what it misses, if it says from the score `least` on that two are one company. */
export function rate(judged: JudgedPair[], least: number): { pairs: number; precision: number; recall: number } {
  const count = (same: boolean, said: boolean) => judged.filter((one) => one.same === same && one.score >= least === said).length;
  const [right, wrong, missed] = [count(true, true), count(false, true), count(true, false)];
  return { pairs: judged.length, precision: right / (right + wrong), recall: right / (right + missed) };
}
