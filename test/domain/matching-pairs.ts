import { readFileSync } from 'node:fs';
import type { CompanyFacts } from '#domain/matching.ts';

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
  const lines = readFileSync(new URL('matching-pairs.jsonl', import.meta.url), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { a, b, ...label } = JSON.parse(line) as LabelledPair & { a: Side; b: Side };
    return { ...label, a: factsOf(a), b: factsOf(b) };
  });
}

function factsOf({ name, website, contact_emails: contactEmails, duns, address }: Side): CompanyFacts {
  const place = address && { street: address.street, postalCode: address.postal_code, city: address.city, country: address.country };
  return { name, websites: website ? [website] : [], contactEmails, duns, address: place };
}
