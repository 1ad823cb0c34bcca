import type { Queryable } from '#db/database.ts';
import { assignmentTargets } from '#domain/commissions/commission.ts';

type Target = (typeof assignmentTargets)[number];

/** Who has which plan, from a day on; null: none any more. */
export interface Assignment {
  id: number;
  target: Target;
  targetId: string;
  planId: string | null;
  fromDay: string;
  createdAt: Date;
  createdBy: string;
}

const columns = (sql: Queryable) => sql`id, target, target_id as "targetId", plan_id as "planId", from_day::text as "fromDay",
  created_at as "createdAt", created_by as "createdBy"`;

export async function insertAssignment(
  tx: Queryable,
  { target, targetId, planId, fromDay, createdBy }: Omit<Assignment, 'id' | 'createdAt'>,
): Promise<Assignment> {
  const [row] = await tx<Assignment[]>`
    insert into commissions.assignment (target, target_id, plan_id, from_day, created_by)
    values (${target}, ${targetId}, ${planId}, ${fromDay}, ${createdBy}) returning ${columns(tx)}`;
  if (!row) throw new Error('A new assignment has no row');
  return row;
}

/** Newest first, below an id. */
export function listAssignments(sql: Queryable, { below, limit }: { below: number | undefined; limit: number }): Promise<Assignment[]> {
  return sql<Assignment[]>`
    select ${columns(sql)} from commissions.assignment where ${below === undefined ? sql`true` : sql`id < ${below}`}
    order by id desc limit ${limit}`;
}

/** The plans of partners on a day, by partner. What is assigned to the partner itself wins over its programme, and then the later one. */
export async function readAssigned(
  sql: Queryable,
  partners: readonly { id: string; programmeId: string }[],
  day: string,
): Promise<ReadonlyMap<string, string>> {
  const wanted = partners.flatMap(({ id, programmeId }) => [
    { partner: id, target: 'partner', targetId: id },
    { partner: id, target: 'programme', targetId: programmeId },
  ]);
  const rows = await sql<{ partner: string; planId: string | null }[]>`
    select distinct on (w.partner) w.partner, a.plan_id as "planId"
    from unnest(${wanted.map(({ partner }) => partner)}::text[], ${wanted.map(({ target }) => target)}::text[],
      ${wanted.map(({ targetId }) => targetId)}::text[]) w (partner, target, target_id)
    join commissions.assignment a on a.target = w.target and a.target_id = w.target_id and a.from_day <= ${day}
    order by w.partner, array_position(${[...assignmentTargets]}::text[], a.target), a.from_day desc, a.id desc`;
  return new Map(rows.flatMap(({ partner, planId }) => (planId === null ? [] : [[partner, planId]])));
}
