import { readFileSync } from 'node:fs';
import { blockingKeys, compareCompanies, type CompanyFacts, profileOf } from '#domain/accounts/matching.ts';

interface Side {
  name: string;
  website: string | null;
  contact_emails: string[];
  duns: string | null;
  address: { street: string; postal_code: string; city: string; country: string } | null;
}

interface LabelledPair {
  id: string;
  a: CompanyFacts;
  b: CompanyFacts;
  /** Whether a person says that they are one company. */
  same: boolean;
  kind: string;
}

/** Invented companies, labelled by hand, with hard negatives; beside them random negatives made by rule. */
export function readMatchingPairs(): LabelledPair[] {
  const lines = readFileSync(new URL('matching-pairs.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const { a, b, ...label } = JSON.parse(line) as LabelledPair & { a: Side; b: Side };
    return { ...label, a: factsOf(a), b: factsOf(b) };
  });
}

function factsOf({ name, website, contact_emails: contactEmails, duns, address }: Side): CompanyFacts {
  const place = address && { street: address.street, postalCode: address.postal_code, city: address.city, country: address.country };
  return { name, websites: website ? [website] : [], contactEmails, duns, address: place };
}

/** How well the matcher judges the pairs, candidates found by their keys. `least`: from which score on it says that they are one company. */
export function judgeMatchingPairs({ least }: { least: number }): { pairs: number; precision: number; recall: number } {
  const judged = readMatchingPairs().map((pair) => {
    const [a, b] = [profileOf(pair.a), profileOf(pair.b)];
    const keys = new Set(blockingKeys(a));
    const isFound = blockingKeys(b).some((key) => keys.has(key));
    return { same: pair.same, said: isFound && compareCompanies(a, b).score >= least };
  });
  const count = (same: boolean, said: boolean) => judged.filter((one) => one.same === same && one.said === said).length;
  const [right, wrong, missed] = [count(true, true), count(false, true), count(true, false)];
  return { pairs: judged.length, precision: right / (right + wrong), recall: right / (right + missed) };
}
