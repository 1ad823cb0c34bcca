import type { z } from 'zod';
import type { NewFact } from '#db/attribution/facts/insert-facts.ts';
import type { RevenueOutcome } from '#db/attribution/facts/insert-revenue.ts';
import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import type { PartnerOfSource, SourceName } from '#db/attribution/facts/source-names.ts';
import type { Sql } from '#db/database.ts';
import type { FactInput } from '#domain/attribution/fact-input.ts';
import type { FieldError } from '#domain/errors.ts';
import type { IdPrefix } from '#domain/id.ts';
import type { FactCaller } from './fact-caller.ts';

export interface FactContext {
  caller: FactCaller;
  pseudonym: Pseudonym;
  partnerOf: PartnerOfSource;
}

/** What distinguishes the facts of one kind: what its input means, and where it goes. */
export interface FactKind<Input extends FactInput, Row extends NewFact> {
  /** For messages. */
  noun: string;
  prefix: IdPrefix;
  input: z.ZodType<Input>;
  /** The names by which it may mean a partner that it does not name. */
  sourcesOf?: (input: Input) => SourceName[];
  /** All partners that it names; the first is the one whose fact it is. */
  partnersOf: (input: Input) => (string | null | undefined)[];
  subjectOf: (input: Input) => string | null | undefined;
  /** The columns that only this kind has, or what is wrong. */
  toRow: (fact: NewFact, input: Input, context: FactContext) => Row | FieldError;
  insert: (sql: Sql, rows: Row[]) => Promise<RevenueOutcome[]>;
}
