import type { Queryable } from '#db/database.ts';
import type { goalStates } from '#domain/commissions/commission.ts';

type GoalState = (typeof goalStates)[number];

/** How far the commissions of a goal are. */
export interface Goal {
  id: string;
  state: GoalState;
  /** Why it is not settled, or why it brings nobody anything. */
  reason: string | null;
  updatedAt: Date;
}

const columns = (sql: Queryable) => sql`id, state, reason, updated_at as "updatedAt"`;

/** There is something new about these goals. Repeating it makes them be looked at once more, which changes nothing. */
export async function noteGoals(sql: Queryable, goalIds: readonly string[]): Promise<void> {
  if (goalIds.length === 0) return;
  await sql`
    insert into commissions.goal (id) select distinct id from unnest(${[...goalIds]}::text[]) g (id) order by id
    on conflict (id) do update set wanted = goal.wanted + 1, updated_at = now()`;
}

/** Those that a workflow attends to, or has to. */
export async function listAttended(sql: Queryable, goalIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select id from commissions.goal where id = any(${[...goalIds]}::text[]) and wanted > settled`;
  return new Set(rows.map(({ id }) => id));
}

/** All that is known of these is booked. One of which there is other news meanwhile stays as it is. Safe to repeat. */
export async function settleGoals(sql: Queryable, goals: readonly { id: string; reason: string | null }[]): Promise<void> {
  if (goals.length === 0) return;
  await sql`
    insert into commissions.goal as g (id, settled, state, reason)
    select id, 1, 'settled', reason from unnest(${goals.map(({ id }) => id)}::text[], ${goals.map(({ reason }) => reason)}::text[]) s (id, reason) order by id
    on conflict (id) do update set wanted = g.wanted + 1, settled = g.wanted + 1, state = 'settled', reason = excluded.reason, updated_at = now()
    where g.wanted = g.settled`;
}

/** How much of it there is; undefined if there is no such goal. */
export async function findGoalWork(sql: Queryable, goalId: string): Promise<{ wanted: number } | undefined> {
  const [row] = await sql<{ wanted: number }[]>`select wanted from commissions.goal where id = ${goalId}`;
  return row;
}

/** What became of it. News that came meanwhile keep it unsettled; so does waiting. */
export async function finishGoal(
  sql: Queryable,
  goalId: string,
  { wanted, state, reason }: { wanted: number; state: GoalState; reason: string | null },
): Promise<void> {
  await sql`
    update commissions.goal set state = ${state}, reason = ${reason}, updated_at = now(),
      settled = case when ${state} = 'pending' then settled else greatest(settled, ${wanted}::int) end
    where id = ${goalId}`;
}

/** Refunds that waited for a sale, which has come. */
export async function closeWaiting(sql: Queryable, refundIds: readonly string[]): Promise<void> {
  if (refundIds.length === 0) return;
  await sql`
    update commissions.goal set state = 'settled', reason = 'its sale has come', settled = wanted, updated_at = now()
    where id = any(${[...refundIds]}::text[]) and state = 'waiting'`;
}

/** Whether so many goals are being settled now. Those that wait for something, such as a rate, do not count. */
export async function areBusy(sql: Queryable, limit: number): Promise<boolean> {
  const rows = await sql`select from commissions.goal where wanted > settled and reason is null limit ${limit}`;
  return rows.length >= limit;
}

/** Those that nobody has settled yet, after an id. */
export function listUnsettledGoals(sql: Queryable, { after, limit }: { after: string; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from commissions.goal where wanted > settled and id > ${after} order by id limit ${limit}`;
}

/** Newest first, in some states, below an id. */
export function listGoals(
  sql: Queryable,
  { states, below, limit }: { states: GoalState[] | undefined; below: string | undefined; limit: number },
): Promise<Goal[]> {
  return sql<Goal[]>`
    select ${columns(sql)} from commissions.goal
    where ${states === undefined ? sql`true` : sql`state in ${sql(states)}`} and ${below === undefined ? sql`true` : sql`id < ${below}`}
    order by id desc limit ${limit}`;
}
