import { hash } from 'node:crypto';
import type { NewFact } from '#db/attribution/facts/insert-facts.ts';
import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import { type IdPrefix, newId } from '#domain/id.ts';

/** What a fact has that Causeway notices by itself. Its external id says all that makes it this one, so reading it again changes nothing. */
export function noticedFact(
  prefix: IdPrefix,
  fact: { scope: string; subject: string | null; occurredAt: Date; externalId: string; origin: string; metadata?: NewFact['metadata'] },
  pseudonym: Pseudonym,
): NewFact {
  const { scope, subject, metadata = null, ...rest } = fact;
  const subjectKey = subject === null ? null : pseudonym(scope, subject);
  return { id: newId(prefix), scope, subjectKey, digest: hash('sha256', fact.externalId), metadata, ...rest };
}
