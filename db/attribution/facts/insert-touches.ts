import type { Queryable } from '#db/database.ts';
import type { touchSources } from '#domain/attribution/facts.ts';
import { type FactOutcome, insertFacts, type NewFact } from './insert-facts.ts';

export interface NewTouch extends NewFact {
  subjectKey: string;
  partnerId: string | null;
  source: (typeof touchSources)[number];
  campaign: string | null;
  isBot: boolean;
}

/** Adds touches, set-wise. Idempotent by scope, origin and external id. */
export function insertTouches(sql: Queryable, touches: readonly NewTouch[]): Promise<FactOutcome[]> {
  return insertFacts(sql, 'touch', touches, [
    ['partner_id', 'text', touches.map(({ partnerId }) => partnerId)],
    ['source', 'text', touches.map(({ source }) => source)],
    ['campaign', 'text', touches.map(({ campaign }) => campaign)],
    ['is_bot', 'boolean', touches.map(({ isBot }) => String(isBot))],
  ]);
}
