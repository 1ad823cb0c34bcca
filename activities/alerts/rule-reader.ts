import type { Queryable } from '#db/database.ts';
import type { RuleSettings } from '#domain/alerts/alert-settings.ts';
import type { AlertRule } from '#domain/alerts/finding.ts';
import { type Candidate, type Judged, MAX_READ, type Reading } from '#domain/alerts/judged.ts';
import { takeTurns } from '#domain/alerts/take-turns.ts';
import type { DescribeVendor } from '#domain/health/describe-vendor.ts';
import type { BookNights } from '#domain/reconciliation/book-night.ts';
import type { Settings } from '#domain/settings.ts';

/** What every rule is read with. */
export interface RuleContext {
  sql: Queryable;
  /** The time of the database: no other clock decides what is late or old. */
  now: Date;
  settings: Settings;
  /** Subjects that have an open alert of this rule. */
  open: ReadonlySet<string>;
  /** For so many subjects alerts are opened, so only they are looked at in detail. */
  limit: number;
  /** The same for the subjects of one partner. */
  ofPartner: number;
  describe: DescribeVendor;
  bookNights: BookNights;
  readCertificates: () => Promise<{ file: string; pem: string }[]>;
}

/** The rules about the rules themselves are read by whoever reads the others. */
export type ReadableRule = Exclude<AlertRule, 'rule_unreadable' | 'rule_overflowing'>;

/** Returns null if this process cannot know: what is open stays so. */
export type ReadRule<Rule extends ReadableRule> = (context: RuleContext, settings: RuleSettings<Rule>) => Promise<Reading | null>;

/** One more than may be read tells that there are more. */
export const readLimit = MAX_READ + 1;

/** Looks at candidates in detail, first at those that have an alert, then at those of each partner by turns. Their remainder is only named. */
export async function inDetail<One extends Candidate>(
  candidates: readonly One[],
  { open, limit, ofPartner }: Pick<RuleContext, 'open' | 'limit' | 'ofPartner'>,
  look: (chosen: readonly One[]) => Promise<Judged[]>,
): Promise<Reading> {
  const rankOf = ({ id }: One) => (open.has(id) ? 0 : 1);
  const { taken, left } = takeTurns(candidates, { rankOf, partnerOf: ({ partnerId = null }) => partnerId, limit, ofPartner });
  return {
    judged: taken.length === 0 ? [] : await look(taken),
    more: left.map(({ id, partnerId = null }) => ({ id, partnerId })),
    isCut: candidates.length > MAX_READ,
  };
}
