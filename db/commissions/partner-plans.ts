import type { Queryable } from '#db/database.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import { assignmentTargets } from '#domain/commissions/commission.ts';
import type { LevelAt } from './level-change.ts';
import { type PlanVersion, readPlansIn, type Span, versionAt } from './plan.ts';

/** A partner as assignments name it. `levels`: those that it has at moments of the span. */
interface AssignedPartner {
  id: string;
  programmeId: string;
  levels: readonly string[];
}

/** An assignment that may have begun, depending on the calendar. */
interface Candidate {
  partner: string;
  target: (typeof assignmentTargets)[number];
  targetId: string;
  planId: string | null;
  fromDay: string;
}

/** Of a partner, at a moment of the span; undefined if it has none. */
export type PlanAt = (partnerId: string, at: Date) => PlanVersion | undefined;

/**
 * The plan versions of partners at any moment of a span. What is assigned to a partner itself wins over its level of then, and that over its
 * programme; then the later day wins. Days are those of the plan's own time zone; of an assignment that ends a plan, of the plan that it ends.
 */
export async function readPartnerPlans(
  sql: Queryable,
  partners: readonly AssignedPartner[],
  { levelAt, ...span }: Span & { levelAt: LevelAt },
): Promise<PlanAt> {
  const candidates = await readCandidates(sql, partners, span);
  const ids = candidates.flatMap(({ planId }) => planId ?? []);
  const versions = await readPlansIn(sql, [...new Set(ids)], span);
  const byPartner = Map.groupBy(candidates, (one) => one.partner);
  const planAt = (planId: string | null | undefined, at: Date) => versionAt(versions.get(planId ?? ''), at);
  return (partnerId, at) => {
    const level = levelAt(partnerId, at);
    const own = (byPartner.get(partnerId) ?? []).filter(({ target, targetId }) => target !== 'level' || targetId === level);
    const begun = own.find((one, place) => {
      const calendar = one.planId ?? own.slice(place).find(({ target, planId }) => target === one.target && planId !== null)?.planId;
      return one.fromDay <= localDate(at, planAt(calendar, at)?.plan.time_zone ?? 'UTC');
    });
    return planAt(begun?.planId, at);
  };
}

/** The one that counts comes first. Calendars differ by less than two days, so of each target the last four days before the span are enough. */
function readCandidates(sql: Queryable, partners: readonly AssignedPartner[], { first, last }: Span): Promise<Candidate[]> {
  const wanted = partners.flatMap(({ id, programmeId, levels }) => [
    { partner: id, target: 'partner', targetId: id },
    ...levels.map((level) => ({ partner: id, target: 'level', targetId: level })),
    { partner: id, target: 'programme', targetId: programmeId },
  ]);
  const [begun, until] = [addDays(localDate(first, 'UTC'), 1), addDays(localDate(last, 'UTC'), 1)];
  return sql<Candidate[]>`
    select w.partner, w.target, w.target_id as "targetId", a.plan_id as "planId", a.from_day::text as "fromDay"
    from unnest(${wanted.map(({ partner }) => partner)}::text[], ${wanted.map(({ target }) => target)}::text[],
      ${wanted.map(({ targetId }) => targetId)}::text[]) w (partner, target, target_id)
    cross join lateral (
      select distinct on (from_day) plan_id, from_day from commissions.assignment
      where target = w.target and target_id = w.target_id and from_day <= ${until} order by from_day desc, id desc
      limit 4 + (select count(*) from commissions.assignment l where l.target = w.target and l.target_id = w.target_id and l.from_day > ${begun})) a
    order by w.partner, array_position(${[...assignmentTargets]}::text[], w.target), a.from_day desc`;
}
