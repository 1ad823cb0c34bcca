import type { Queryable } from '#db/database.ts';
import type { RuleSettings } from '#domain/alerts/alert-settings.ts';
import type { AlertRule } from '#domain/alerts/finding.ts';
import { type Judged, MAX_READ, type Reading } from '#domain/alerts/judged.ts';
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

/** Looks at candidates in detail, first at those that have an alert. Their remainder is only named. */
export async function inDetail<Candidate extends { id: string }>(
  candidates: readonly Candidate[],
  { open, limit }: Pick<RuleContext, 'open' | 'limit'>,
  look: (chosen: readonly Candidate[]) => Promise<Judged[]>,
): Promise<Reading> {
  const inOrder = candidates.toSorted((a, b) => Number(open.has(b.id)) - Number(open.has(a.id)));
  const chosen = inOrder.slice(0, limit);
  return {
    judged: chosen.length === 0 ? [] : await look(chosen),
    more: inOrder.slice(limit).map(({ id }) => id),
    isCut: candidates.length > MAX_READ,
  };
}
