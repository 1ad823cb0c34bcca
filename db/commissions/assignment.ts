import type { Queryable } from '#db/database.ts';
import type { assignmentTargets } from '#domain/commissions/commission.ts';

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
