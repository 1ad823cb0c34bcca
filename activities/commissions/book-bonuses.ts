import { findBonusLine, readAchievements } from '#db/commissions/achievements.ts';
import { readEntries } from '#db/commissions/balance.ts';
import { type Holder, type NewTransaction, postTransactions } from '#db/commissions/post-transaction.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import type { Queryable } from '#db/database.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { addDays } from '#domain/business-days.ts';
import { bonusesBetween } from '#domain/commissions/bonus.ts';
import { entriesOf, placeOf } from '#domain/commissions/ledger.ts';
import { periodOf } from '#domain/commissions/month.ts';
import { newId } from '#domain/id.ts';

type BonusEarned = ReturnType<typeof bonusesBetween>[number];

/**
 * Books the bonuses that lines which were just posted have reached, and takes back those that a refund has undone. Only in the transaction of the
 * lines: each milestone is passed by one line, whose id is in the source of the bonus. Returns
 * the lines of the bonuses.
 */
export async function bookBonuses(
  tx: Queryable,
  terms: PinnedTerms,
  holder: Holder,
  posted: readonly NewTransaction[],
): Promise<NewTransaction[]> {
  const { plan, sale } = terms;
  const bonuses: NewTransaction[] = [];
  if (plan.bonuses.length === 0 || holder.currency !== plan.currency) return bonuses;
  for (const { id: lineId } of posted) {
    const { before, after } = await readAchievements(tx, { ...holder, day: sale.day, lineId });
    for (const bonus of bonusesBetween(plan, before, after)) {
      const line = await lineOf(tx, terms, holder, bonus, lineId);
      if (line && (await postTransactions(tx, [line])).size > 0) bonuses.push(line);
    }
  }
  return bonuses;
}

async function lineOf(
  tx: Queryable,
  { plan, planId, sale }: PinnedTerms,
  holder: Holder,
  { bonus, amountMinor, explanation }: BonusEarned,
  lineId: string,
): Promise<NewTransaction | null> {
  const per = plan.bonuses[bonus]?.per ?? 'ever';
  const source = `bonus/${planId}/${bonus}/${per === 'ever' ? per : periodOf(sale.day, per)}/${holder.partnerId}/`;
  const id = newId('lin');
  const common = { id, source: `${source}${lineId}`, ...holder, amountMinor, day: sale.day, explanation, bookedBy: 'accrue-commission' };
  if (amountMinor >= 0n) {
    const entries = entriesOf({ kind: 'accrual', amountMinor }).map((entry) => ({ ...entry, lineId: id }));
    const releaseDay = addDays(sale.day, plan.hold_days);
    return { ...common, kind: 'accrual', releaseDay, dueAt: startOfDay(releaseDay, plan.time_zone), entries };
  }
  const about = await findBonusLine(tx, holder, source);
  // It was reached under a version of the plan that did not have it.
  if (about === undefined) return null;
  const place = placeOf(await readEntries(tx, [about]));
  const entries = entriesOf({ kind: 'clawback', amountMinor: -amountMinor, place }).map((entry) => ({ ...entry, lineId: about }));
  return { ...common, kind: 'clawback', about, reverses: about, entries };
}
