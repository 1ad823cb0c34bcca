import type { Queryable } from '#db/database.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import { assignmentTargets } from '#domain/commissions/commission.ts';
import { type PlanVersion, readPlansAt } from './plan.ts';

/** An assignment that may have begun, depending on the calendar. */
interface Candidate {
  partner: string;
  target: (typeof assignmentTargets)[number];
  planId: string | null;
  fromDay: string;
}

/**
 * The plan versions of partners at a moment, by partner. What is assigned to a partner itself wins over its programme, and then the later day.
 * Days are those of the plan's own time zone; of an assignment that ends a plan, of the plan that it ends.
 */
export async function readPartnerPlans(
  sql: Queryable,
  partners: readonly { id: string; programmeId: string }[],
  at: Date,
): Promise<ReadonlyMap<string, PlanVersion>> {
  const candidates = await readCandidates(sql, partners, at);
  const ids = candidates.flatMap(({ planId }) => planId ?? []);
  const versions = await readPlansAt(sql, [...new Set(ids)], at);
  const found = new Map<string, PlanVersion>();
  for (const [partner, own] of Map.groupBy(candidates, (one) => one.partner)) {
    const begun = own.find((one, place) => {
      const calendar = one.planId ?? own.slice(place).find(({ target, planId }) => target === one.target && planId !== null)?.planId;
      return one.fromDay <= localDate(at, versions.get(calendar ?? '')?.plan.time_zone ?? 'UTC');
    });
    const version = versions.get(begun?.planId ?? '');
    if (version) found.set(partner, version);
  }
  return found;
}

/** The one that counts comes first. Calendars differ by less than two days, so of each target the last four days are enough. */
function readCandidates(sql: Queryable, partners: readonly { id: string; programmeId: string }[], at: Date): Promise<Candidate[]> {
  const wanted = partners.flatMap(({ id, programmeId }) => [
    { partner: id, target: 'partner', targetId: id },
    { partner: id, target: 'programme', targetId: programmeId },
  ]);
  return sql<Candidate[]>`
    select w.partner, w.target, a.plan_id as "planId", a.from_day::text as "fromDay"
    from unnest(${wanted.map(({ partner }) => partner)}::text[], ${wanted.map(({ target }) => target)}::text[],
      ${wanted.map(({ targetId }) => targetId)}::text[]) w (partner, target, target_id)
    cross join lateral (
      select distinct on (from_day) plan_id, from_day from commissions.assignment
      where target = w.target and target_id = w.target_id and from_day <= ${addDays(localDate(at, 'UTC'), 1)}
      order by from_day desc, id desc limit 4) a
    order by w.partner, array_position(${[...assignmentTargets]}::text[], w.target), a.from_day desc`;
}
