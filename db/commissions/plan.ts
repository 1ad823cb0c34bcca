import type { Queryable } from '#db/database.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import type { Plan } from '#domain/commissions/plan.ts';

/** A version of a plan. */
export interface PlanVersion {
  planId: string;
  number: number;
  plan: Plan;
  createdAt: Date;
  createdBy: string;
}

/** Both moments are in it. */
export interface Span {
  first: Date;
  last: Date;
}

const columns = (sql: Queryable) => sql`plan_id as "planId", number, plan, created_at as "createdAt", created_by as "createdBy"`;

/** Adds a version, the first one of a new plan or the next one. Null if it would not begin after the version before it. */
export async function addPlanVersion(
  tx: Queryable,
  { planId, plan, createdBy }: { planId: string; plan: Plan; createdBy: string },
): Promise<PlanVersion | { beginsTooEarly: PlanVersion }> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`commission plan ${planId}`}, 0))`;
  const last = await findLatestVersion(tx, planId);
  if (last && last.plan.effective_from >= plan.effective_from) return { beginsTooEarly: last };
  const [row] = await tx<PlanVersion[]>`
    insert into commissions.plan_version (plan_id, number, effective_from, plan, created_by)
    values (${planId}, ${(last?.number ?? 0) + 1}, ${plan.effective_from}, ${JSON.stringify(plan)}::text::jsonb, ${createdBy})
    returning ${columns(tx)}`;
  if (!row) throw new Error('A new version of a plan has no row');
  return row;
}

export async function findLatestVersion(sql: Queryable, planId: string): Promise<PlanVersion | undefined> {
  const [row] = await sql<PlanVersion[]>`
    select ${columns(sql)} from commissions.plan_version where plan_id = ${planId} order by number desc limit 1`;
  return row;
}

/** All of a plan, newest first. */
export function listPlanVersions(sql: Queryable, planId: string): Promise<PlanVersion[]> {
  return sql<PlanVersion[]>`
    select ${columns(sql)} from commissions.plan_version where plan_id = ${planId} order by number desc limit 1000`;
}

/** The latest version of each plan, newest plan first, below an id. */
export function listPlans(sql: Queryable, { below, limit }: { below: string | undefined; limit: number }): Promise<PlanVersion[]> {
  return sql<PlanVersion[]>`
    select distinct on (plan_id) ${columns(sql)} from commissions.plan_version
    where ${below === undefined ? sql`true` : sql`plan_id < ${below}`} order by plan_id desc, number desc limit ${limit}`;
}

/** The versions of plans, oldest first, that apply at any moment of a span. */
export async function readPlansIn(
  sql: Queryable,
  planIds: readonly string[],
  { first, last }: Span,
): Promise<ReadonlyMap<string, PlanVersion[]>> {
  // Calendars differ by less than two days, and each version begins on a day of its own: the one that applies is among the last four.
  const begun = addDays(localDate(first, 'UTC'), 1);
  const rows = await sql<PlanVersion[]>`
    select v.* from unnest(${[...planIds]}::text[]) p (id) cross join lateral (
      select ${columns(sql)} from commissions.plan_version
      where plan_id = p.id and effective_from <= ${addDays(localDate(last, 'UTC'), 1)} order by number desc
      limit 4 + (select count(*) from commissions.plan_version l where l.plan_id = p.id and l.effective_from > ${begun})) v
    order by v.number`;
  return Map.groupBy(rows, ({ planId }) => planId);
}

/** The one that applies at a moment: the latest one that has begun by the calendar of its own time zone. */
export const versionAt = (versions: readonly PlanVersion[] | undefined, at: Date): PlanVersion | undefined =>
  versions?.findLast(({ plan }) => plan.effective_from <= localDate(at, plan.time_zone));
